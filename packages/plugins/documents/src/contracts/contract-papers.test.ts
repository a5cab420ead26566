import { accountingPlugin } from '@bureau/plugin-accounting';
import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';
import type { Loose } from '@bureau/testing';
import { createLibrary, type TestLibrary } from '../../test/library.js';
import { documentsPlugin } from '../plugin.js';

let now = new Date('2026-03-10T12:00:00Z');
let library: TestLibrary;
let supplier: string;

beforeAll(async () => {
  const plugins = [hrPlugin, assetsPlugin, accountingPlugin, documentsPlugin];
  library = await createLibrary({ plugins, clock: () => now });
  const { partyCreate } = await library.app.owner.data(
    'mutation { partyCreate(input: { name: "Blank & Co", kind: COMPANY }) { party { id } } }',
  );
  supplier = partyCreate.party.id;
});
afterAll(() => library?.app.close());

async function inForce(more: object): Promise<string> {
  const input = {
    ...{ title: 'Cleaning', kind: 'SERVICE', startsOn: '2026-01-15', endsOn: '2026-05-31' },
    ...{ billing: 'MONTHLY', value: { amount: '450.00', currency: 'EUR' } },
    parties: [{ partyId: supplier, role: 'SUPPLIER' }],
    ...more,
  };
  const { contract } = await library.done('contractCreate', input, 'contract { id }');
  await library.clerk.data(
    `mutation ($id: ID!) { contractActivate(input: { id: $id }) {
      contract { state } userErrors { code } } }`,
    { id: contract.id },
  );
  return contract.id;
}

async function link(field: 'contractDocumentAdd' | 'contractDocumentRemove', input: object) {
  const text = `mutation ($input: ContractDocumentInput!) { ${field}(input: $input) {
    contract { documents { nodes { document { title } } } } userErrors { code } } }`;
  return (await library.clerk.data(text, { input }))[field];
}

async function retention(documentId: string): Promise<Loose> {
  const { document } = await library.clerk.data(
    'query ($id: ID!) { document(by: { id: $id }) { retention { state freeOn } } }',
    { id: documentId },
  );
  return document.retention;
}

test('a paper is kept until the last of its contracts is over, and its term with it', async () => {
  const { app, done, paper } = library;
  const { documentType } = await done(
    'documentTypeCreate',
    { code: 'CTR', name: 'Contract' },
    'documentType { id }',
  );
  const policy = { code: 'CTR', name: 'Contracts', documentTypeId: documentType.id };
  await done(
    'retentionPolicyCreate',
    { ...policy, event: 'CONTRACT_ENDED', termCount: 6, termUnit: 'YEARS', isFromYearEnd: true },
    'retentionPolicy { id }',
  );
  const { document } = await paper('Terms of cleaning', { typeId: documentType.id });
  const [one, other] = [
    await inForce({ endsOn: '2026-05-31' }),
    await inForce({ endsOn: '2027-02-28' }),
  ];
  await link('contractDocumentAdd', { contractId: one, documentId: document.id });
  const linked = await link('contractDocumentAdd', { contractId: one, documentId: document.id });
  expect(linked.contract.documents.nodes).toEqual([{ document: { title: 'Terms of cleaning' } }]);
  await link('contractDocumentAdd', { contractId: other, documentId: document.id });
  await app.work();
  expect(await retention(document.id)).toEqual({ state: 'PENDING', freeOn: null });
  now = new Date('2026-06-02T06:00:00Z');
  await app.work();
  expect((await retention(document.id)).state).toBe('PENDING');
  now = new Date('2027-03-02T06:00:00Z');
  await app.work();
  expect(await retention(document.id)).toEqual({ state: 'RETAINED', freeOn: '2034-01-01' });
  await link('contractDocumentRemove', { contractId: other, documentId: document.id });
  expect((await retention(document.id)).freeOn).toBe('2033-01-01');
  now = new Date('2026-03-10T12:00:00Z');
});

test('contracts in force tell the forecast of cash what they cost and bring', async () => {
  const { app } = library;
  await app.owner.data(`mutation {
    accountingSetUp(input: { chart: STANDARD, baseCurrency: "EUR", startsOn: "2026-01-01" }) {
      userErrors { code } } }`);
  await inForce({ title: 'Rent', kind: 'LEASE', endsOn: '2026-05-31' });
  await inForce({
    ...{ title: 'Care', kind: 'SALE', billing: 'QUARTERLY', endsOn: null },
    ...{ startsOn: '2026-02-28', value: { amount: '900.00', currency: 'EUR' } },
  });
  await inForce({ title: 'Pay', kind: 'EMPLOYMENT', value: { amount: '1.00', currency: 'EUR' } });
  const forecast = '{ cashForecast(to: "2026-06-30") { items { on source amount name } } }';
  const { cashForecast } = await app.owner.data(forecast);
  const mine = cashForecast.items.filter(({ name }: Loose) => /Rent|Care|Pay/.test(name));
  expect(mine.map(({ on, source, amount }: Loose) => [on, source, amount])).toEqual([
    ['2026-03-15', 'PLANNED', '-450.00'],
    ['2026-04-15', 'PLANNED', '-450.00'],
    ['2026-05-15', 'PLANNED', '-450.00'],
    ['2026-05-28', 'PLANNED', '900.00'],
  ]);
  const blind = app.as({ permissions: ['accounting.report.read'] });
  expect((await blind.data(forecast)).cashForecast.items).toEqual([]);
});
