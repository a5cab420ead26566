import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
beforeAll(async () => {
  books = await createTradeBooks();
});
afterEach(async () => {
  expect(await books.controlDifference()).toEqual([]);
});
afterAll(() => books?.close());

/** Income and expense of exchange in cents: a gain is above zero. */
async function realized(): Promise<number> {
  const [row] = await books.app.sql<{ sum: string }>(
    `select coalesce(sum(-l.base_amount), 0) * 100 as sum from accounting.line l
       join accounting.account a on a.id = l.account_id where a.code in ('4810', '7010')`,
  );
  return Math.round(Number(row?.sum));
}

async function settledBy(kind: 'invoice' | 'bill', parts: [amount: string, rate: string][]) {
  const before = await realized();
  const accountCode = kind === 'invoice' ? '4000' : '5000';
  const line = { description: 'Sensor', accountCode, unitPrice: '100.01' };
  const money = { currency: 'USD', exchangeRate: '0.9137' };
  const document = await books.posted(kind, { ...money, lines: [line] });
  const [item] = document.openItems.nodes;
  for (const [amount, exchangeRate] of parts) {
    const wish = {
      direction: kind === 'invoice' ? 'RECEIVED' : 'PAID',
      partyId: kind === 'invoice' ? books.customer : books.supplier,
      bankAccountCode: '1010',
      paidOn: '2026-04-01',
      currency: 'USD',
      exchangeRate,
      amount,
      allocations: [{ openItemId: item.id, amount }],
    };
    await books.done('paymentRecord', wish, 'payment { id }');
  }
  const [row] = await books.app.sql<{ amount: string; base: string }>(
    `select open_amount as amount, open_base_amount as base from accounting.open_item
      where id = $1`,
    [books.app.uuid(item.id)],
  );
  expect([Number(row?.amount), Number(row?.base)]).toEqual([0, 0]);
  return (await realized()) - before;
}

test('I19 settled in dollars, in whatever parts and order, nothing is left', async () => {
  // 100.01 x 0.9137 = 91.38 in the books; 33.34 x 0.95 + 33.34 x 0.88 + 33.33 x 0.91 = 91.34.
  const parts: [string, string][] = [
    ['33.34', '0.95'],
    ['33.34', '0.88'],
    ['33.33', '0.91'],
  ];
  const gain = await settledBy('invoice', parts);
  expect(gain).toBe(3167 + 2934 + 3033 - 9138);
  expect(await settledBy('invoice', [...parts].reverse())).toBe(gain);
  // Of a bill the same difference is the other way round.
  expect(await settledBy('bill', parts)).toBe(-gain);
  expect(await settledBy('invoice', [['100.01', '0.9137']])).toBe(0);
}, 60_000);

test('I19 what was realized goes when the allocation goes', async () => {
  const before = await realized();
  const line = { description: 'Sensor', accountCode: '4000', unitPrice: '100' };
  const money = { currency: 'USD', exchangeRate: '0.9' };
  const document = await books.posted('invoice', { ...money, lines: [line] });
  const wish = {
    direction: 'RECEIVED',
    partyId: books.customer,
    bankAccountCode: '1010',
    paidOn: '2026-04-01',
    ...{ currency: 'USD', exchangeRate: '1', amount: '40' },
    allocations: [{ openItemId: document.openItems.nodes[0].id, amount: '40' }],
  };
  await books.done('paymentRecord', wish, 'payment { id }');
  expect((await realized()) - before).toBe(400);
  const { openItem } = await books.app.owner.data(
    'query ($id: ID!) { openItem(by: {id: $id}) { debitAllocations { nodes { id } } } }',
    { id: document.openItems.nodes[0].id },
  );
  const back = { id: openItem.debitAllocations.nodes[0].id, reversedOn: '2026-05-02' };
  await books.done('allocationReverse', back, 'allocation { id }');
  expect((await realized()) - before).toBe(0);
});
