import * as fc from 'fast-check';
import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
beforeAll(async () => {
  books = await createTradeBooks();
  await rate('2026-01-01', '0.9');
});
afterAll(() => books?.close());

const rate = (validOn: string, value: string, fromCurrency = 'USD') =>
  books.done(
    'exchangeRatesSave',
    { rates: [{ fromCurrency, toCurrency: 'EUR', validOn, rate: value }] },
    'created',
  );

const RUN = `isUnchanged revaluation { id gain loss reversesOn lines { nodes { currency amount
  bookWorth worth difference openItem { id } account { code } entry { reference } } } }`;
const run = (revaluedOn: string) => books.done('revaluationRun', { revaluedOn }, RUN);

const preview = async (on: string) => {
  const { revaluationPreview } = await books.app.owner.data(
    `query ($on: Date!) { revaluationPreview(on: $on) { gain loss
      lines { account { code } party { name } amount bookWorth worth difference } } }`,
    { on },
  );
  return revaluationPreview;
};

/** Balances in the base currency by account, in cents; those of zero left out. */
async function balances(asOf: string): Promise<Record<string, number>> {
  const rows = await books.app.sql<{ code: string; cents: string }>(
    `select a.code, round(sum(l.base_amount) * 100)::text as cents
       from accounting.line l join accounting.account a on a.id = l.account_id
      where l.posted_on <= $1 group by a.code having sum(l.base_amount) <> 0`,
    [asOf],
  );
  return Object.fromEntries(rows.map(({ code, cents }) => [code, Number(cents)]));
}

const line = { description: 'Sensor', accountCode: '4000', unitPrice: '100' };

test('I34 items and banks are valued at the rate of the day, and back the day after', async () => {
  const invoice = await books.posted('invoice', { currency: 'USD', lines: [line] });
  await books.posted('bill', { currency: 'USD', lines: [{ ...line, accountCode: '5000' }] });
  const payment = {
    ...{ direction: 'RECEIVED', partyId: books.customer, bankAccountCode: '1010' },
    ...{ currency: 'USD', exchangeRate: '0.95', amount: '40', paidOn: '2026-03-20' },
    allocations: [{ openItemId: invoice.openItems.nodes[0].id, amount: '40' }],
  };
  await books.done('paymentRecord', payment, 'payment { id }');
  // Settled after the end of the month: on that day it was open.
  const later = { ...payment, amount: '60', paidOn: '2026-04-20', exchangeRate: '0.8' };
  const rest = [{ openItemId: invoice.openItems.nodes[0].id, amount: '60' }];
  await books.done('paymentRecord', { ...later, allocations: rest }, 'payment { id }');
  await rate('2026-03-31', '0.8');
  const [before, after] = [await balances('2026-03-31'), await balances('2026-04-01')];
  const seen = await preview('2026-03-31');
  // 60 USD of the invoice: 54 -> 48; the bill of 100: -90 -> -80; 40 USD at the bank: 38 -> 32.
  expect(seen.lines.map(({ difference }: { difference: string }) => Number(difference))).toEqual([
    -6, -6, 10,
  ]);
  const { revaluation } = await run('2026-03-31');
  expect(revaluation).toMatchObject({ gain: '10.00', loss: '12.00', reversesOn: '2026-04-01' });
  expect(revaluation.lines.nodes.map((one: { difference: string }) => one.difference)).toEqual([
    '-6.00',
    '-6.00',
    '10.00',
  ]);
  const changed = await balances('2026-03-31');
  expect(changed['1010']).toBe((before['1010'] ?? 0) - 600);
  expect(changed['1200']).toBe((before['1200'] ?? 0) - 600);
  expect(changed['2000']).toBe((before['2000'] ?? 0) + 1_000);
  expect([changed['4820'], changed['7020']]).toEqual([-1_000, 1_200]);
  expect(await balances('2026-04-01')).toEqual(after);
  expect(await books.controlDifference()).toEqual([]);
});

test('I34 the second run posts nothing; at other rates only what is left', async () => {
  const entries = () => books.app.sql('select id from accounting.entry order by id');
  const before = await entries();
  expect(await run('2026-03-31')).toMatchObject({ isUnchanged: true, revaluation: null });
  expect(await entries()).toEqual(before);
  expect(await preview('2026-03-31')).toEqual({ gain: '0.00', loss: '0.00', lines: [] });
  const after = await balances('2026-04-01');
  await rate('2026-03-31', '0.85');
  const { revaluation } = await run('2026-03-31');
  // Back by half of what it was: 3 + 2 gained, 5 lost.
  expect(revaluation).toMatchObject({ gain: '5.00', loss: '5.00' });
  expect((await balances('2026-03-31'))['7020']).toBe(1_700);
  expect(await balances('2026-04-01')).toEqual(after);
  // The month after begins from what the books say without it.
  await rate('2026-04-30', '0.85');
  const next = await preview('2026-04-30');
  // All paid: 100 USD at the bank (38 + 48), -100 owed.
  expect(next.lines.map(({ difference }: { difference: string }) => Number(difference))).toEqual([
    -1, 5,
  ]);
});

test('I34 whatever the rates: run and reversal sum to zero on every account', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30_000 }), async (value) => {
      await rate('2026-04-30', (value / 10_000).toFixed(4));
      const next = await balances('2026-05-01');
      await run('2026-04-30');
      expect(await balances('2026-05-01')).toEqual(next);
      expect((await preview('2026-04-30')).lines).toEqual([]);
    }),
    { numRuns: 5 },
  );
}, 30_000);

test('refused: a day within a period, a currency without a rate, a closed period', async () => {
  expect(await books.refused('revaluationRun', { revaluedOn: '2026-03-30' })).toEqual([
    'ACCOUNTING_REVALUATION_DAY',
  ]);
  await books.posted('invoice', { currency: 'NOK', exchangeRate: '0.1', lines: [line] });
  expect(await books.refused('revaluationRun', { revaluedOn: '2026-03-31' })).toEqual([
    'ACCOUNTING_RATE_UNKNOWN',
  ]);
  await rate('2026-03-31', '0.2', 'NOK');
  const { periods } = await books.app.owner.data(
    `{ periods(where: {endsOn: {lte: "2026-03-31"}}, orderBy: [{field: STARTS_ON}]) {
      nodes { id } } }`,
  );
  for (const { id } of periods.nodes) await books.done('periodClose', { id }, 'period { id }');
  expect(await books.refused('revaluationRun', { revaluedOn: '2026-03-31' })).toEqual([
    'ACCOUNTING_PERIOD_CLOSED',
  ]);
  const as = books.app.as({ permissions: ['accounting.revaluation.read'] });
  await expect(
    books.mutate('revaluationRun', { revaluedOn: '2026-03-31' }, { as }),
  ).rejects.toThrow('FORBIDDEN');
});
