import { createTradeBooks, DOCUMENT, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
beforeAll(async () => {
  books = await createTradeBooks();
});
afterEach(async () => {
  expect(await books.controlDifference()).toEqual([]);
});
afterAll(() => books?.close());

const LINE = { description: 'Sensor', accountCode: '4000', taxCode: 'V19', unitPrice: '100' };

/** What is left of an entry's source in the ledger, by account code. */
async function sums(documentId: string): Promise<Record<string, number>> {
  const rows = await books.app.sql<{ code: string; amount: string }>(
    `select a.code, sum(l.amount) as amount from accounting.line l
       join accounting.entry e on e.id = l.entry_id
       join accounting.account a on a.id = l.account_id
      where coalesce(e.reverses_id, e.id) in
        (select id from accounting.entry where source_id = $1) group by a.code order by a.code`,
    [books.app.uuid(documentId)],
  );
  return Object.fromEntries(rows.map(({ code, amount }) => [code, Number(amount)]));
}

test('I15 an invoice is posted: number, entry, open item; then paid and aged', async () => {
  const invoice = await books.posted('invoice', { lines: [{ ...LINE, quantity: '2' }] });
  expect(invoice).toMatchObject({
    number: 'INV-2026-00001',
    status: 'POSTED',
    dueOn: '2026-03-10',
  });
  expect(Number(invoice.total)).toBe(238);
  expect(await sums(invoice.id)).toEqual({ 1200: 238, 2100: -38, 4000: -200 });
  const aged = `{ agedReceivables(asOf: "2026-04-10") { parties { partyName currency total credits
    buckets { upToDays amount } } } }`;
  const { agedReceivables } = await books.app.owner.data(aged);
  expect(agedReceivables.parties).toEqual([
    {
      partyName: 'Nordwind Ltd',
      currency: 'EUR',
      total: '238.00',
      credits: '0.00',
      buckets: [
        { upToDays: 0, amount: '0.00' },
        { upToDays: 30, amount: '0.00' },
        { upToDays: 60, amount: '238.00' },
        { upToDays: 90, amount: '0.00' },
        { upToDays: null, amount: '0.00' },
      ],
    },
  ]);
  const [item] = invoice.openItems.nodes;
  const payment = {
    direction: 'RECEIVED',
    partyId: books.customer,
    bankAccountCode: '1010',
    paidOn: '2026-04-15',
    amount: '250',
    allocations: [{ openItemId: item.id, amount: '238' }],
  };
  const made = await books.done(
    'paymentRecord',
    payment,
    'payment { number openItems { nodes { openAmount } } }',
  );
  expect(made.payment.number).toBe('PAY-2026-00001');
  expect(Number(made.payment.openItems.nodes[0].openAmount)).toBe(-12);
  const read = `query ($id: ID!) { invoice(by: {id: $id}) { ${DOCUMENT} } }`;
  const paid = (await books.app.owner.data(read, { id: invoice.id })).invoice;
  expect(paid).toMatchObject({ status: 'PAID' });
  expect(Number(paid.openAmount)).toBe(0);
  const now = (await books.app.owner.data(aged.replace('04-10', '04-15'))).agedReceivables;
  expect(now.parties[0]).toMatchObject({ total: '-12.00', credits: '-12.00' });
  // What was open before the payment stays open on that day.
  const then = (await books.app.owner.data(aged.replace('04-10', '04-14'))).agedReceivables;
  expect(then.parties[0]).toMatchObject({ total: '238.00' });
});
