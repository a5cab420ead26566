import { definePlugin, hook } from '@bureau/core';
import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';
import { cashForecastSource, type PlannedPayment } from './planned-payment.js';

// What another plugin plans, as its contract says.
let plans: PlannedPayment[] = [];
const planner = definePlugin({
  id: 'planner',
  version: '0.1.0',
  api: '^1.0',
  description: 'Plans payments.',
  requires: { accounting: '^0.1' },
  hooks: [hook(cashForecastSource, async (_ctx, { expect: tell }) => plans.forEach(tell))],
});

let books: TradeBooks;
beforeAll(async () => {
  books = await createTradeBooks(undefined, [planner]);
  await books.post({
    on: '2026-05-01',
    lines: [
      ['1010', '1000'],
      ['3000', '-1000'],
    ],
  });
  const line = { description: 'Sensor', accountCode: '4000', unitPrice: '100' };
  // Overdue, and due within the days.
  await books.posted('invoice', { issuedOn: '2026-03-10', lines: [line] });
  await books.posted('bill', {
    issuedOn: '2026-05-10',
    lines: [{ ...line, accountCode: '5000', unitPrice: '300' }],
  });
  const { journal } = await books.app.owner.data('{ journal(by: { code: "GJ" }) { id } }');
  const rent = {
    ...{ name: 'Rent', journalId: journal.id, rule: 'FREQ=MONTHLY', startsOn: '2026-06-01' },
    lines: [
      { accountId: books.accounts['6100'], amount: '50' },
      { accountId: books.accounts['1010'], amount: '-50' },
    ],
  };
  await books.done('recurringTemplateCreate', rent, '');
  const loan = {
    ...{ name: 'Van', direction: 'TAKEN', principal: '1200.00', yearlyPercent: '0' },
    ...{ paidOutOn: '2026-05-01', firstPaymentOn: '2026-06-15', everyMonths: 1, paymentCount: 12 },
    ...{ loanAccountId: books.accounts['2500'], interestAccountId: books.accounts['7000'] },
    ...{ paymentAccountId: books.accounts['1010'] },
  };
  await books.done('loanCreate', loan, '');
});
afterAll(() => books?.close());

async function forecast(to: string, step: string) {
  const { cashForecast } = await books.app.owner.data(
    `query ($to: Date!, $step: CashForecastStep) { cashForecast(to: $to, step: $step) {
      opening spans { from to opening inflow outflow closing } items { on source amount } } }`,
    { to, step },
  );
  return cashForecast;
}

test('cash of the coming months: open items, entries that come back, loans', async () => {
  const { opening, spans, items } = await forecast('2026-07-31', 'MONTH');
  expect(Number(opening)).toBe(1000);
  expect(
    spans.map((span: Record<string, string>) => [
      span['from'],
      ...['inflow', 'outflow', 'closing'].map((name) => Number(span[name])),
    ]),
  ).toEqual([
    ['2026-05-20', 100, -300, 800],
    ['2026-06-01', 0, -150, 650],
    ['2026-07-01', 0, -150, 500],
  ]);
  const sum = items.reduce((all: number, one: { amount: string }) => all + Number(one.amount), 0);
  expect(Number(spans.at(-1).closing)).toBe(Number(opening) + sum);
});

test('what other plugins plan is expected too, at the rate of today', async () => {
  const before = await forecast('2026-07-31', 'MONTH');
  plans = [
    { on: '2026-01-31', name: 'V-1 Licence', amount: '-30', currency: 'EUR' },
    { on: '2026-06-30', name: 'V-2 Hosting', amount: '-100', currency: 'USD' },
    { on: '2026-08-01', name: 'V-2 Hosting', amount: '-100', currency: 'USD' },
  ];
  const ask = '{ cashForecast(to: "2026-07-31") { opening } }';
  const { errors } = await books.app.owner.query(ask);
  expect(errors[0]?.message).toMatch('no rate from USD to EUR');
  const rate = { fromCurrency: 'USD', toCurrency: 'EUR', validOn: '2026-05-01', rate: '0.9' };
  await books.done('exchangeRatesSave', { rates: [rate] }, '');
  const { spans, items } = await forecast('2026-07-31', 'MONTH');
  plans = [];
  expect(items.filter(({ source }: { source: string }) => source === 'PLANNED')).toEqual([
    { on: '2026-05-20', source: 'PLANNED', amount: '-30.00' },
    { on: '2026-06-30', source: 'PLANNED', amount: '-90.00' },
  ]);
  const closings = (all: { closing: string }[]) => all.map(({ closing }) => Number(closing));
  const [first = 0, ...rest] = closings(before.spans);
  expect(closings(spans)).toEqual([first - 30, ...rest.map((closing) => closing - 120)]);
});

test('weeks follow each other without a gap, and bad spans are refused', async () => {
  const { spans } = await forecast('2026-06-30', 'WEEK');
  expect(spans).toHaveLength(6);
  for (const [at, span] of spans.slice(1).entries()) {
    expect(span.opening).toBe(spans[at].closing);
    expect(Date.parse(span.from) - Date.parse(spans[at].to)).toBe(86_400_000);
  }
  const { errors } = await books.app.owner.query('{ cashForecast(to: "2020-01-01") { opening } }');
  expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});
