import { type BookEntry, createBooks, inputOf, type TestBooks } from '../../test/books.js';

let books: TestBooks;
beforeAll(async () => {
  books = await createBooks(() => new Date('2026-05-20T10:00:00Z'));
});
afterAll(() => books?.close());

const on = (day: string, journal = 'GJ'): BookEntry => ({
  on: day,
  journal,
  lines: [
    ['1010', '5'],
    ['4000', '-5'],
  ],
});

async function periodId(name: string): Promise<string> {
  const { periods } = await books.app.owner.data(
    'query ($name: String!) { periods(where: {name: {eq: $name}}) { nodes { id } } }',
    { name },
  );
  return periods.nodes[0].id;
}

test('fiscal years follow each other, and have whole months', async () => {
  const code = async (input: object) =>
    (await books.mutate('fiscalYearCreate', { ...input })).userErrors[0]?.code;
  expect(await code({ startsOn: '2028-01-01' })).toBe('ACCOUNTING_YEAR_GAP');
  expect(await code({ startsOn: '2026-07-01' })).toBe('ACCOUNTING_YEAR_GAP');
  expect(await code({ startsOn: '2027-01-02' })).toBe('ACCOUNTING_YEAR_SPAN');
  const odd = { startsOn: '2027-01-01', endsOn: '2027-02-10' };
  expect(await code(odd)).toBe('ACCOUNTING_YEAR_SPAN');
  const select = 'fiscalYear { name periods { nodes { name endsOn } } }';
  const short = { startsOn: '2027-01-01', endsOn: '2027-03-31', name: '2027A' };
  const { fiscalYear } = await books.mutate('fiscalYearCreate', short, { select });
  expect(fiscalYear.name).toBe('2027A');
  expect(fiscalYear.periods.nodes.map((one: { endsOn: string }) => one.endsOn)).toEqual([
    '2027-01-31',
    '2027-02-28',
    '2027-03-31',
  ]);
});

test('I25 periods close in order; soft ones take entries of some', async () => {
  const { mutate, app, refusals } = books;
  const [january, february] = [await periodId('2025-01'), await periodId('2025-02')];
  const early = await mutate('periodClose', { id: february });
  expect(early.userErrors[0]).toMatchObject({
    code: 'ACCOUNTING_PERIOD_ORDER',
    data: { earlier: '2025-01' },
  });
  await mutate('periodSoftClose', { id: january });
  const accountant = app.as({ role: 'accountant' });
  const input = inputOf(on('2025-01-10'));
  const soft = await mutate('journalEntryPost', input, { as: accountant });
  expect(soft.userErrors[0].code).toBe('ACCOUNTING_PERIOD_CLOSED');
  const controller = { as: app.as({ role: 'controller' }) };
  expect((await mutate('journalEntryPost', input, controller)).userErrors).toEqual([]);
  await mutate('periodClose', { id: january });
  expect(await refusals(on('2025-01-10'))).toEqual(['ACCOUNTING_PERIOD_CLOSED']);
  const again = await mutate('periodClose', { id: january });
  expect(again.userErrors[0].code).toBe('ACCOUNTING_PERIOD_STATE');
});

test('I25 a closed period is opened with a reason and the consent of another person', async () => {
  const { mutate, app, refusals } = books;
  const id = await periodId('2025-01');
  const clerk = await app.member('controller');
  const boss = await app.member('admin');
  const ask = (reason: string) =>
    mutate('periodReopen', { id, reason }, { as: clerk, select: REOPEN });
  const select = 'approvalPolicy { id }';
  expect((await ask('Late bill')).userErrors[0].code).toBe('CORE_APPROVAL_POLICY_MISSING');
  const approvers = [{ userId: app.id('User', boss.principal.userId ?? '') }];
  const policy = { kind: 'accounting.period.reopen', steps: [{ mode: 'ANY', approvers }] };
  await mutate('approvalPolicySet', policy, { select });
  expect((await ask('  ')).userErrors[0].code).toBe('ACCOUNTING_TEXT_BLANK');
  const asked = await ask('Late bill');
  expect(asked).toMatchObject({ period: { state: 'CLOSED' } });
  expect(await refusals(on('2025-01-10'))).toEqual(['ACCOUNTING_PERIOD_CLOSED']);
  const { id: request, version: expectedVersion } = asked.approvalRequest;
  const vote = { input: { id: request, expectedVersion } };
  await boss.data(APPROVE, vote);
  expect(await refusals(on('2025-01-10'))).toEqual([]);
  const { periods } = await app.owner.data(
    '{ periods(where: {name: {eq: "2025-01"}}) { nodes { state stateReason } } }',
  );
  expect(periods.nodes[0]).toEqual({ state: 'OPEN', stateReason: 'Late bill' });
});

const REOPEN = 'period { state } approvalRequest { id version }';
const APPROVE = `mutation ($input: ApprovalVoteInput!) {
  approvalRequestApprove(input: $input) { userErrors { code } } }`;

test('I25 locks hold by area; an exception is for one person and ends', async () => {
  const { mutate, app, refusals } = books;
  const lock = { area: 'SALES', untilOn: '2026-02-28', reason: 'Tax return filed' };
  const select = 'accountingLock { id }';
  const { accountingLock } = await mutate('accountingLockSet', lock, { select });
  expect(await refusals(on('2026-02-10', 'SJ'))).toEqual(['ACCOUNTING_LOCKED']);
  expect(await refusals(on('2026-02-10', 'GJ'))).toEqual([]);
  expect(await refusals(on('2026-03-01', 'SJ'))).toEqual([]);
  const clerk = await app.member('accountant');
  const exception = {
    lockId: accountingLock.id,
    userId: app.id('User', clerk.principal.userId ?? ''),
    expiresAt: '2099-01-01T00:00:00.000Z',
    reason: 'One bill',
  };
  await mutate('lockExceptionGrant', exception);
  const input = inputOf(on('2026-02-10', 'SJ'));
  const posted = await mutate('journalEntryPost', input, { as: clerk });
  expect(posted.userErrors).toEqual([]);
  expect(await refusals(on('2026-02-10', 'SJ'))).toEqual(['ACCOUNTING_LOCKED']);
  const [kept] = await app.sql<{ by: string }>(
    'select posted_by_id as by from accounting.entry order by posted_at desc limit 1',
  );
  expect(kept?.by).toBe(clerk.principal.userId);
  await app.sql("update accounting.lock_exception set expires_at = now() - interval '1 minute'");
  const late = await mutate('journalEntryPost', input, { as: clerk });
  expect(late.userErrors[0].code).toBe('ACCOUNTING_LOCKED');
});

test('a hard lock is never moved back and has no exceptions', async () => {
  const { mutate } = books;
  const select = 'accountingLock { id }';
  const lock = { area: 'PAYROLL', untilOn: '2026-02-28', isHard: true };
  const { accountingLock } = await mutate('accountingLockSet', lock, { select });
  const back = await mutate('accountingLockSet', { ...lock, untilOn: '2026-01-31' });
  expect(back.userErrors[0].code).toBe('ACCOUNTING_LOCK_HARD');
  const user = await books.app.member('accountant');
  const exception = {
    lockId: accountingLock.id,
    userId: books.app.id('User', user.principal.userId ?? ''),
    expiresAt: '2099-01-01T00:00:00.000Z',
    reason: 'No',
  };
  const { userErrors } = await mutate('lockExceptionGrant', exception);
  expect(userErrors[0].code).toBe('ACCOUNTING_LOCK_HARD');
});
