import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
let policyId: string;
beforeAll(async () => {
  books = await createTradeBooks();
  const steps = [
    { afterDays: 5, text: 'A friendly reminder.' },
    { afterDays: 15, gapDays: 10, fee: '5', text: 'The last reminder.' },
  ];
  const made = await books.done(
    'dunningPolicyCreate',
    { name: 'Usual', steps },
    'dunningPolicy { id }',
  );
  policyId = made.dunningPolicy.id;
});
afterAll(() => books?.close());

const LINE = { description: 'Sensor', accountCode: '4000', unitPrice: '100' };

async function preview(runOn: string): Promise<object[]> {
  const data = await books.app.owner.data(
    `query ($id: ID!, $on: Date!) {
      dunningPreview(policyId: $id, runOn: $on) { reference level } }`,
    { id: policyId, on: runOn },
  );
  return data.dunningPreview;
}

async function run(runOn: string): Promise<number> {
  const select = 'dunningRun { noticeCount notices { nodes { level fee } } }';
  const { dunningRun } = await books.done('dunningRunCreate', { policyId, runOn }, select);
  expect(dunningRun.notices.nodes).toHaveLength(dunningRun.noticeCount);
  return dunningRun.noticeCount;
}

test('levels follow each other by their days; paused and paid items are left alone', async () => {
  const first = await books.posted('invoice', { lines: [LINE] });
  const paused = await books.posted('invoice', { lines: [LINE] });
  const item = { id: paused.openItems.nodes[0].id, isPaused: true };
  await books.done('openItemDunning', item, 'openItem { isDunningPaused }');
  expect(await preview('2026-03-14')).toEqual([]);
  expect(await preview('2026-03-15')).toEqual([{ reference: first.number, level: 1 }]);
  expect(await run('2026-03-20')).toBe(1);
  // It is written once, and the next level waits for its gap.
  expect(await run('2026-03-20')).toBe(0);
  expect(await preview('2026-03-29')).toEqual([]);
  expect(await preview('2026-03-30')).toEqual([{ reference: first.number, level: 2 }]);
  expect(await run('2026-03-30')).toBe(1);
  expect(await run('2026-05-30')).toBe(0);
});

test('runs that race write each notice once', async () => {
  const invoice = await books.posted('invoice', { lines: [LINE] });
  const counts = await Promise.all(['2026-04-01', '2026-04-01', '2026-04-01'].map(run));
  expect(counts.toSorted()).toEqual([0, 0, 1]);
  const wish = {
    direction: 'RECEIVED',
    partyId: books.customer,
    bankAccountCode: '1010',
    paidOn: '2026-04-02',
    amount: '100',
    allocations: [{ openItemId: invoice.openItems.nodes[0].id, amount: '100' }],
  };
  await books.done('paymentRecord', wish, 'payment { id }');
  expect(await preview('2026-05-20')).toEqual([]);
});

test('steps that do not rise are refused', async () => {
  const steps = [
    { afterDays: 5, text: 'A' },
    { afterDays: 5, text: 'B' },
  ];
  const wish = { name: 'Odd', steps };
  expect(await books.refused('dunningPolicyCreate', wish)).toEqual(['ACCOUNTING_DUNNING_STEPS']);
});
