import type { Loose } from '@bureau/testing';
import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
let journalId: string;
beforeAll(async () => {
  books = await createTradeBooks();
  journalId = (await books.app.owner.data('{ journal(by: { code: "GJ" }) { id } }')).journal.id;
  const rates = [
    ['2026-01-01', '0.90'],
    ['2026-02-01', '0.92'],
    ['2026-03-01', '0.88'],
    ['2026-03-31', '0.95'],
    ['2026-04-01', '0.94'],
  ].map(([validOn, rate]) => ({ fromCurrency: 'USD', toCurrency: 'EUR', validOn, rate }));
  await books.done('exchangeRatesSave', { rates }, 'created');
});
afterAll(() => books?.close());

/** Amount and worth of an account, debits above zero. */
async function balance(code: string, currency = 'USD', asOf = '2026-12-31'): Promise<string> {
  const [row] = await books.app.sql<{ amount: string; base: string }>(
    `select coalesce(sum(l.amount), 0)::numeric(20,2) as amount,
        coalesce(sum(l.base_amount), 0)::numeric(20,2) as base
       from accounting.line l join accounting.account a on a.id = l.account_id
      where a.code = $1 and l.currency = $2 and l.posted_on <= $3`,
    [code, currency, asOf],
  );
  return `${row?.amount} ${row?.base}`;
}

const run = async (until: string, kinds: string[]) =>
  (await books.done('planRun', { until, kinds }, 'postings { on amount }')).postings;

async function sound(): Promise<Loose> {
  const { ledgerIntegrityCheck } = await books.app.owner.data(
    '{ ledgerIntegrityCheck { checks { name isSound examples } } }',
  );
  return ledgerIntegrityCheck.checks.filter(({ isSound }: Loose) => !isSound);
}

test('an entry that comes back is worth the rate of each day', async () => {
  const lines = [
    { accountId: books.accounts['6110'], amount: '33.33' },
    { accountId: books.accounts['6120'], amount: '66.67' },
    { accountId: books.accounts['2300'], amount: '-100.00' },
  ];
  const template = { name: 'Cloud', journalId, rule: 'FREQ=MONTHLY;COUNT=3', lines };
  const wish = { ...template, startsOn: '2026-01-01', currency: 'USD' };
  const select = 'recurringTemplate { currency lines { nodes { amount } } }';
  const { recurringTemplate } = await books.done('recurringTemplateCreate', wish, select);
  expect(recurringTemplate.lines.nodes[0].amount).toBe('33.33');
  expect(await run('2026-03-01', ['RECURRING'])).toEqual([
    { on: '2026-01-01', amount: '90.00' },
    { on: '2026-02-01', amount: '92.00' },
    { on: '2026-03-01', amount: '88.00' },
  ]);
  expect(await balance('2300')).toBe('-300.00 -270.00');
  const yen = { ...wish, name: 'Yen', currency: 'JPY' };
  expect(await books.refused('recurringTemplateCreate', yen)).toEqual(['ACCOUNTING_PLAN_SCALE']);
  const noRate = {
    ...{ ...wish, name: 'Franc', currency: 'CHF' },
    lines: lines.slice(0, 1).concat([{ ...lines[0], amount: '-33.33' }] as typeof lines),
  };
  await books.done('recurringTemplateCreate', noRate, '');
  const asked = { until: '2026-03-01', kinds: ['RECURRING'] };
  expect(await books.refused('planRun', asked)).toEqual(['ACCOUNTING_RATE_UNKNOWN']);
  await books.app.sql(
    "update accounting.recurring_template set is_active = false where name = 'Franc'",
  );
});

test('I37 a deferral abroad keeps the worth of its day, and ends at 0 in both', async () => {
  const wish = {
    ...{ name: 'Licence', kind: 'EXPENSE', amount: '100.00', currency: 'USD' },
    ...{ startsOn: '2026-01-01', endsOn: '2026-03-31', postedOn: '2026-01-01' },
    ...{ balanceAccountId: books.accounts['1260'], resultAccountId: books.accounts['6210'] },
  };
  const select = 'deferral { amount baseAmount lines { nodes { amount baseAmount } } }';
  const { deferral } = await books.done('deferralCreate', wish, select);
  expect([deferral.amount, deferral.baseAmount]).toEqual(['100.00', '90.00']);
  expect(deferral.lines.nodes[0]).toEqual({ amount: '33.33', baseAmount: '30.00' });
  await run('2026-01-31', ['DEFERRAL']);
  expect(await balance('1260')).toBe('66.67 60.00');
  await run('2026-12-31', ['DEFERRAL']);
  expect([await balance('1260'), await balance('6210')]).toEqual(['0.00 0.00', '0.00 0.00']);
  expect(await sound()).toEqual([]);
});

const loan = (more: object = {}) => ({
  ...{ name: 'Press', direction: 'TAKEN', principal: '9000.00', yearlyPercent: '12' },
  ...{ paidOutOn: '2026-01-01', firstPaymentOn: '2026-02-01', everyMonths: 1, paymentCount: 3 },
  ...{ loanAccountId: books.accounts['2500'], interestAccountId: books.accounts['7000'] },
  ...{ paymentAccountId: books.accounts['1010'], kind: 'LINEAR', postsPayOut: true },
  ...{ currency: 'USD', ...more },
});

test('I33 I34 a loan in dollars: paid at the rates of its days, revalued, 0 in both', async () => {
  const made = await books.done('loanCreate', loan(), 'loan { openPrincipal openBaseAmount }');
  expect(made.loan).toEqual({ openPrincipal: '9000.00', openBaseAmount: '8100.00' });
  expect(await balance('2500')).toBe('-9000.00 -8100.00');
  await run('2026-03-01', ['LOAN']);
  expect(await balance('2500')).toBe('-3000.00 -2700.00');
  // 3,000 x (0.92 - 0.90) is lost, 3,000 x (0.90 - 0.88) is won.
  expect([await balance('7010'), await balance('4810')]).toEqual(['0.00 60.00', '0.00 -60.00']);
  // 90 x 0.92 and 60 x 0.88.
  expect(await balance('7000')).toBe('150.00 135.60');
  const select = 'revaluation { lines { nodes { account { code } bookWorth worth difference } } }';
  const { revaluation } = await books.done('revaluationRun', { revaluedOn: '2026-03-31' }, select);
  const line = revaluation.lines.nodes.find(({ account }: Loose) => account.code === '2500');
  expect(line).toMatchObject({ bookWorth: '-2700.00', worth: '-2850.00', difference: '-150.00' });
  expect(await balance('2500', 'USD', '2026-03-31')).toBe('-3000.00 -2850.00');
  await run('2026-04-01', ['LOAN']);
  expect(await balance('2500')).toBe('0.00 0.00');
  // 3,000 x (0.94 - 0.90): the whole difference is realized, what was revalued is taken back.
  expect(await balance('7010')).toBe('0.00 180.00');
  expect(await sound()).toEqual([]);
});

const PAYMENT = 'kind dueOn payment interest principal fee balance isPosted';
const REPAID = `loan { openPrincipal openBaseAmount version
  payments { nodes { ${PAYMENT} } } } loanPayment { ${PAYMENT} journalEntry: entry { postedOn } }`;

test('I33 a loan is paid back early: part with a fee, then all of it', async () => {
  const own = { name: 'Van', currency: 'EUR', principal: '10000.00', yearlyPercent: '6' };
  const wish = loan({ ...own, kind: 'ANNUITY', paymentCount: 10 });
  const { loan: van } = await books.done('loanCreate', wish, 'loan { id version }');
  const loanId = van.id;
  const refused = (more: object) => books.refused('loanRepay', { loanId, ...more });
  const part = { repaidOn: '2026-04-16', principal: '2000.00' };
  expect(await refused(part)).toEqual(['ACCOUNTING_LOAN_REPAY_DUE']);
  await run('2026-04-15', ['LOAN']);
  expect(await refused({ ...part, repaidOn: '2026-03-31' })).toEqual(['ACCOUNTING_LOAN_REPAY_DAY']);
  expect(await refused({ ...part, principal: '7052.19' })).toEqual([
    'ACCOUNTING_LOAN_REPAY_AMOUNT',
  ]);
  expect(await refused({ ...part, fee: '-1' })).toEqual(['ACCOUNTING_LOAN_FEE']);
  expect(await refused({ ...part, expectedVersion: 1 })).toEqual(['CORE_VERSION_CONFLICT']);
  const more = { fee: '50.00', feeAccountId: books.accounts['6120'] };
  const early = await books.done('loanRepay', { loanId, ...part, ...more }, REPAID);
  expect(early.loanPayment).toMatchObject({
    ...{ kind: 'EARLY', payment: '2067.63', interest: '17.63', principal: '2000.00' },
    ...{ fee: '50.00', balance: '5052.18', journalEntry: { postedOn: '2026-04-16' } },
  });
  const left = early.loan.payments.nodes.filter(({ isPosted }: Loose) => !isPosted);
  expect(left.map(({ payment }: Loose) => payment)).toEqual([
    ...Array<string>(6).fill('734.42'),
    '734.39',
  ]);
  await run('2026-05-01', ['LOAN']);
  const rest = { loanId, repaidOn: '2026-05-20' };
  const whole = await books.done('loanRepay', rest, REPAID);
  expect(whole.loan).toMatchObject({ openPrincipal: '0.00', openBaseAmount: '0.00' });
  expect(whole.loanPayment).toMatchObject({ principal: '4330.39', balance: '0.00' });
  expect(await books.refused('loanRepay', rest)).toEqual(['ACCOUNTING_LOAN_ENDED']);
  expect(await run('2026-12-31', ['LOAN'])).toEqual([]);
  expect(await balance('2500', 'EUR')).toBe('0.00 0.00');
  expect(await sound()).toEqual([]);
});

test('a loan given in dollars is paid back early: the difference is realized', async () => {
  const places = {
    loanAccountId: books.accounts['1260'],
    interestAccountId: books.accounts['4800'],
  };
  const wish = loan({ name: 'Sister', direction: 'GIVEN', ...places });
  const { loan: given } = await books.done('loanCreate', wish, 'loan { id }');
  const before = await balance('4810');
  const repaid = { loanId: given.id, repaidOn: '2026-01-16', principal: '4500.00' };
  await books.done('loanRepay', { ...repaid, effect: 'FEWER_PAYMENTS' }, REPAID);
  // The rate of 1 January still holds: nothing is realized.
  expect([await balance('4810'), await balance('1260')]).toEqual([before, '4500.00 4050.00']);
  await run('2026-02-01', ['LOAN']);
  // 3,000 x (0.92 - 0.90) is won.
  expect(await balance('1260')).toBe('1500.00 1350.00');
  expect(await balance('4810')).toBe('0.00 -120.00');
});

test('I34 a loan on a control account is open, aged and revalued as what is owed', async () => {
  const control = { loanAccountId: books.accounts['2000'], partyId: books.supplier };
  await books.done('loanCreate', loan({ name: 'Owner', ...control }), 'loan { id }');
  await run('2026-03-01', ['LOAN']);
  expect(await balance('2000')).toBe('-3000.00 -2700.00');
  const { openItems, agedPayables } = await books.app.owner.data(`{
    openItems(where: { isOpen: { eq: true } }) { nodes { amount openAmount openBaseAmount } }
    agedPayables(asOf: "2026-03-31") { parties { currency total credits } } }`);
  expect(openItems.nodes).toEqual([
    { amount: '-9000.00', openAmount: '-3000.00', openBaseAmount: '-2700.00' },
  ]);
  expect(agedPayables.parties).toEqual([{ currency: 'USD', total: '3000.00', credits: '0.00' }]);
  expect(await books.controlDifference()).toEqual([]);
  const select =
    'revaluation { gain loss lines { nodes { account { code } bookWorth worth difference } } }';
  const { revaluation } = await books.done('revaluationRun', { revaluedOn: '2026-03-31' }, select);
  const lines = revaluation.lines.nodes.filter(({ account }: Loose) => account.code === '2000');
  // 3,000 x (0.95 - 0.90) is lost, once.
  expect(lines).toMatchObject([
    { bookWorth: '-2700.00', worth: '-2850.00', difference: '-150.00' },
  ]);
  expect(await balance('2000', 'USD', '2026-03-31')).toBe('-3000.00 -2850.00');
  const before = await balance('7010');
  await run('2026-04-01', ['LOAN']);
  expect(await balance('2000')).toBe('0.00 0.00');
  // 3,000 x (0.94 - 0.90): the whole difference is realized.
  const lost = Number((await balance('7010')).split(' ')[1]) - Number(before.split(' ')[1]);
  expect(lost).toBe(120);
  expect(await books.controlDifference()).toEqual([]);
  expect(await sound()).toEqual([]);
});

test('a loan on a control account is paid back early: its open item follows', async () => {
  const control = { loanAccountId: books.accounts['2000'], partyId: books.supplier };
  const wish = loan({ name: 'Owner, in euro', currency: 'EUR', ...control });
  const { loan: made } = await books.done('loanCreate', wish, 'loan { id entry { id } }');
  const item = () =>
    books.app.sql(
      `select open_amount::numeric(20,2)::text as open, is_open as "isOpen"
         from accounting.open_item where entry_id = $1`,
      [books.app.uuid(made.entry.id)],
    );
  const repay = (more: object) => books.done('loanRepay', { loanId: made.id, ...more }, REPAID);
  await repay({ repaidOn: '2026-01-16', principal: '4000.00' });
  expect(await item()).toEqual([{ open: '-5000.00', isOpen: true }]);
  await repay({ repaidOn: '2026-01-20' });
  expect(await item()).toEqual([{ open: '0.00', isOpen: false }]);
  expect(await books.controlDifference()).toEqual([]);
});
