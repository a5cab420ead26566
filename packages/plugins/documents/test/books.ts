import type { Loose, TestApp, TestClient } from '@bureau/testing';

/** Runs mutations of accounting; payloads with their user errors. */
export interface TestBooks {
  mutate(
    field: string,
    input: Record<string, unknown>,
    how?: { as?: TestClient; select?: string },
  ): Promise<Loose>;
}

let keys = 0;

/** Books in EUR for 2026 with the standard chart, VAT of 19 percent and a supplier. */
export async function fillBooks(app: TestApp): Promise<TestBooks & { supplier: string }> {
  const mutate: TestBooks['mutate'] = async (
    field,
    input,
    { as = app.owner, select = '' } = {},
  ) => {
    const name = field === 'billPost' ? 'Document' : field.charAt(0).toUpperCase() + field.slice(1);
    keys += 1;
    const document = `mutation ($input: ${name}Input!) {
      ${field}(input: $input) @idempotent(key: "bill-${keys}") {
        ${select} userErrors { code message path } } }`;
    const { data, errors } = await as.query(document, { input });
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return data[field];
  };
  const books = { chart: 'STANDARD', baseCurrency: 'EUR', startsOn: '2026-01-01' };
  await mutate('accountingSetUp', books);
  await mutate('tradeSettingsSave', {});
  const party = { kind: 'COMPANY', name: 'Felsen AG', isSupplier: true, taxNumber: 'DE136695976' };
  const made = await mutate('partyCreate', party, { select: 'party { id }' });
  const { ledgerAccounts } = await app.owner.data(
    '{ ledgerAccounts(first: 100, where: {isPostable: {eq: true}}) { nodes { id code } } }',
  );
  const at = (code: string) =>
    ledgerAccounts.nodes.find((one: { code: string }) => one.code === code).id;
  const tax = { rate: '19', salesAccountId: at('2100'), purchaseAccountId: at('1240') };
  await mutate('taxCodeCreate', { code: 'V19', name: 'VAT 19', components: [tax] });
  return { mutate, supplier: made.party.id };
}
