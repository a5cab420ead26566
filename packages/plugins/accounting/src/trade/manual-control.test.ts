import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
beforeAll(async () => {
  books = await createTradeBooks();
});
afterEach(async () => {
  expect(await books.controlDifference()).toEqual([]);
});
afterAll(() => books?.close());

test('I16 an entry by hand on a control account is an open item, and can be settled', async () => {
  const partyId = books.customer;
  const { id, reference } = await books.post({
    on: '2026-03-01',
    lines: [
      ['1200', '70', { partyId }],
      ['4000', '-70'],
    ],
  });
  const read = async () =>
    (
      await books.app.owner.data(
        `{ openItems(where: {kind: {eq: ENTRY}}) { nodes { id reference dueOn openAmount } } }`,
      )
    ).openItems.nodes;
  const [item] = await read();
  expect(item).toMatchObject({ reference, dueOn: '2026-03-01', openAmount: '70.00' });
  const wish = {
    direction: 'RECEIVED',
    partyId,
    bankAccountCode: '1010',
    paidOn: '2026-03-05',
    amount: '30',
    allocations: [{ openItemId: item.id, amount: '30' }],
  };
  await books.done('paymentRecord', wish, 'payment { id }');
  await books.done('journalEntryReverse', { id, postedOn: '2026-03-06' }, 'journalEntry { id }');
  const all = await read();
  expect(all.map((one: { openAmount: string }) => Number(one.openAmount)).toSorted()).toEqual([
    -70, 40,
  ]);
});
