import { exact } from '@bureau/core';
import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

// Examples as textbooks have them: IAS 8.36 and Kieso, Intermediate Accounting, chapter 22 (change
// of estimate), IAS 36.59 to 36.117 (impairment), IAS 16.39 to 16.41 (revaluation), 16.70 (parts).

let books: TradeBooks;
let machines: string;
const periods = new Map<string, string>();

beforeAll(async () => {
  books = await createTradeBooks(() => new Date('2026-05-20T10:00:00Z'));
  const account = (code: string) => books.accounts[code];
  const input = {
    ...{ code: 'MACH', name: 'Machines', months: 120 },
    ...{ assetAccountId: account('1530'), accumulatedAccountId: account('1590') },
    ...{ expenseAccountId: account('6500'), gainAccountId: account('4510') },
    ...{ lossAccountId: account('6510'), clearingAccountId: account('1210') },
  };
  const made = await books.done('fixedAssetClassCreate', input, 'fixedAssetClass { id }');
  machines = made.fixedAssetClass.id;
  const data = await books.app.owner.data('{ periods(first: 100) { nodes { id name } } }');
  for (const { id, name } of data.periods.nodes) periods.set(name, id);
});
afterEach(() => expectRegisterEqualsLedger());
afterAll(() => books?.close());

/** Assets that are older than the books: their past stands in the opening balances. */
async function old(more: Record<string, unknown>): Promise<string> {
  const input = { classId: machines, name: 'Press', isPostedAlready: true, ...more };
  const select = 'fixedAsset { id cost schedules { nodes { accumulated } } }';
  const made = await books.done('fixedAssetCapitalize', input, select);
  const { id, cost, schedules } = made.fixedAsset;
  await books.done(
    'openingBalancesPost',
    {
      postedOn: '2025-01-01',
      lines: [
        { accountCode: '1530', debit: cost },
        { accountCode: '1590', credit: schedules.nodes[0].accumulated },
      ].filter(({ debit, credit }) => Number(debit ?? credit) > 0),
    },
    '',
  );
  return id;
}

const CHANGE = `fixedAsset { cost surplus worthLoss } fixedAssetChange { kind bookValueBefore
  bookValueAfter costChange accumulatedChange surplusChange result entry { id } }`;

async function change(field: string, input: Record<string, unknown>) {
  return books.done(field, input, CHANGE);
}

/** What a period would take of an asset. */
async function taken(id: string, month: string): Promise<string | undefined> {
  const { depreciationPreview } = await books.app.owner.data(
    'query ($id: ID!) { depreciationPreview(periodId: $id) { fixedAssetId amount } }',
    { id: periods.get(month) },
  );
  return depreciationPreview.find(
    ({ fixedAssetId }: { fixedAssetId: string }) => fixedAssetId === id,
  )?.amount;
}

/** The register is the ledger on days before, between and after the changes. */
async function expectRegisterEqualsLedger(): Promise<void> {
  for (const on of ['2025-06-30', '2025-12-31', '2026-12-31']) {
    const { assetRegister } = await books.app.owner.data(
      'query ($on: Date!) { assetRegister(asOf: $on) { cost accumulated } }',
      { on },
    );
    const [row] = await books.app.sql<{ cost: string; accumulated: string }>(
      `select coalesce(sum(l.amount) filter (where a.code = '1530'), 0) as cost,
         coalesce(-sum(l.amount) filter (where a.code = '1590'), 0) as accumulated
       from accounting.line l join accounting.account a on a.id = l.account_id
      where l.posted_on <= $1`,
      [on],
    );
    const figures = [Number(assetRegister.cost), Number(assetRegister.accumulated)];
    expect([on, ...figures]).toEqual([on, Number(row?.cost), Number(row?.accumulated)]);
  }
}

test('another estimate spreads what is left over the time that is left', async () => {
  // 510,000 over 10 years down to 10,000: 50,000 a year; after 7 years 160,000 are left. It will
  // last 8 more years, down to 5,000: 155,000 / 8 = 19,375 a year.
  const id = await old({
    ...{ acquiredOn: '2018-01-01', cost: '510000', depreciatedUntil: '2024-12-31' },
    book: { salvage: '10000' },
    tax: { months: 96 },
  });
  const input = { fixedAssetId: id, changedOn: '2024-12-31', remainingMonths: 96, salvage: '5000' };
  const { fixedAssetChange } = await change('fixedAssetEstimateChange', input);
  expect(fixedAssetChange).toMatchObject({
    ...{ kind: 'ESTIMATE', bookValueBefore: '160000.00', bookValueAfter: '160000.00' },
    ...{ costChange: '0.00', entry: null },
  });
  expect(await taken(id, '2025-12')).toBe('19375.00');
  const again = { fixedAssetId: id, changedOn: '2024-12-31', salvage: '160000.01' };
  expect(await books.refused('fixedAssetEstimateChange', again)).toEqual([
    'ACCOUNTING_ASSET_SALVAGE',
  ]);
  await books.done('depreciationRunCreate', { periodId: periods.get('2025-06') }, '');
  expect(await books.refused('fixedAssetEstimateChange', again)).toEqual(['ACCOUNTING_ASSET_DAY']);
  expect(await books.refused('fixedAssetVoid', { fixedAssetId: id })).toEqual([
    'ACCOUNTING_ASSET_DEPRECIATED',
  ]);
});

test('a loss of worth is made good at most up to what would be left without it', async () => {
  const account = { fixedAssetClassId: machines, impairmentAccountId: books.accounts['6510'] };
  // 100,000 over 10 years; after 3 years 70,000 are left and 42,000 can be recovered.
  const id = await old({
    ...{ acquiredOn: '2022-01-01', cost: '100000', depreciatedUntil: '2024-12-31' },
  });
  const loss = { fixedAssetId: id, changedOn: '2024-12-31', worth: '42000' };
  expect(await books.refused('fixedAssetImpair', loss)).toEqual([
    'ACCOUNTING_ASSET_ACCOUNT_MISSING',
  ]);
  await books.done('fixedAssetClassUpdate', account, '');
  expect(await books.refused('fixedAssetImpair', { ...loss, worth: '70000' })).toEqual([
    'ACCOUNTING_ASSET_WORTH',
  ]);
  const good = { fixedAssetId: id, changedOn: '2025-12-31', worth: '61000' };
  expect(await books.refused('fixedAssetImpairmentReverse', good)).toEqual([
    'ACCOUNTING_ASSET_NOT_IMPAIRED',
  ]);
  expect(await change('fixedAssetImpair', { ...loss, changedOn: '2025-01-01' })).toMatchObject({
    fixedAsset: { cost: '100000.00', worthLoss: '28000.00', surplus: '0.00' },
    fixedAssetChange: { result: '-28000.00', accumulatedChange: '28000.00', costChange: '0.00' },
  });
  // 42,000 over 7 years.
  expect(await taken(id, '2025-12')).toBe('6000.00');
  // A year later 36,000 are left; without the loss 60,000 would be.
  expect(await change('fixedAssetImpairmentReverse', good)).toMatchObject({
    fixedAsset: { worthLoss: '4000.00' },
    fixedAssetChange: {
      ...{ bookValueBefore: '36000.00', bookValueAfter: '60000.00', result: '24000.00' },
    },
  });
  expect(await taken(id, '2026-12')).toBe('10000.00');
  expect(await books.refused('fixedAssetImpairmentReverse', good)).toEqual([
    'ACCOUNTING_ASSET_NOT_IMPAIRED',
  ]);
});

test('a revaluation: losses to the result, what rises above them to equity, and back', async () => {
  const land = { salvage: '100000' };
  const id = await old({ acquiredOn: '2024-01-01', cost: '100000', book: land });
  const step = (changedOn: string, worth: string) =>
    change('fixedAssetRevalue', { fixedAssetId: id, changedOn, worth, salvage: worth });
  const class_ = { fixedAssetClassId: machines, surplusAccountId: books.accounts['3200'] };
  expect(await step('2025-03-31', '80000')).toMatchObject({
    fixedAsset: { cost: '80000.00', surplus: '0.00', worthLoss: '20000.00' },
    fixedAssetChange: { result: '-20000.00', surplusChange: '0.00' },
  });
  const rise = { fixedAssetId: id, changedOn: '2025-06-30', worth: '130000', salvage: '130000' };
  expect(await books.refused('fixedAssetRevalue', rise)).toEqual([
    'ACCOUNTING_ASSET_ACCOUNT_MISSING',
  ]);
  await books.done('fixedAssetClassUpdate', class_, '');
  expect(await step('2025-06-30', '130000')).toMatchObject({
    fixedAsset: { cost: '130000.00', surplus: '30000.00', worthLoss: '0.00' },
    fixedAssetChange: { result: '20000.00', surplusChange: '30000.00' },
  });
  expect(await step('2025-09-30', '90000')).toMatchObject({
    fixedAsset: { surplus: '0.00', worthLoss: '10000.00' },
    fixedAssetChange: { result: '-10000.00', surplusChange: '-30000.00' },
  });
  await step('2025-12-31', '120000');
  // Its surplus of 20,000 goes to retained earnings, the gain of 5,000 to the result.
  const sale = { fixedAssetId: id, disposedOn: '2026-01-31', proceeds: '125000' };
  const { fixedAsset } = await books.done(
    'fixedAssetDispose',
    { ...sale, proceedsAccountId: books.accounts['1010'] },
    'fixedAsset { disposalGain surplus }',
  );
  expect(fixedAsset).toEqual({ disposalGain: '5000.00', surplus: '0.00' });
  const { surplus, retained } = await books.app.owner.data(`{
    surplus: accountBalance(accountCode: "3200", asOf: "2026-01-31") { baseBalance }
    retained: accountBalance(accountCode: "3100", asOf: "2026-01-31") { baseBalance } }`);
  expect([surplus.baseBalance, retained.baseBalance]).toEqual(['0.00', '-20000.00']);
});

test('a part leaves with its share of everything; the rest goes on as it was', async () => {
  // 60,000 over 10 years; after 4 years a third is sold for 15,000: 12,000 were left on it.
  const id = await old({
    ...{ acquiredOn: '2021-01-01', cost: '60000', depreciatedUntil: '2024-12-31' },
    tax: { months: 60 },
  });
  const sale = {
    ...{ fixedAssetId: id, disposedOn: '2025-01-31', cost: '20000', proceeds: '15000' },
    proceedsAccountId: books.accounts['1010'],
  };
  expect(await books.refused('fixedAssetDisposePart', { ...sale, cost: '60000' })).toEqual([
    'ACCOUNTING_ASSET_PART',
  ]);
  const { fixedAsset, fixedAssetChange } = await change('fixedAssetDisposePart', sale);
  expect(fixedAsset.cost).toBe('40000.00');
  // With January: 500 of 60,000, so 24,500 written off, a third of it 8,166.67.
  expect(fixedAssetChange).toMatchObject({
    ...{ costChange: '-20000.00', accumulatedChange: '-8166.67', result: '3166.67' },
    ...{ bookValueBefore: '35500.00', bookValueAfter: '23666.67' },
  });
  // 40,000 over 10 years is 4,000 a year: 11 months of 2025.
  expect(await taken(id, '2025-12')).toBe('3666.67');
  const { schedules } = (
    await books.app.owner.data(
      `query ($id: ID!) { fixedAsset(by: { id: $id }) { schedules { nodes { book cost
        accumulated } } } }`,
      { id },
    )
  ).fixedAsset;
  const tax = schedules.nodes.find(({ book }: { book: string }) => book === 'TAX');
  expect(tax).toMatchObject({ cost: '40000.00', accumulated: '32666.67' });
});

test('I32 after any change what is taken sums to what was left, in every method', async () => {
  const plans = [
    { method: 'SUM_OF_YEARS', months: 36 },
    { method: 'DECLINING', months: 36 },
    { method: 'DECLINING_THEN_STRAIGHT_LINE', months: 36 },
    { method: 'STRAIGHT_LINE', months: 36, proration: 'DAYS' },
    { method: 'UNITS', lifeUnits: '1000' },
  ];
  for (const plan of plans) {
    const book = { ...plan, salvage: '50.00' };
    const id = await old({ acquiredOn: '2024-01-01', cost: '1000.00', book });
    const worth = { fixedAssetId: id, changedOn: '2025-05-10', worth: '300.00' };
    if (plan.method === 'UNITS') {
      const use = { assetId: id, usedOn: '2025-04-30', units: '400' };
      await books.done('fixedAssetUseRecord', use, '');
    }
    const field = plan.method === 'DECLINING' ? 'fixedAssetEstimateChange' : 'fixedAssetRevalue';
    const given =
      field === 'fixedAssetRevalue' ? worth : { fixedAssetId: id, changedOn: worth.changedOn };
    const { fixedAssetChange } = await change(field, given);
    if (plan.method === 'UNITS') {
      const use = { assetId: id, usedOn: '2026-11-30', units: '600' };
      await books.done('fixedAssetUseRecord', use, '');
    }
    const left = exact(fixedAssetChange.bookValueAfter).minus('50').toFixed(2);
    expect([plan.method, await taken(id, '2026-12')]).toEqual([plan.method, left]);
  }
});

/** Names of the checks that find something odd. */
async function oddChecks(): Promise<string[]> {
  const ask = '{ ledgerIntegrityCheck { checks { name isSound } } }';
  type Check = { name: string; isSound: boolean };
  const checks: Check[] = (await books.app.owner.data(ask)).ledgerIntegrityCheck.checks;
  return checks.filter(({ isSound }) => !isSound).map(({ name }) => name);
}

test('I7 changes of assets leave a register that the integrity check finds sound', async () => {
  expect(await oddChecks()).toEqual([]);
  for (const kind of ['REVALUATION', 'IMPAIRMENT', 'PART_DISPOSAL']) {
    // What the change took is no longer what is written off.
    const drift = (by: number) =>
      books.app.sql(`update accounting.fixed_asset_change
        set accumulated_change = accumulated_change + ${by},
          book_value_after = book_value_after - ${by}
        where id = (select id from accounting.fixed_asset_change
          where kind = '${kind}' order by id limit 1)`);
    await drift(1);
    expect([kind, await oddChecks()]).toEqual([kind, ['DEPRECIATION']]);
    await drift(-1);
  }
  expect(await oddChecks()).toEqual([]);
});

test('each change of an asset is an event with its figures', async () => {
  const changes = await books.app.sql<{ change: string; kind: string; n: string }>(
    `select c.kind, c.id as change, count(o.*) as n from accounting.fixed_asset_change c
      join accounting.depreciation_schedule s on s.id = c.schedule_id
      left join core.outbox_event o on o.name = 'accounting.fixedAsset.changed'
        and o.payload ->> 'changeId' = c.id::text
        and (o.payload ->> 'result')::numeric = c.result
        and (o.payload ->> 'bookValueAfter')::numeric = c.book_value_after
        and o.payload ->> 'kind' = c.kind
      where s.book = 'BOOK' group by 1, 2`,
  );
  expect(new Set(changes.map(({ kind }) => kind)).size).toBe(5);
  expect(changes.map(({ n }) => Number(n))).toEqual(changes.map(() => 1));
});
