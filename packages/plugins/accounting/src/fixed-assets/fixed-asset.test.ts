import { exact } from '@bureau/core';
import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
let periods: Record<string, string>;
let computers: string;

beforeAll(async () => {
  books = await createTradeBooks();
  periods = await periodsOf();
  computers = await addClass('COMP', { months: 36 });
});
afterEach(async () => {
  await expectRegisterEqualsLedger();
});
afterAll(() => books?.close());

async function periodsOf(): Promise<Record<string, string>> {
  const data = await books.app.owner.data('{ periods(first: 100) { nodes { id name } } }');
  return Object.fromEntries(
    data.periods.nodes.map(({ id, name }: { id: string; name: string }) => [name, id]),
  );
}

async function addClass(code: string, more: Record<string, unknown>): Promise<string> {
  const account = (number: string) => books.accounts[number];
  const input = {
    code,
    name: code,
    assetAccountId: account('1530'),
    accumulatedAccountId: account('1590'),
    expenseAccountId: account('6500'),
    gainAccountId: account('4510'),
    lossAccountId: account('6510'),
    clearingAccountId: account('1210'),
    ...more,
  };
  const made = await books.done('fixedAssetClassCreate', input, 'fixedAssetClass { id }');
  return made.fixedAssetClass.id;
}

async function add(more: Record<string, unknown>): Promise<{ id: string; number: string }> {
  const input = { classId: computers, name: 'Thing', acquiredOn: '2026-01-10', ...more };
  const made = await books.done('fixedAssetCapitalize', input, 'fixedAsset { id number }');
  return made.fixedAsset;
}

const RUN = `lineCount isComplete
  depreciationRun { id total lineCount entry { reference postedOn } }`;

async function run(month: string, more: Record<string, unknown> = {}) {
  return books.done('depreciationRunCreate', { periodId: periods[month], ...more }, RUN);
}

async function preview(month: string, book = 'BOOK') {
  const { depreciationPreview } = await books.app.owner.data(
    `query ($id: ID!, $book: DepreciationBook) { depreciationPreview(periodId: $id, book: $book) {
      number amount accumulated bookValue } }`,
    { id: periods[month], book },
  );
  return depreciationPreview as Record<'number' | 'amount' | 'accumulated' | 'bookValue', string>[];
}

async function register(asOf: string) {
  const { assetRegister } = await books.app.owner.data(
    `query ($on: Date!) { assetRegister(asOf: $on) { cost accumulated bookValue
      rows { number classCode cost accumulated bookValue } } }`,
    { on: asOf },
  );
  return assetRegister;
}

/** The register is the ledger: cost and what is written off, after every test. */
async function expectRegisterEqualsLedger(): Promise<void> {
  const { cost, accumulated } = await register('2026-12-31');
  const [row] = await books.app.sql<{ cost: string; accumulated: string }>(
    `select coalesce(sum(l.amount) filter (where a.code = '1530'), 0) as cost,
       coalesce(-sum(l.amount) filter (where a.code = '1590'), 0) as accumulated
     from accounting.line l join accounting.account a on a.id = l.account_id`,
  );
  expect([Number(cost), Number(accumulated)]).toEqual([
    Number(row?.cost),
    Number(row?.accumulated),
  ]);
}

test('a month: preview, run, a second run posts nothing, the run is taken back', async () => {
  const { number } = await add({ cost: '3600.00' });
  const expected = [{ number, amount: '100.00', accumulated: '100.00', bookValue: '3500.00' }];
  expect(await preview('2026-01')).toEqual(expected);
  const first = await run('2026-01');
  expect(first).toMatchObject({ lineCount: 1, isComplete: true });
  expect(first.depreciationRun.entry.postedOn).toBe('2026-01-31');
  expect(Number(first.depreciationRun.total)).toBe(100);
  expect(await preview('2026-01')).toEqual([]);
  const second = await run('2026-01');
  expect(second.lineCount).toBe(0);
  expect(second.depreciationRun.id).toBe(first.depreciationRun.id);
  const reverse = { depreciationRunId: first.depreciationRun.id, postedOn: '2026-01-31' };
  await books.done('depreciationRunReverse', reverse, 'depreciationRun { isReversed }');
  expect(await preview('2026-01')).toEqual(expected);
  expect(await books.refused('depreciationRunReverse', reverse)).toEqual([
    'ACCOUNTING_RUN_REVERSED',
  ]);
  await run('2026-01');
  // A run that was left out is taken by the next one.
  const third = await run('2026-03');
  expect(Number(third.depreciationRun.total)).toBe(200);
  expect((await register('2026-02-10')).rows[0]).toMatchObject({ number, classCode: 'COMP' });
  expect(Number((await register('2026-02-10')).bookValue)).toBe(3500);
  expect(Number((await register('2026-03-31')).bookValue)).toBe(3300);
});

test('I32 six methods in two books end at salvage and never rise, run by run', async () => {
  const plans = [
    { method: 'STRAIGHT_LINE', months: 4 },
    { method: 'SUM_OF_YEARS', months: 12 },
    { method: 'DECLINING', months: 5, yearlyPercent: '40' },
    { method: 'DECLINING_THEN_STRAIGHT_LINE', months: 5 },
    { method: 'UNITS', lifeUnits: '1000' },
    { method: 'STRAIGHT_LINE', months: 3, proration: 'DAYS', startsOn: '2026-04-17' },
  ];
  const made: string[] = [];
  for (const plan of plans) {
    const book = { ...plan, salvage: '33.33' };
    const asset = await add({ cost: '1000.00', acquiredOn: '2026-04-01', book, tax: book });
    made.push(asset.number);
    if (plan.method !== 'UNITS') continue;
    for (const [usedOn, units] of [
      ['2026-04-30', '333'],
      ['2026-08-01', '900'],
    ] as const) {
      await books.done('fixedAssetUseRecord', { assetId: asset.id, usedOn, units }, '');
    }
  }
  const values = new Map(made.map((number) => [number, [exact('1000')]]));
  for (const month of ['04', '05', '06', '07', '08']) {
    const name = `2026-${month}`;
    const planned = await preview(name);
    const done = await run(name);
    const total = planned.reduce((sum, { amount }) => sum.plus(amount), exact(0));
    expect(Number(done.depreciationRun.total)).toBe(total.toNumber());
    for (const { number, bookValue } of planned) values.get(number)?.push(exact(bookValue));
  }
  for (const [number, steps] of values) {
    steps.slice(1).forEach((value, at) => {
      expect(value.lessThanOrEqualTo(steps[at] ?? 0)).toBe(true);
      expect(value.greaterThanOrEqualTo('33.33')).toBe(true);
    });
    expect({ number, left: steps.at(-1)?.toFixed() }).toEqual(
      number === made[1] ? expect.anything() : { number, left: '33.33' },
    );
  }
  await run('2026-08', { book: 'TAX' });
  const sums = await books.app.sql(
    `select s.book, s.accumulated, sum(l.amount) as taken from accounting.depreciation_schedule s
       join accounting.depreciation_line l on l.schedule_id = s.id and not l.is_reversed
      group by s.id, s.book, s.accumulated having s.accumulated <> sum(l.amount)`,
  );
  expect(sums).toEqual([]);
});

test('a sale and a scrapping: depreciation to the day, gain, loss, then nothing', async () => {
  const sold = await add({ cost: '1200.00', acquiredOn: '2026-05-01', book: { months: 12 } });
  const sale = {
    fixedAssetId: sold.id,
    disposedOn: '2026-06-15',
    proceeds: '1150.00',
    proceedsAccountId: books.accounts['1010'],
  };
  const SOLD = `fixedAsset { status proceeds disposalGain schedules { nodes { isEnded bookValue } }
    disposalEntry { lines(first: 10) { nodes { account { code } amount } } } }`;
  const { fixedAsset } = await books.done('fixedAssetDispose', sale, SOLD);
  expect(Number(fixedAsset.disposalGain)).toBe(50);
  const lines = fixedAsset.disposalEntry.lines.nodes.map(
    ({ account, amount }: { account: { code: string }; amount: string }) =>
      `${account.code} ${Number(amount)}`,
  );
  expect(lines.toSorted()).toEqual([
    '1010 1150',
    '1530 -1200',
    '1590 -100',
    '1590 100',
    '4510 -50',
    '6500 100',
  ]);
  expect(await books.refused('fixedAssetDispose', sale)).toEqual(['ACCOUNTING_ASSET_STATUS']);
  const scrapped = await add({ cost: '500.00', acquiredOn: '2026-06-01' });
  const scrap = { fixedAssetId: scrapped.id, disposedOn: '2026-06-02' };
  const gone = (await books.done('fixedAssetDispose', scrap, SOLD)).fixedAsset;
  expect(Number(gone.disposalGain)).toBe(-500);
  const numbers = (await preview('2026-12')).map(({ number }) => number);
  expect(numbers).not.toContain(sold.number);
});

test('what cannot be: closed periods, days, amounts, accounts, plans', async () => {
  const asset = await add({ cost: '700.00', acquiredOn: '2026-12-01' });
  await run('2026-12');
  const early = { fixedAssetId: asset.id, disposedOn: '2026-12-15' };
  expect(await books.refused('fixedAssetDispose', early)).toEqual(['ACCOUNTING_ASSET_DAY']);
  const voided = { fixedAssetId: asset.id };
  expect(await books.refused('fixedAssetVoid', voided)).toEqual(['ACCOUNTING_ASSET_DEPRECIATED']);
  const use = { assetId: asset.id, usedOn: '2026-12-31', units: '1' };
  expect(await books.refused('fixedAssetUseRecord', use)).toEqual(['ACCOUNTING_ASSET_NOT_BY_USE']);
  const wish = { classId: computers, name: 'X', acquiredOn: '2026-12-01', cost: '10.00' };
  const refused = (more: object) => books.refused('fixedAssetCapitalize', { ...wish, ...more });
  expect(await refused({ cost: '0' })).toEqual(['ACCOUNTING_ASSET_COST']);
  expect(await refused({ cost: '1.001' })).toEqual(['ACCOUNTING_PLAN_SCALE']);
  expect(await refused({ book: { salvage: '11' } })).toEqual(['ACCOUNTING_PLAN_INVALID']);
  expect(await refused({ book: { method: 'UNITS' } })).toEqual(['ACCOUNTING_PLAN_INVALID']);
  expect(await refused({ creditAccountId: books.accounts['6500'] })).toEqual([
    'ACCOUNTING_PLAN_ACCOUNT',
  ]);
  expect(await refused({ depreciatedUntil: '2026-12-31' })).toEqual([
    'ACCOUNTING_ASSET_TAKEN_OVER',
  ]);
  const before = await add({ cost: '240.00', acquiredOn: '2025-01-05', book: { months: 24 } });
  await books.done('periodClose', { id: periods['2025-01'] }, '');
  const closed = { periodId: periods['2025-01'] };
  expect(await books.refused('depreciationRunCreate', closed)).toEqual([
    'ACCOUNTING_PERIOD_CLOSED',
  ]);
  await books.done('fixedAssetVoid', { fixedAssetId: before.id }, 'fixedAsset { status }');
});

test('runs that race take each asset once; a dry run takes nothing', async () => {
  await add({ cost: '120.00', acquiredOn: '2026-12-01', book: { months: 1 } });
  const dry = await books.mutate(
    'depreciationRunCreate',
    { periodId: periods['2026-12'] },
    { select: RUN, dryRun: true },
  );
  expect(dry.lineCount).toBe(1);
  const runs = await Promise.all(['a', 'b', 'c', 'd'].map(() => run('2026-12')));
  expect(runs.map(({ lineCount }) => lineCount).toSorted()).toEqual([0, 0, 0, 1]);
});

test('a job takes a period too, with the rights of who started it', async () => {
  await add({ cost: '60.00', acquiredOn: '2026-12-01', book: { months: 2 } });
  const input = { periodId: periods['2026-12'] };
  const as = await books.app.member('accountant');
  const { job } = await books.mutate('depreciationRunStart', input, { as, select: 'job { id }' });
  await books.app.work();
  const read = 'query ($id: ID!) { job(by: { id: $id }) { state } }';
  const data = await books.app.owner.data(read, { id: job.id });
  expect(data.job.state).toBe('SUCCEEDED');
  expect(await preview('2026-12')).toEqual([]);
});

test('hundreds of assets are taken in one run, and given back in one', async () => {
  const classId = books.app.uuid(await addClass('MANY', { months: 10 }));
  const sql = await books.app.asRole('bureau_app', books.app.organizationId);
  await sql.query(
    `insert into accounting.fixed_asset (id, number, name, asset_class_id, status, acquired_on,
       cost, dimension_value_ids)
     select gen_random_uuid(), 'MANY-' || n, 'Chair', $1, 'IN_USE', '2026-12-01', 100, '{}'
       from generate_series(1, 300) n`,
    [classId],
  );
  await sql.query(
    `insert into accounting.depreciation_schedule (id, asset_id, book, method, starts_on, months,
       proration, cost, book_value)
     select gen_random_uuid(), id, 'BOOK', 'STRAIGHT_LINE', '2026-12-01', 10, 'MONTHS', 100, 100
       from accounting.fixed_asset where asset_class_id = $1`,
    [classId],
  );
  await sql.end();
  await books.post({
    on: '2026-12-01',
    lines: [
      ['1530', '30000'],
      ['1210', '-30000'],
    ],
  });
  const done = await run('2026-12');
  expect(done).toMatchObject({ lineCount: 300, isComplete: true });
  expect(Number(done.depreciationRun.total)).toBe(3000);
  await expectRegisterEqualsLedger();
  const reverse = { depreciationRunId: done.depreciationRun.id, postedOn: '2026-12-31' };
  await books.done('depreciationRunReverse', reverse, 'depreciationRun { isReversed }');
  expect(await preview('2026-12')).toHaveLength(300);
});

const CHECK = '{ ledgerIntegrityCheck { isSound checks { name isSound examples } } }';

/** Names of the checks that do not hold while a row of a register is changed as its owner could. */
async function broken(change: string, back: string): Promise<string[]> {
  await books.app.sql(change);
  const { ledgerIntegrityCheck } = await books.app.owner.data(CHECK);
  await books.app.sql(back);
  type Check = { name: string; isSound: boolean };
  return ledgerIntegrityCheck.checks
    .filter((check: Check) => !check.isSound)
    .map(({ name }: Check) => name);
}

test('I7 I32 a register of fixed assets that says otherwise than the ledger is found', async () => {
  expect((await books.app.owner.data(CHECK)).ledgerIntegrityCheck).toMatchObject({ isSound: true });
  const changed = async (table: string, where: string, [change, back]: [string, string]) => {
    const [row] = await books.app.sql<{ id: string }>(
      `select id from accounting.${table} where ${where} order by id limit 1`,
    );
    const set = (text: string) => `update accounting.${table} set ${text} where id = '${row?.id}'`;
    return broken(set(change), set(back));
  };
  expect(
    await changed('fixed_asset', 'entry_id is not null', ['cost = cost + 1', 'cost = cost - 1']),
  ).toEqual(['FIXED_ASSETS']);
  expect(
    await changed('depreciation_line', 'run_id is not null and not is_reversed', [
      'amount = amount + 0.01',
      'amount = amount - 0.01',
    ]),
  ).toEqual(['DEPRECIATION']);
  expect(
    await changed('depreciation_schedule', 'accumulated > 1', [
      'accumulated = accumulated - 1, book_value = book_value + 1',
      'accumulated = accumulated + 1, book_value = book_value - 1',
    ]),
  ).toEqual(['DEPRECIATION']);
  expect(
    await changed('depreciation_run', 'entry_id is not null and not is_reversed', [
      'is_reversed = true',
      'is_reversed = false',
    ]),
  ).toEqual(['DEPRECIATION']);
  expect((await books.app.owner.data(CHECK)).ledgerIntegrityCheck.isSound).toBe(true);
});
