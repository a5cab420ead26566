import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
beforeAll(async () => {
  books = await createTradeBooks();
});
afterAll(() => books?.close());

const LINE = { description: 'Steel', accountCode: '5000', taxCode: 'V19', unitPrice: '50' };

test('a bill is approved by somebody else, and a change asks for it anew', async () => {
  await books.done('tradeSettingsSave', { billsNeedApproval: true }, '');
  const wish = { partyId: books.supplier, issuedOn: '2026-03-10', lines: [LINE] };
  const clerk = await books.app.member('owner');
  const how = { as: clerk, select: 'bill { id version }' };
  const { bill } = await books.mutate('billCreate', wish, how);
  expect(await books.refused('billPost', { id: bill.id })).toEqual(['ACCOUNTING_DOCUMENT_STATUS']);
  const own = await books.mutate('billApprove', { id: bill.id }, { as: clerk });
  expect(own.userErrors[0].code).toBe('ACCOUNTING_FOUR_EYES');
  const as = await books.app.member('controller');
  const approve = () =>
    books.mutate('billApprove', { id: bill.id }, { as, select: 'bill { status }' });
  expect(await approve()).toMatchObject({ bill: { status: 'APPROVED' }, userErrors: [] });
  const change = { id: bill.id, memo: 'More steel' };
  const { bill: changed } = await books.done('billUpdate', change, 'bill { status version }');
  expect(changed.status).toBe('DRAFT');
  await approve();
  const seen = { id: bill.id, expectedVersion: bill.version };
  expect(await books.refused('billPost', seen)).toEqual(['CORE_VERSION_CONFLICT']);
  const posted = await books.done('billPost', { id: bill.id }, 'bill { number status total }');
  expect(posted.bill).toMatchObject({ number: 'BILL-2026-00001', status: 'POSTED' });
  expect(await books.refused('billUpdate', change)).toEqual(['ACCOUNTING_DOCUMENT_STATUS']);
});

test('instalments are items of their own, aged by their days; statements sum up', async () => {
  await books.done('tradeSettingsSave', { billsNeedApproval: false }, '');
  const parts = [
    { percent: '33.3333', days: 10 },
    { percent: '33.3333', days: 40 },
    { percent: '33.3334', days: 70 },
  ];
  const term = { code: 'T3', name: 'Three parts', parts };
  const { paymentTerm } = await books.done('paymentTermCreate', term, 'paymentTerm { id }');
  const more = { paymentTermId: paymentTerm.id, lines: [{ ...LINE, unitPrice: '100' }] };
  const bill = await books.posted('bill', { ...more, issuedOn: '2026-03-11' });
  const amounts = bill.openItems.nodes.map(({ amount }: { amount: string }) => Number(amount));
  expect(amounts.reduce((a: number, b: number) => a + b * 100, 0)).toBeCloseTo(-11900, 6);
  const data = await books.app.owner.data(
    `query ($id: ID!) {
      agedPayables(asOf: "2026-04-25", bounds: [0, 15]) { parties { total buckets { amount } } }
      partyStatement(partyId: $id, side: PAYABLE, from: "2026-03-11", to: "2026-03-31") {
        opening closing lines { amount balance } } }`,
    { id: books.supplier },
  );
  const buckets = ['39.67', '39.66', '99.17'].map((amount) => ({ amount }));
  expect(data.agedPayables.parties).toEqual([{ total: '178.50', buckets }]);
  const [statement] = data.partyStatement;
  expect([statement.opening, statement.closing]).toEqual(['59.50', '178.50']);
  expect(statement.lines).toHaveLength(3);
});
