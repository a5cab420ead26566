import type { SeedContext } from '@bureau/core';

const source = (side: string) => [{ component: 'VAT19', side }];
const FORM = {
  code: 'VAT',
  name: 'VAT return',
  payableAccountCode: '2140',
  boxes: [
    { code: '81', name: 'Sales at 19 percent', effect: 'BASE', sources: source('RECEIVABLE') },
    { code: '81T', name: 'Tax on them', effect: 'OWED', sources: source('RECEIVABLE') },
    { code: '66', name: 'Input tax of bills', effect: 'DEDUCTED', sources: source('PAYABLE') },
  ],
};

/** October was declared: its documents are what stands in the boxes. */
export async function seedTaxReturn({ run }: SeedContext): Promise<void> {
  const made = (await run(
    `mutation ($form: TaxFormCreateInput!, $span: TaxReturnPrepareInput!) {
      taxFormCreate(input: $form) { userErrors { code message } }
      taxReturnPrepare(input: $span) { taxReturn { id } userErrors { code message } } }`,
    { form: FORM, span: { formCode: 'VAT', startsOn: '2026-10-01', endsOn: '2026-10-31' } },
  )) as unknown as { taxReturnPrepare: { taxReturn: { id: string } } };
  await run(
    `mutation ($id: ID!) { taxReturnFile(input: { id: $id }) @idempotent(key: "demo-vat-10") {
      userErrors { code message } } }`,
    { id: made.taxReturnPrepare.taxReturn.id },
  );
}
