import type { Loose, TestClient } from '@bureau/testing';
import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
/** Employees with a person and a membership each. */
let ada: TestClient;
let ben: TestClient;
let boss: TestClient;
let clerk: TestClient;
let benParty: string;

beforeAll(async () => {
  books = await createTradeBooks();
  const { app, done } = books;
  ada = await employee('Ada');
  ben = await employee('Ben');
  boss = await app.member('admin');
  clerk = await app.member('bookkeeper');
  const categories = [
    { code: 'TRAIN', name: 'Train', accountCode: '6020', taxCode: 'V19', receiptFrom: '50' },
    { code: 'KM', name: 'Own car', accountCode: '6230' },
  ];
  for (const one of categories) await done('expenseCategoryCreate', one, 'expenseCategory { id }');
});
afterEach(async () => {
  expect(await books.controlDifference()).toEqual([]);
});
afterAll(() => books?.close());

async function employee(givenName: string): Promise<TestClient> {
  const { app } = books;
  const { personCreate } = await app.owner.data(`mutation { personCreate(input: {
    givenName: "${givenName}", familyName: "Kern", email: "${givenName}@kern.test" }) {
      person { id } } }`);
  const member = await app.member(givenName === 'Ada' ? 'employee' : 'viewer');
  const { userId = '' } = member.principal;
  const personId = personCreate.person.id;
  await app.sql('update core.membership set person_id = $2 where id = $1', [
    userId,
    app.uuid(personId),
  ]);
  return app.as({ role: 'employee', userId, personId });
}

const train = (unitPrice: string, more = {}) => ({
  spentOn: '2026-05-18',
  description: 'To Hamburg',
  categoryCode: 'TRAIN',
  unitPrice,
  ...more,
});

const CLAIM = 'expenseClaim { id version number status net tax total openAmount remark }';

async function run(
  as: TestClient,
  verb: string,
  { select = CLAIM, ...input }: Record<string, unknown>,
): Promise<Loose> {
  return books.mutate(`expenseClaim${verb}`, input, { as, select: String(select) });
}

async function code(as: TestClient, verb: string, input: Record<string, unknown>) {
  return (await run(as, verb, input)).userErrors.map((one: { code: string }) => one.code).join();
}

async function entered(as: TestClient, lines: object[], more = {}): Promise<string> {
  const made = await run(as, 'Create', { lines, memo: 'Fair', ...more });
  expect(made.userErrors).toEqual([]);
  return made.expenseClaim.id;
}

async function policy(...approvers: TestClient[]): Promise<void> {
  const ids = approvers.map(({ principal }) => ({
    userId: books.app.id('User', principal.userId ?? ''),
  }));
  const kind = 'accounting.expenseClaim.approve';
  const steps = [{ mode: 'ANY', approvers: ids }];
  await books.done('approvalPolicySet', { kind, steps }, 'approvalPolicy { id }');
}

const REQUEST = `${CLAIM} approvalRequest { id version title state }`;

async function submitted(as: TestClient, id: string): Promise<Loose> {
  const payload = await run(as, 'Submit', { id, select: REQUEST });
  expect(payload).toMatchObject({ userErrors: [], expenseClaim: { status: 'SUBMITTED' } });
  return payload.approvalRequest;
}

/** Codes of what speaks against a vote. */
async function vote(as: TestClient, request: Loose, verb = 'Approve'): Promise<string> {
  const { id, version: expectedVersion } = request;
  const comment = verb === 'Reject' ? 'Second class, please' : null;
  const field = `approvalRequest${verb}`;
  const { data } = await as.query(
    `mutation ($input: ApprovalVoteInput!) { ${field}(input: $input) { userErrors { code } } }`,
    { input: { id, expectedVersion, comment } },
  );
  return data[field].userErrors.map((one: { code: string }) => one.code).join();
}

async function approved(as: TestClient, id: string): Promise<void> {
  expect(await vote(boss, await submitted(as, id))).toBe('');
}

async function sums(id: string): Promise<Record<string, number>> {
  const rows = await books.app.sql<{ code: string; amount: string }>(
    `select a.code, sum(l.amount) as amount from accounting.line l
       join accounting.entry e on e.id = l.entry_id
       left join accounting.entry o on o.id = e.reverses_id
       join accounting.account a on a.id = l.account_id
      where coalesce(o.source_id, e.source_id) = $1
      group by a.code having sum(l.amount) <> 0`,
    [books.app.uuid(id)],
  );
  return Object.fromEntries(rows.map((row) => [row.code, Number(row.amount)]));
}

async function receipt(as: TestClient, text: string): Promise<string> {
  const how = { purpose: 'accounting.receipt', name: 'r.pdf', mediaType: 'application/pdf' };
  const uploadId = await books.app.upload(as, `%PDF-1.4\n${text}`, how);
  const { fileUploadFinish } = await as.data(
    `mutation ($id: ID!) { fileUploadFinish(input: { uploadId: $id }) { file { id } } }`,
    { id: uploadId },
  );
  return fileUploadFinish.file.id;
}

test('from the receipt to the money: submitted, approved, posted, paid back', async () => {
  const id = await entered(ada, [train('119')]);
  expect(await code(ada, 'Submit', { id })).toBe('ACCOUNTING_EXPENSE_RECEIPT');
  const receiptId = await receipt(ada, 'Hamburg');
  const ride = { ...train('0.3'), categoryCode: 'KM', quantity: '120' };
  const lines = [train('119', { receiptId }), ride];
  const { expenseClaim } = await run(ada, 'Update', { id, lines });
  expect(expenseClaim).toMatchObject({ net: '136.00', tax: '19.00', total: '155.00' });
  expect(await code(ada, 'Submit', { id })).toBe('CORE_APPROVAL_POLICY_MISSING');
  await policy(boss);
  const request = await submitted(ada, id);
  expect(request.title).toBe('Expenses of Ada Kern: Fair');
  expect(await code(ada, 'Update', { id, memo: 'Other' })).toBe('ACCOUNTING_DOCUMENT_STATUS');
  expect(await code(clerk, 'Post', { id })).toBe('ACCOUNTING_DOCUMENT_STATUS');
  expect(await vote(boss, request)).toBe('');
  const posted = await run(clerk, 'Post', { id, postedOn: '2026-05-19' });
  expect(posted.expenseClaim).toMatchObject({ number: 'EXP-2026-00001', status: 'POSTED' });
  expect(await sums(id)).toEqual({ 1240: 19, 2010: -155, 6020: 100, 6230: 36 });
  const paid = await run(clerk, 'Reimburse', {
    id,
    bankAccountCode: '1010',
    select: `${CLAIM} payment { id amount }`,
  });
  expect(paid).toMatchObject({
    expenseClaim: { status: 'PAID', openAmount: '0.00' },
    payment: { amount: '155.00' },
  });
  expect(await sums(paid.payment.id)).toEqual({ 1010: -155, 2010: 155 });
  expect(await code(clerk, 'Reimburse', { id, bankAccountCode: '1010' })).toBe(
    'ACCOUNTING_DOCUMENT_STATUS',
  );
});

test('nobody approves the own expenses, whoever entered them', async () => {
  await policy(boss, ben);
  const own = await entered(ben, [train('20')]);
  expect(await vote(boss, await submitted(ben, own), 'Reject')).toBe('');
  const { data } = await ben.query(`{ expenseClaim(by: { id: "${own}" }) {
    status remark party { id } } }`);
  expect(data?.expenseClaim ?? null).toBeNull();
  const seen = await ben.data(`{ expenseClaim(by: { id: "${own}" }) { status remark } }`);
  expect(seen.expenseClaim).toEqual({ status: 'DRAFT', remark: 'Second class, please' });
  const whole = await books.app.owner.data(
    `{ expenseClaim(by: { id: "${own}" }) { party { id } } }`,
  );
  benParty = whole.expenseClaim.party.id;
  const byClerk = await entered(clerk, [train('30')], { partyId: benParty });
  const request = await submitted(clerk, byClerk);
  expect(await vote(ben, request)).toBe('ACCOUNTING_EXPENSE_OWN');
  expect(await code(clerk, 'Post', { id: byClerk })).toBe('ACCOUNTING_DOCUMENT_STATUS');
  expect(await vote(boss, request)).toBe('');
  const back = await run(clerk, 'Return', { id: byClerk, remark: 'Which train?' });
  expect(back.expenseClaim).toMatchObject({ status: 'DRAFT', remark: 'Which train?' });
});

test('who is asked to approve sees lines and receipts, nobody else does', async () => {
  const [asked, other] = [await books.app.member('viewer'), await books.app.member('manager')];
  await policy(asked);
  const receiptId = await receipt(ada, 'Dinner');
  const id = await entered(ada, [train('80', { receiptId }), train('20')]);
  const see = async (as: TestClient) =>
    as.data(`{
      expenseClaim(by: { id: "${id}" }) { total approval { state }
        lines { nodes { unitPrice category { name } receipt { name } } } }
      file(by: { id: "${receiptId}" }) { name }
      expenseClaims(first: 50) { nodes { id } } }`);
  const nothing = { expenseClaim: null, file: null, expenseClaims: { nodes: [] } };
  expect(await see(asked)).toEqual(nothing);
  const request = await submitted(ada, id);
  expect(await see(asked)).toEqual({
    expenseClaim: {
      ...{ total: '100.00', approval: { state: 'PENDING' } },
      lines: {
        nodes: [
          { unitPrice: '80.00', category: { name: 'Train' }, receipt: { name: 'r.pdf' } },
          { unitPrice: '20.00', category: { name: 'Train' }, receipt: null },
        ],
      },
    },
    file: { name: 'r.pdf' },
    expenseClaims: { nodes: [{ id }] },
  });
  expect(await see(other)).toEqual(nothing);
  await expect(run(asked, 'Update', { id, memo: 'x' })).rejects.toThrow('FORBIDDEN');
  // What came back is a draft: nobody looks over the shoulder of who changes it.
  expect(await vote(asked, request, 'Reject')).toBe('');
  expect(await see(asked)).toEqual(nothing);
  const { expenseClaims } = await ben.data('{ expenseClaims(first: 50) { nodes { id } } }');
  expect(expenseClaims.nodes.map((one: { id: string }) => one.id)).not.toContain(id);
  await policy(boss);
});

test('an employee sees and writes the own expenses and no others', async () => {
  const id = await entered(ada, [train('10')]);
  const list = '{ expenseClaims(first: 50) { nodes { id } totalCount } }';
  const { expenseClaims } = await ben.data(list);
  expect(expenseClaims.nodes.map((one: { id: string }) => one.id)).not.toContain(id);
  const change = { id, memo: 'Mine' };
  await expect(run(ben, 'Update', change)).rejects.toThrow('NOT_FOUND');
  await expect(run(ada, 'Post', { id })).rejects.toThrow('FORBIDDEN');
  const wish = { partyId: benParty, lines: [train('10')] };
  await expect(run(ada, 'Create', wish)).rejects.toThrow('FORBIDDEN');
  const supplier = { partyId: books.supplier, lines: [train('10')] };
  expect(await code(clerk, 'Create', supplier)).toBe('ACCOUNTING_PARTY_ROLE');
  expect(await code(clerk, 'Create', { lines: [train('10')] })).toBe('ACCOUNTING_EXPENSE_EMPLOYEE');
  const withdrawn = await submitted(ada, id).then(() => run(ada, 'Withdraw', { id }));
  expect(withdrawn.expenseClaim.status).toBe('DRAFT');
  expect((await run(ada, 'Delete', { id, select: 'deletedId' })).deletedId).toBe(id);
});

test('a receipt is paid once: the same bytes are the same receipt', async () => {
  const first = await receipt(ada, 'Taxi');
  const second = await receipt(ada, 'Taxi');
  const one = await entered(ada, [train('60', { receiptId: first })]);
  const two = await entered(ada, [train('60', { receiptId: second })]);
  const asked = await submitted(ada, one);
  expect(await code(ada, 'Submit', { id: two })).toBe('ACCOUNTING_EXPENSE_RECEIPT_USED');
  expect(await vote(boss, asked, 'Reject')).toBe('');
  await submitted(ada, two);
  // Who sees the expenses sees their receipts; colleagues see neither.
  const file = `{ file(by: { id: "${second}" }) { name } }`;
  expect((await clerk.data(file)).file).toEqual({ name: 'r.pdf' });
  expect((await ben.data(file)).file).toBeNull();
});

test('I18 expenses keep the gross of their receipts; taken back, nothing is left', async () => {
  await policy(boss);
  const prices = ['0.01', '19.99', '49.99', '7.77', '33.33'];
  const id = await entered(
    ada,
    prices.map((price) => train(price)),
  );
  const total = prices.reduce((sum, price) => sum + Number(price) * 100, 0) / 100;
  await approved(ada, id);
  const { expenseClaim } = await run(clerk, 'Post', { id });
  const [net, tax, gross] = [expenseClaim.net, expenseClaim.tax, expenseClaim.total].map(Number);
  expect([gross, Math.round((net! + tax!) * 100) / 100]).toEqual([total, total]);
  const posted = await sums(id);
  expect(posted).toEqual({ 1240: tax, 2010: -total, 6020: net });
  const { entry } = await entryOf(id);
  expect(await books.refused('journalEntryReverse', { id: entry })).toEqual([
    'ACCOUNTING_ENTRY_OWNED',
  ]);
  const accountant = await books.app.member('accountant');
  const gone = await run(accountant, 'Void', { id, postedOn: '2026-05-20' });
  expect(gone.expenseClaim).toMatchObject({ status: 'VOID', number: expenseClaim.number });
  expect(await sums(id)).toEqual({});
});

async function entryOf(id: string): Promise<{ entry: string }> {
  const data = await books.app.owner.data(`{ expenseClaim(by: { id: "${id}" }) { entry { id } } }`);
  return { entry: data.expenseClaim.entry.id };
}

test('advances and other currencies: the account of employees, the rate of the day', async () => {
  const advance = { direction: 'PAID', partyId: benParty, paidOn: '2026-05-10', amount: '50' };
  const { payment } = await books.done(
    'paymentRecord',
    { ...advance, bankAccountCode: '1010' },
    'payment { id openItems { nodes { id } } }',
  );
  expect(await sums(payment.id)).toEqual({ 1010: -50, 2010: 50 });
  const foreign = { currency: 'USD', exchangeRate: '0.9' };
  const id = await entered(ben, [train('40')], foreign);
  await approved(ben, id);
  await run(clerk, 'Post', { id });
  const pay = { id, bankAccountCode: '1010', exchangeRate: '0.95' };
  const paid = await run(clerk, 'Reimburse', pay);
  expect(paid.expenseClaim.status).toBe('PAID');
});
