import { accountingPlugin } from '@bureau/plugin-accounting';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type Loose, type TestClient } from '@bureau/testing';
import { fillBooks, type TestBooks } from '../../test/books.js';
import { fillLibrary, type TestLibrary } from '../../test/library.js';
import { documentsPlugin } from '../index.js';

let library: TestLibrary;
let books: TestBooks;
let clerk: TestClient;
let supplier: string;
beforeAll(async () => {
  const app = await createTestApp({ plugins: [hrPlugin, accountingPlugin, documentsPlugin] });
  library = await fillLibrary(app);
  const filled = await fillBooks(app);
  books = filled;
  ({ supplier } = filled);
  clerk = await app.member('accountant');
});
afterAll(() => library?.app.close());

const paper = (number: string, total = '119.00') => `Felsen AG, Hauptstrasse 1
Invoice no. ${number}
Invoice date: 2026-03-14
Subtotal 100.00
VAT 19.00
Total amount due ${total} EUR
VAT id DE136695976`;

async function scanned(number: string, total?: string): Promise<string> {
  const { document } = await library.paper(paper(number, total));
  await library.app.work();
  return document.id;
}

const BILL = 'documentBill { id state sha256 billId document { id } }';
const draft = (documentId: string, input: Record<string, unknown> = {}): Promise<Loose> =>
  books.mutate('documentBillCreate', { documentId, ...input }, { as: clerk, select: BILL });
const codes = ({ userErrors }: Loose) => userErrors.map(({ code }: Loose) => code);

test('a paper becomes a draft of a bill, and posting it keeps the paper', async () => {
  const document = await scanned('F-1001');
  expect(codes(await draft(document))).toEqual(['DOCUMENTS_BILL_ACCOUNT']);
  const { documentBill } = await draft(document, { accountCode: '6130', taxCode: 'V19' });
  expect(documentBill).toMatchObject({ state: 'DRAFTED', document: { id: document } });
  const { bill } = await clerk.data(
    `query ($id: ID!) { bill(by: { id: $id }) {
      id status total net tax currency issuedOn partyReference party { id } } }`,
    { id: documentBill.billId },
  );
  expect(bill).toMatchObject({
    ...{ status: 'DRAFT', currency: 'EUR', issuedOn: '2026-03-14', partyReference: 'F-1001' },
    party: { id: supplier },
  });
  expect([bill.total, bill.net, bill.tax].map(Number)).toEqual([119, 100, 19]);
  expect(codes(await draft(document))).toEqual(['DOCUMENTS_BILL_TWICE']);
  const posted = await books.mutate('billPost', { id: bill.id }, { as: clerk });
  expect(posted.userErrors).toEqual([]);
  await library.app.work();
  const seen = await library.clerk.data(
    `query ($id: ID!) { document(by: { id: $id }) { bills { nodes { state } } } }`,
    { id: document },
  );
  expect(seen.document.bills.nodes).toEqual([{ state: 'POSTED' }]);
  const facts = await library.app.sql(
    `select event from documents.retention_fact where event = 'BILL_POSTED'`,
  );
  expect(facts).toHaveLength(1);
});

test('the next paper of the supplier is booked as the last one was', async () => {
  const { documentBill, userErrors } = await draft(await scanned('F-1002'));
  expect(userErrors).toEqual([]);
  const { bill } = await clerk.data(
    `query ($id: ID!) { bill(by: { id: $id }) {
      lines { nodes { account { code } taxCode { code } } } } }`,
    { id: documentBill.billId },
  );
  expect(bill.lines.nodes).toEqual([{ account: { code: '6130' }, taxCode: { code: 'V19' } }]);
});

test('neither the same number nor the same bytes become a bill twice, also at once', async () => {
  const again = await scanned('F-1001', '119.01');
  expect(codes(await draft(again))).toEqual(['DOCUMENTS_BILL_SAME_NUMBER']);
  const copies = [await scanned('F-1003'), await scanned('F-1003')];
  const both = await Promise.all(copies.map((one) => draft(one)));
  expect(both.map(codes).sort()).toEqual([[], ['DOCUMENTS_BILL_SAME_BYTES']]);
  const numbers = [await scanned('F-1004', '5.00'), await scanned('F-1004', '6.00')];
  const race = await Promise.all(numbers.map((one) => draft(one)));
  expect(race.map(codes).sort()).toEqual([[], ['DOCUMENTS_BILL_SAME_NUMBER']]);
});

test('bills stand against the value of a contract, as far as the reader may see them', async () => {
  const documentId = await scanned('F-1006');
  const { documentBill } = await draft(documentId);
  expect(
    (await books.mutate('billPost', { id: documentBill.billId }, { as: clerk })).userErrors,
  ).toEqual([]);
  await library.app.work();
  const terms = {
    ...{ title: 'Cleaning', kind: 'SERVICE', startsOn: '2026-01-01', endsOn: '2026-12-31' },
    ...{ value: { amount: '450.00', currency: 'EUR' }, billing: 'MONTHLY' },
    parties: [{ partyId: supplier, role: 'SUPPLIER' }],
  };
  const { contract } = await library.done('contractCreate', terms, 'contract { id }');
  await library.clerk.data(
    `mutation ($input: ContractDocumentInput!) { contractDocumentAdd(input: $input) {
      userErrors { code } } }`,
    { input: { contractId: contract.id, documentId } },
  );
  const spendFor = async (as: TestClient, on: string) => {
    const text = `query ($id: ID!, $on: Date) { contract(by: { id: $id }) { spend(on: $on) {
      on agreed left currency bills { currency net count supplierNet supplierCount } } } }`;
    return (await as.data(text, { id: contract.id, on })).contract.spend;
  };
  const [all] = await library.app.sql(`select sum(net)::numeric(20,2)::text as net,
    count(*)::int as count from accounting.bill where status = 'POSTED'`);
  const supplierNet = { supplierNet: all!.net, supplierCount: all!.count };
  expect(await spendFor(clerk, '2026-03-31')).toEqual({
    ...{ on: '2026-03-31', agreed: '1350.00', left: '1250.00', currency: 'EUR' },
    bills: [{ currency: 'EUR', net: '100.00', count: 1, ...supplierNet }],
  });
  expect(await spendFor(clerk, '2026-03-13')).toMatchObject({ left: '1350.00', bills: [] });
  // Whoever reads no bills learns nothing of them; a paper that is hidden proves nothing.
  expect(await spendFor(library.clerk, '2026-03-31')).toBeNull();
  await library.done('documentUpdate', { documentId, classification: 'CONFIDENTIAL' });
  expect(await spendFor(clerk, '2026-03-31')).toMatchObject({
    ...{ left: '1350.00', bills: [{ net: '0.00', count: 0, ...supplierNet }] },
  });
});

test('what is hardly readable or not there is asked for, and strangers get nothing', async () => {
  const { document } = await library.paper('Felsen AG\nInvoice no. F-1005\n2026-03-14\n50.00');
  await library.app.work();
  const input = { documentId: document.id };
  expect(codes(await draft(document.id, { issuedOn: '2026-03-14' }))).toEqual([
    'DOCUMENTS_BILL_UNSURE',
  ]);
  const fact = { ...input, name: 'TOTAL', value: '50.00' };
  await library.done('documentFieldCorrect', fact, 'extractedField { id }');
  expect(codes(await draft(document.id))).toEqual(['DOCUMENTS_BILL_FIELD']);
  const wish = { issuedOn: '2026-03-14', partyId: supplier };
  expect(codes(await draft(document.id, wish))).toEqual([]);
  expect(await library.refused('documentBillCreate', input)).toEqual(['FORBIDDEN']);
});
