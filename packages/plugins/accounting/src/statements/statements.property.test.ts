import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { createBooks, inputOf, type TestBooks } from '../../test/books.js';
import { type ModelLine, ModelLedger } from '../../test/model-ledger.js';
import { type SumsShape, sumsStatement } from './sums-statement.js';

/**
 * Random entries, posted in random order and partly taken back, against a ledger in memory. Every
 * figure of every statement is compared; the seed of a failure is printed by fast-check.
 */

let books: TestBooks;
const model = new ModelLedger();
/** Instants after each posting, by turn. */
const instants: string[] = [];

const ACCOUNTS = ['1000', '1010', '2300', '3000', '4000', '4010', '5000', '6100', '7100'];
const DAYS = ['2025-01-01', '2025-01-31', '2025-06-15', '2025-12-31', '2026-01-01', '2026-02-14'];

const part = fc.record({
  debit: fc.constantFrom(...ACCOUNTS),
  credit: fc.constantFrom(...ACCOUNTS),
  cents: fc.integer({ min: 1, max: 10_000_000 }),
  isForeign: fc.boolean(),
});
const entry = fc.record({
  on: fc.constantFrom(...DAYS),
  parts: fc.array(part, { minLength: 1, maxLength: 3 }),
});
const command = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('post' as const), entry }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('reverse' as const), pick: fc.nat(1000) }),
  },
);

type Part = { debit: string; credit: string; cents: number; isForeign: boolean };

function linesOf(parts: readonly Part[]): ModelLine[] {
  return parts.flatMap(({ debit, credit, cents, isForeign }) => {
    const base = new Decimal(cents).div(100);
    const money = isForeign
      ? { currency: 'JPY', amount: new Decimal(cents), base }
      : { currency: 'EUR', amount: base, base };
    return [
      { account: debit, ...money },
      { account: credit, ...money, amount: money.amount.negated(), base: base.negated() },
    ];
  });
}

async function post(on: string, parts: readonly Part[]): Promise<void> {
  const lines = linesOf(parts);
  const { id } = await books.post({
    on,
    lines: lines.map(({ account, currency, amount, base }) => [
      account,
      amount.toFixed(),
      { currency, baseAmount: base.abs().toFixed() },
    ]),
  });
  model.add(id, on, lines);
  await remember();
}

async function reverse(pick: number): Promise<void> {
  const target = model.entries[pick % Math.max(1, model.entries.length)];
  if (!target) return;
  const input = { id: target.id, postedOn: '2026-02-20' };
  const select = 'journalEntry { id }';
  const { journalEntry, userErrors } = await books.mutate('journalEntryReverse', input, { select });
  const by = { id: journalEntry?.id ?? '', on: '2026-02-20' };
  if (journalEntry) expect(model.reverse(target.id, by)).toBe(true);
  else expect(userErrors[0].code).toMatch(/ALREADY_REVERSED|NOT_REVERSIBLE/);
  if (journalEntry) await remember();
}

async function remember(): Promise<void> {
  const [row] = await books.app.sql<{ at: string }>(
    'select posted_at::text as at from accounting.chain_head',
  );
  instants.push(new Date(row?.at ?? '').toISOString());
}

beforeAll(async () => {
  books = await createBooks(() => new Date('2026-03-01T10:00:00Z'));
  const commands = fc.sample(command, { numRuns: 40, seed: 20_261_122 });
  for (const one of commands) {
    if (one.kind === 'post') await post(one.entry.on, one.entry.parts);
    else await reverse(one.pick);
  }
});
afterAll(() => books?.close());

const TRIAL = `query ($from: Date, $to: Date, $knownAt: DateTime) {
  trialBalance(from: $from, to: $to, knownAt: $knownAt) {
    totalDebit totalCredit rows { account { code } opening debit credit closing } } }`;

type Row = Record<'opening' | 'debit' | 'credit' | 'closing', string> & {
  account: { code: string };
};

async function trial(
  variables: object,
): Promise<{ rows: Row[]; totalDebit: string; totalCredit: string }> {
  return (await books.app.owner.data(TRIAL, { ...variables })).trialBalance;
}

const shown = (sums: Map<string, Decimal>) =>
  Object.fromEntries(
    [...sums].filter(([, sum]) => !sum.isZero()).map(([k, v]) => [k, v.toFixed(2)]),
  );
const closings = (rows: Row[]) =>
  Object.fromEntries(
    rows
      .filter(({ closing }) => Number(closing) !== 0)
      .map(({ account, closing }) => [account.code, closing]),
  );

const DATES = [...DAYS, '2025-01-30', '2025-07-31', '2026-02-20', '2026-02-28', '2026-12-31'];

test('I2 I8 the trial balance is the plain sum of all lines, at every date', async () => {
  for (const to of DATES) {
    const { rows, totalDebit, totalCredit } = await trial({ from: '2025-01-01', to });
    expect(closings(rows)).toEqual(shown(model.balances(to)));
    expect(totalDebit).toBe(totalCredit);
  }
});

test('I9 I14 opening is the closing before; opening + debits - credits = closing', async () => {
  for (const [before, from, to] of [
    ['2025-01-31', '2025-02-01', '2025-12-31'],
    ['2025-06-14', '2025-06-15', '2026-02-14'],
  ] as const) {
    const earlier = closings((await trial({ from: '2025-01-01', to: before })).rows);
    const { rows, totalDebit, totalCredit } = await trial({ from, to });
    const turnover = model.turnover(from, to);
    expect([totalDebit, totalCredit]).toEqual([
      turnover.debit.toFixed(2),
      turnover.credit.toFixed(2),
    ]);
    for (const { account, opening, debit, credit, closing } of rows) {
      expect(Number(opening)).toBe(Number(earlier[account.code] ?? 0));
      expect(new Decimal(opening).plus(debit).minus(credit).toFixed(2)).toBe(closing);
    }
  }
});

test('I10 income and expenses open at zero in a year; earlier years are a row', async () => {
  const isEarning = (code: string) => /^[4-9]/.test(code);
  const split = (rows: Row[]) => {
    const own = rows.filter(({ account }) => account !== null && isEarning(account.code));
    return { own, last: rows.find(({ account }) => account === null) };
  };
  const before = closings((await trial({ from: '2025-01-01', to: '2025-12-31' })).rows);
  const earned = Object.entries(before)
    .filter(([code]) => isEarning(code))
    .reduce((sum, [, closing]) => sum.plus(closing), new Decimal(0));
  expect(earned.isZero()).toBe(false);
  const year = await trial({ from: '2026-01-01', to: '2026-02-14' });
  const { own, last } = split(year.rows);
  expect(own.filter(({ opening }) => Number(opening) !== 0)).toEqual([]);
  expect(last).toMatchObject({ account: null, opening: earned.toFixed(2), debit: '0.00' });
  // In the middle of the year they open with what they moved since it began.
  const later = split((await trial({ from: '2026-02-01', to: '2026-02-14' })).rows);
  expect(closings(later.own)).toEqual(closings(own));
  expect(later.last).toEqual(last);
  for (const { rows } of [year, { rows: [...later.own] }]) {
    for (const { opening, debit, credit, closing } of rows) {
      expect(new Decimal(opening).plus(debit).minus(credit).toFixed(2)).toBe(closing);
    }
  }
  const sum = year.rows.reduce((all, { closing }) => all.plus(closing), new Decimal(0));
  expect(sum.isZero()).toBe(true);
  const [sale] = own;
  const { generalLedger } = await books.app.owner.data(`{ generalLedger(
    accountCode: "${sale?.account.code}", from: "2026-01-01", to: "2026-02-14") {
      opening closing } }`);
  expect(generalLedger).toEqual({ opening: '0.00', closing: sale?.closing });
  for (const { account, closing } of year.rows.filter((row) => row.account !== null)) {
    const { accountBalance } = await books.app.owner.data(
      `{ accountBalance(accountCode: "${account.code}", asOf: "2026-02-14") {
        baseBalance currencies { balance } } }`,
    );
    expect(accountBalance.baseBalance).toBe(closing);
  }
});

test('I2 known at an instant: what was posted later is not there', async () => {
  for (let turn = 0; turn < instants.length; turn += 7) {
    const at = new Date(new Date(instants[turn] ?? '').getTime() + 1).toISOString();
    const next = instants[turn + 1];
    if (next !== undefined && next <= at) continue;
    const { rows } = await trial({ from: '2025-01-01', to: '2026-12-31', knownAt: at });
    expect(closings(rows)).toEqual(shown(model.balances('2026-12-31', turn)));
  }
});

test('I2 at every day and every instant all lines sum to zero, and are those of then', async () => {
  for (const [turn, instant] of instants.entries()) {
    const knownAt = new Date(new Date(instant).getTime() + 1);
    const next = instants[turn + 1];
    if (next !== undefined && next <= knownAt.toISOString()) continue;
    const query = { days: DATES, knownAt };
    const sums = (shape: SumsShape) => {
      const { text, values } = sumsStatement(query, shape);
      return books.app.sql<Record<string, string>>(text, values);
    };
    const whole = await sums({ by: 'currency', measures: ['debit', 'credit', 'base'] });
    const odd = whole.filter((row) => row['debit'] !== row['credit']);
    expect([turn, odd]).toEqual([turn, []]);
    const rows = await sums({ by: 'account_id', measures: ['base'] });
    for (const [place, day] of DATES.entries()) {
      const ofDay = rows.filter(({ n }) => Number(n) === place + 1);
      const total = ofDay.reduce((sum, { base = 0 }) => sum.plus(base), new Decimal(0));
      const found = ofDay.map(({ base = 0 }) => new Decimal(base)).filter((sum) => !sum.isZero());
      const expected = [...model.balances(day, turn).values()].filter((sum) => !sum.isZero());
      expect(total.toFixed()).toBe('0');
      expect(ordered(found)).toEqual(ordered(expected));
    }
  }
});

const ordered = (sums: readonly Decimal[]) =>
  sums.map((sum) => sum.toNumber()).sort((a, b) => a - b);

const SHEET = `query ($asOf: Date) { balanceSheet(asOf: $asOf) { lines { key amounts } } }`;
const INCOME = `query ($from: Date!, $to: Date!) {
  incomeStatement(from: $from, to: $to) { lines { key amounts } } }`;
const EQUITY = `query ($from: Date!, $to: Date!) {
  equityStatement(from: $from, to: $to) { lines { key amounts } } }`;

async function figures(document: string, variables: Record<string, unknown>) {
  const data = await books.app.owner.data(document, variables);
  const [statement] = Object.values(data) as [{ lines: { key: string; amounts: string[] }[] }];
  return new Map(statement.lines.map(({ key, amounts }) => [key, new Decimal(amounts[0] ?? 0)]));
}

test('I11 assets are liabilities and equity, at every date', async () => {
  for (const asOf of DATES) {
    const sheet = await figures(SHEET, { asOf });
    expect(sheet.get('DIFFERENCE')?.toFixed()).toBe('0');
    const assets = ['1000', '1010'].map((code) => model.balances(asOf).get(code) ?? 0);
    expect(sheet.get('TOTAL_ASSETS')?.toFixed()).toBe(Decimal.sum(...assets).toFixed());
  }
});

test('I10 I12 net income is the change of equity that nobody posted to equity', async () => {
  const spans = [
    ['2025-01-01', '2025-12-31'],
    ['2026-01-01', '2026-02-28'],
  ] as const;
  for (const [from, to] of spans) {
    const income = await figures(INCOME, { from, to });
    const equity = await figures(EQUITY, { from, to });
    const sheet = await figures(SHEET, { asOf: to });
    const net = income.get('NET_INCOME') ?? new Decimal(0);
    expect(equity.get('NET_INCOME')?.toFixed()).toBe(net.toFixed());
    expect(sheet.get('YEAR_EARNINGS')?.toFixed()).toBe(net.toFixed());
    expect(equity.get('CLOSING_EQUITY')?.toFixed()).toBe(sheet.get('TOTAL_EQUITY')?.toFixed());
    const posted = equity.get('SHARE_CAPITAL') ?? new Decimal(0);
    const change = equity.get('CLOSING_EQUITY')?.minus(equity.get('OPENING_EQUITY') ?? 0);
    expect(change?.minus(posted).toFixed()).toBe(net.toFixed());
  }
});

/** Lines by key with the amounts of one column, without those that are zero. */
function columnOf(lines: readonly { key: string; amounts: string[] }[], at: number) {
  const shown = lines.map(({ key, amounts }) => [key, Number(amounts[at] ?? 0)] as const);
  return Object.fromEntries(shown.filter(([, amount]) => amount !== 0));
}

test.each([
  ['balanceSheet', 'asOf'],
  ['incomeStatement', 'from, to'],
  ['equityStatement', 'from, to'],
  ['cashFlowStatement', 'from, to'],
])('a column that is compared with is the statement of its own span: %s', async (name, by) => {
  const ask = async (from: string, to: string, compare = '') => {
    const span = by === 'asOf' ? `asOf: "${to}"` : `from: "${from}", to: "${to}"`;
    const data = await books.app.owner.data(`{ ${name}(${span}${compare}) {
      columns { from to } lines { key amounts } } }`);
    return data[name] as {
      columns: { from: string; to: string }[];
      lines: { key: string; amounts: string[] }[];
    };
  };
  const compare = ', compare: [PREVIOUS_PERIOD, PREVIOUS_YEAR]';
  const { columns, lines } = await ask('2026-01-01', '2026-02-28', compare);
  expect(columns).toHaveLength(3);
  for (const [at, { from, to }] of columns.entries()) {
    const own = await ask(from, to);
    expect([to, columnOf(lines, at)]).toEqual([to, columnOf(own.lines, 0)]);
  }
});

test('I14 the general ledger runs from opening to closing', async () => {
  const { generalLedger } = await books.app.owner.data(`{ generalLedger(accountCode: "1010",
    from: "2025-02-01", to: "2026-12-31", first: 250) {
      opening closing hasMore rows { balance line { baseAmount } } } }`);
  let running = new Decimal(generalLedger.opening);
  for (const { balance, line } of generalLedger.rows) {
    running = running.plus(line.baseAmount);
    expect(balance).toBe(running.toFixed());
  }
  expect(running.toFixed()).toBe(generalLedger.closing);
  const { accountBalance } = await books.app.owner.data(
    '{ accountBalance(accountCode: "1010", asOf: "2026-12-31") { baseBalance } }',
  );
  expect(accountBalance.baseBalance).toBe(generalLedger.closing);
});

test('I7 I26 the ledger finds nothing wrong with itself', async () => {
  const { ledgerIntegrityCheck, verifyHashChain } = await books.app.owner.data(`{
    ledgerIntegrityCheck { isSound entries checks { name faults examples } }
    verifyHashChain { isSound length faults { position } } }`);
  const wrong = ledgerIntegrityCheck.checks.filter((one: { faults: number }) => one.faults > 0);
  expect(wrong).toEqual([]);
  expect(ledgerIntegrityCheck).toMatchObject({ isSound: true, entries: model.entries.length });
  expect(verifyHashChain).toEqual({ isSound: true, length: model.entries.length, faults: [] });
});

test('I6 the same entries in another order give the same statements', async () => {
  const other = await books.app.otherOrganization();
  const as = other.owner;
  await books.mutate(
    'accountingSetUp',
    { chart: 'STANDARD', baseCurrency: 'EUR', startsOn: '2025-01-01' },
    { as },
  );
  await books.mutate('fiscalYearCreate', { startsOn: '2026-01-01' }, { as });
  const entries = [...model.entries].reverse().map(({ on, lines }) =>
    inputOf({
      on,
      lines: lines.map(({ account, currency, amount, base }) => [
        account,
        amount.toFixed(),
        { currency, baseAmount: base.abs().toFixed() },
      ]),
    }),
  );
  const { userErrors } = await books.mutate('journalEntryPostBatch', { entries }, { as });
  expect(userErrors).toEqual([]);
  for (const to of ['2025-06-20', '2025-12-31', '2026-02-28']) {
    const there = (await as.data(TRIAL, { from: '2025-01-01', to })).trialBalance;
    expect(there).toEqual(await trial({ from: '2025-01-01', to }));
  }
});

test('an account that became a heading keeps its lines in statements', async () => {
  const { ledgerAccount } = await books.app.owner.data(
    '{ ledgerAccount(by: {code: "1010"}) { id } }',
  );
  await books.mutate('ledgerAccountUpdate', { id: ledgerAccount.id, isPostable: false });
  const { rows } = await trial({ from: '2025-01-01', to: '2026-12-31' });
  expect(closings(rows)).toEqual(shown(model.balances('2026-12-31')));
});
