import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
let journalId: string;
let now = new Date('2026-05-20T10:00:00Z');

beforeAll(async () => {
  books = await createTradeBooks(() => now);
  const data = await books.app.owner.data('{ journal(by: { code: "GJ" }) { id } }');
  journalId = data.journal.id;
});
afterAll(() => books?.close());

const POSTINGS = 'kind on name amount journalEntry { reference postedOn }';

async function preview(until: string, kinds: string[]) {
  const { planPreview } = await books.app.owner.data(
    `query ($until: Date!, $kinds: [PlanKind!]) {
      planPreview(until: $until, kinds: $kinds) { ${POSTINGS} } }`,
    { until, kinds },
  );
  return planPreview as { on: string; name: string; amount: string }[];
}

async function run(until: string, kinds: string[]) {
  const payload = await books.done(
    'planRun',
    { until, kinds },
    `postings { ${POSTINGS} } isComplete`,
  );
  return payload.postings as { on: string; name: string; amount: string }[];
}

async function balance(code: string, asOf = '2026-12-31'): Promise<number> {
  const { accountBalance } = await books.app.owner.data(
    `query ($code: String!, $on: Date!) {
      accountBalance(accountCode: $code, asOf: $on) { baseBalance } }`,
    { code, on: asOf },
  );
  return Number(accountBalance.baseBalance);
}

const insurance = (more: object = {}) => ({
  ...{ name: 'Insurance', kind: 'EXPENSE', amount: '1200.00' },
  ...{ startsOn: '2026-01-15', endsOn: '2027-01-14', balanceAccountId: books.accounts['1260'] },
  ...{ resultAccountId: books.accounts['6210'], ...more },
});

test('I37 a deferral sums to its amount; the preview is the run; a second is none', async () => {
  await books.post({
    on: '2026-01-15',
    lines: [
      ['6210', '1200'],
      ['1010', '-1200'],
    ],
  });
  const wish = insurance({ postedOn: '2026-01-15' });
  const select = 'deferral { id lines(first: 20) { nodes { amount dueOn } } }';
  const { deferral } = await books.done('deferralCreate', wish, select);
  const amounts = deferral.lines.nodes.map(({ amount }: { amount: string }) => Number(amount));
  expect(amounts).toHaveLength(13);
  const cents = amounts.map((amount: number) => Math.round(amount * 100));
  expect(cents.reduce((sum: number, one: number) => sum + one)).toBe(120_000);
  expect([await balance('6210'), await balance('1260')]).toEqual([0, 1200]);
  const planned = await preview('2026-03-31', ['DEFERRAL']);
  expect(planned.map(({ on }) => on)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
  const done = await run('2026-03-31', ['DEFERRAL']);
  expect(done.map(({ on, amount }) => [on, amount])).toEqual(
    planned.map(({ on, amount }) => [on, amount]),
  );
  expect(await run('2026-03-31', ['DEFERRAL'])).toEqual([]);
  expect([await balance('6210'), await balance('1260')]).toEqual([254.84, 945.16]);
  const end = { deferralId: deferral.id, endedOn: '2026-04-10' };
  await books.done('deferralEnd', end, 'deferral { isEnded recognized }');
  expect([await balance('6210'), await balance('1260')]).toEqual([1200, 0]);
  expect(await books.refused('deferralEnd', end)).toEqual(['ACCOUNTING_DEFERRAL_ENDED']);
  expect(await preview('2027-12-31', ['DEFERRAL'])).toEqual([]);
});

test('deferred income, and months before the books', async () => {
  const wish = insurance({
    ...{ name: 'Support', kind: 'INCOME', amount: '100.00', recognizedUntil: '2026-02-28' },
    ...{ startsOn: '2026-01-01', endsOn: '2026-03-31' },
    ...{ balanceAccountId: books.accounts['2310'], resultAccountId: books.accounts['4010'] },
  });
  await books.done('deferralCreate', wish, 'deferral { id }');
  expect((await run('2026-06-30', ['DEFERRAL'])).map(({ amount }) => Number(amount))).toEqual([
    33.33,
  ]);
  expect([await balance('4010'), await balance('2310')]).toEqual([-33.33, 33.33]);
});

const rent = (more: object = {}) => ({
  ...{ name: 'Rent', journalId, rule: 'FREQ=MONTHLY;BYMONTHDAY=-1', startsOn: '2026-01-31' },
  lines: [
    { accountId: books.accounts['6100'], amount: '800' },
    { accountId: books.accounts['1010'], amount: '-800' },
  ],
  ...more,
});

test('an entry comes back at the ends of months, once each, also when runs race', async () => {
  await books.done('recurringTemplateCreate', rent(), 'recurringTemplate { id nextOn }');
  expect((await preview('2026-04-29', ['RECURRING'])).map(({ on }) => on)).toEqual([
    '2026-01-31',
    '2026-02-28',
    '2026-03-31',
  ]);
  const runs = await Promise.all([1, 2, 3].map(() => run('2026-04-30', ['RECURRING'])));
  expect(runs.map(({ length }) => length).toSorted()).toEqual([0, 0, 4]);
  expect(await balance('6100')).toBe(3200);
});

test('the platform posts on its day what it may, and nothing else', async () => {
  await books.app.work();
  const few = { rule: 'FREQ=MONTHLY;COUNT=2', startsOn: '2026-05-01' };
  await books.done('recurringTemplateCreate', rent({ name: 'By hand', ...few }), '');
  const wish = rent({ name: 'Cleaning', isAutomatic: true, ...few });
  const select = 'recurringTemplate { id }';
  const { recurringTemplate } = await books.done('recurringTemplateCreate', wish, select);
  now = new Date('2026-05-21T10:00:00Z');
  await books.app.work();
  const posted = await books.app.sql<{ memo: string }>(
    "select memo from accounting.entry where posted_on = '2026-05-01'",
  );
  expect(posted).toEqual([{ memo: 'Cleaning' }]);
  const change = { recurringTemplateId: recurringTemplate.id, isActive: false };
  await books.done('recurringTemplateUpdate', change, 'recurringTemplate { isActive }');
  const names = (await preview('2026-12-31', ['RECURRING'])).map(({ name }) => name);
  expect(names.filter((name) => name !== 'Rent')).toEqual(['By hand', 'By hand']);
});

const loan = (more: object = {}) => ({
  ...{ name: 'Van', direction: 'TAKEN', principal: '10000.00', yearlyPercent: '6' },
  ...{ paidOutOn: '2026-01-01', firstPaymentOn: '2026-02-01', everyMonths: 1, paymentCount: 10 },
  ...{ loanAccountId: books.accounts['2500'], interestAccountId: books.accounts['7000'] },
  ...{ paymentAccountId: books.accounts['1020'], postsPayOut: true, ...more },
});

test.each(['ANNUITY', 'LINEAR', 'BULLET'])(
  'I33 a loan ends at 0 in the books: %s',
  async (kind) => {
    const before = await Promise.all(['1020', '7000'].map((code) => balance(code)));
    await books.done('loanCreate', loan({ kind, name: kind }), 'loan { id }');
    const postings = await run('2026-12-31', ['LOAN']);
    expect(postings).toHaveLength(10);
    const after = await Promise.all(['1020', '7000'].map((code) => balance(code)));
    expect(await balance('2500')).toBe(0);
    const [bank = 0, interest = 0] = after.map((sum, at) => sum - (before[at] ?? 0));
    expect(bank).toBeCloseTo(-interest, 4);
    const read = `{ loans(where: { name: { eq: "${kind}" } }) { nodes { openPrincipal
    payments(first: 20) { nodes { payment interest principal balance isPosted } } } } }`;
    const [made] = (await books.app.owner.data(read)).loans.nodes;
    expect(Number(made.openPrincipal)).toBe(0);
    expect(Number(made.payments.nodes.at(-1).balance)).toBe(0);
  },
);

test('an accrual is taken back on the first day of the next period', async () => {
  const lines = [
    { accountCode: '6110', debit: '90.00' },
    { accountCode: '2300', credit: '90.00' },
  ];
  const wish = { journalCode: 'GJ', postedOn: '2026-07-31', memo: 'Energy', lines };
  const select = 'journalEntry { id } reversal { postedOn kind reverses { id } }';
  const { journalEntry, reversal } = await books.done('accrualPost', wish, select);
  expect(reversal).toMatchObject({ postedOn: '2026-08-01', kind: 'REVERSAL' });
  expect(reversal.reverses.id).toBe(journalEntry.id);
  expect([await balance('2300', '2026-07-31'), await balance('2300', '2026-08-01')]).toEqual([
    -90, 0,
  ]);
  const early = { ...wish, reversedOn: '2026-07-31' };
  expect(await books.refused('accrualPost', early)).toEqual(['ACCOUNTING_ACCRUAL_DAY']);
});

test('what cannot be: spans, rules, lines, terms, accounts', async () => {
  const deferral = (more: object) => books.refused('deferralCreate', insurance(more));
  expect(await deferral({ endsOn: '2025-12-31' })).toEqual(['ACCOUNTING_PLAN_INVALID']);
  expect(await deferral({ amount: '0' })).toEqual(['ACCOUNTING_DEFERRAL_AMOUNT']);
  expect(await deferral({ amount: '1.001' })).toEqual(['ACCOUNTING_PLAN_SCALE']);
  expect(await deferral({ resultAccountId: books.accounts['1010'] })).toEqual([
    'ACCOUNTING_PLAN_ACCOUNT',
  ]);
  const template = (more: object) => books.refused('recurringTemplateCreate', rent(more));
  for (const rule of ['FREQ=HOURLY', 'INTERVAL=2', 'FREQ=DAILY;BYDAY=MO', 'FREQ=DAILY;COUNT=0']) {
    expect(await template({ name: 'X', rule })).toEqual(['ACCOUNTING_RECURRENCE_RULE']);
  }
  const never = { name: 'X', rule: 'FREQ=DAILY;UNTIL=20250101' };
  expect(await template(never)).toEqual(['ACCOUNTING_RECURRENCE_NEVER']);
  const [line] = rent().lines;
  expect(await template({ name: 'X', lines: [line] })).toEqual(['ACCOUNTING_RECURRING_LINES']);
  const terms = (more: object) => books.refused('loanCreate', loan(more));
  expect(await terms({ firstPaymentOn: '2026-01-01' })).toEqual(['ACCOUNTING_LOAN_TERMS']);
  expect(await terms({ principal: '0' })).toEqual(['ACCOUNTING_LOAN_TERMS']);
  await books.done('deferralCreate', insurance({ startsOn: '2025-01-01' }), '');
  const { periods } = await books.app.owner.data(
    '{ periods(where: { name: { eq: "2025-01" } }) { nodes { id } } }',
  );
  await books.done('periodClose', { id: periods.nodes[0].id }, '');
  const closed = { until: '2026-06-30', kinds: ['DEFERRAL'] };
  expect(await books.refused('planRun', closed)).toEqual(['ACCOUNTING_PERIOD_CLOSED']);
});

test('I7 I33 a register of deferrals or loans that was changed is found', async () => {
  const ask = '{ ledgerIntegrityCheck { isSound checks { name isSound examples } } }';
  type Check = { name: string; isSound: boolean; examples: string[] };
  const faults = async () =>
    (await books.app.owner.data(ask)).ledgerIntegrityCheck.checks
      .filter(({ isSound }: Check) => !isSound)
      .map(({ name, examples }: Check) => `${name} ${examples.join()}`);
  expect(await faults()).toEqual([]);
  const { sql } = books.app;
  const loans = (sign: string) =>
    sql(`update accounting.loan
    set open_principal = open_principal ${sign} 5 where name = 'ANNUITY'`);
  await loans('+');
  expect(await faults()).toEqual(['LOANS ANNUITY']);
  await loans('-');
  const [line] = await sql<{ id: string; reference: string; name: string }>(
    `select l.id, e.reference, d.name from accounting.deferral_line l
       join accounting.deferral d on d.id = l.deferral_id
       join accounting.entry e on e.id = l.entry_id order by l.id limit 1`,
  );
  const deferrals = (sign: string) =>
    sql(`update accounting.deferral_line set amount = amount ${sign} 1 where id = $1`, [line?.id]);
  await deferrals('+');
  expect((await faults())[0]).toContain(`DEFERRALS ${line?.name},${line?.reference}`);
  await deferrals('-');
  expect(await faults()).toEqual([]);
});
