import { exact } from '@bureau/core';
import type { TestApp, TestClient } from '@bureau/testing';
import { type BookLine, createBooks, type TestBooks } from '../../test/books.js';
import { hasHledger, hledgerMonthBalances } from '../../test/hledger.js';
import { downloaded, type ReportedJob, runJob } from '../../test/report-books.js';
import { xmlEvents } from '../bank-files/xml-events.js';
import { monthBalances } from '../plain-text-journal/month-balances.js';
import { readJournal } from '../plain-text-journal/read-journal.js';

let books: TestBooks;
let accountant: TestClient;
beforeAll(async () => {
  books = await createBooks(() => new Date('2026-03-01T10:00:00Z'));
  accountant = await books.app.member('accountant');
  const { party } = await books.mutate(
    'partyCreate',
    { kind: 'COMPANY', name: 'Müller & <Söhne>', code: 'C-1', isCustomer: true },
    { select: 'party { id }' },
  );
  const usd = (baseAmount: string) => ({ currency: 'USD', baseAmount });
  const entries: [on: string, memo: string, ...lines: BookLine[]][] = [
    ['2025-01-02', 'Capital; paid: in', ['1010', '5000'], ['3000', '-5000']],
    ['2025-02-03', 'Sale', ['1200', '119', { partyId: party.id }], ['4000', '-119']],
    [
      '2025-03-31',
      'Dollars',
      ['1090', '10', usd('9.20')],
      ['1900', '-10', usd('9.20')],
      ['1900', '9.20'],
      ['1010', '-9.20'],
    ],
    ['2025-12-31', 'Worth', ['1090', '0', usd('0.30')], ['4820', '-0', usd('0.30')]],
    [
      '2026-01-31',
      '(Rent) a:b',
      ['6100', '400.50', { memo: 'office: 2 | x' }],
      ['1010', '-400.50'],
    ],
  ];
  for (const [on, memo, ...lines] of entries) await books.post({ on, memo, lines });
});
afterAll(() => books?.close());

async function exported(input: Record<string, unknown>): Promise<string> {
  const job = await runJob(books, { field: 'ledgerExport', input, as: accountant });
  expect(job).toMatchObject({ state: 'SUCCEEDED', codes: [] });
  return (await downloaded(books, job)).bytes.toString();
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Elements with text, each with the path of names around it. */
async function leaves(xml: string): Promise<[path: string, text: string][]> {
  const found: [string, string][] = [];
  const open: string[] = [];
  let text = '';
  for await (const batch of xmlEvents(bytesOf(xml))) {
    for (const event of batch) {
      if (event.kind === 'OPEN') open.push(event.name);
      text = event.kind === 'TEXT' ? `${text}${event.text}` : text;
      if (event.kind === 'TEXT') continue;
      if (event.kind === 'CLOSE' && text.trim()) found.push([open.join('/'), text]);
      if (event.kind === 'CLOSE') open.pop();
      text = '';
    }
  }
  expect(open).toEqual([]);
  return found;
}

const sumOf = (texts: string[]) => texts.reduce((sum, text) => sum.plus(text), exact(0)).toFixed();

test('SAF-T: well-formed; totals are those of its lines and of the trial balance', async () => {
  const all = await leaves(await exported({ format: 'SAFT', from: '2025-02-01' }));
  const texts = (end: string) => all.filter(([path]) => path.endsWith(end)).map(([, text]) => text);
  expect(texts('NumberOfEntries')).toEqual(['4']);
  expect(texts('/TransactionID')).toHaveLength(4);
  const [debits, credits] = [
    sumOf(texts('DebitAmount/Amount')),
    sumOf(texts('CreditAmount/Amount')),
  ];
  const written = (sum: string) => [exact(sum).toFixed(2)];
  const totals = [texts('TotalDebit'), texts('TotalCredit')];
  expect(totals).toEqual([written(debits), written(credits)]);
  for (const amount of all.filter(([path]) => /(Amount|Balance)$/.test(path))) {
    expect(amount).toEqual([amount[0], expect.stringMatching(/^\d+\.\d\d$/)]);
  }
  const { trialBalance } = await books.app.owner.data(`{ trialBalance(from: "2025-02-01",
    to: "2026-01-31") { totalDebit totalCredit rows { account { code } opening closing } } }`);
  const { totalDebit, totalCredit } = trialBalance;
  expect([debits, credits]).toEqual([sumOf([totalDebit]), sumOf([totalCredit])]);
  for (const when of ['Opening', 'Closing'] as const) {
    const balances = trialBalance.rows.map(
      (row: Record<string, string>) => row[when.toLowerCase()],
    );
    const positive = balances.filter((one: string) => Number(one) > 0);
    expect(sumOf(texts(`${when}DebitBalance`))).toBe(sumOf(positive));
    expect(sumOf(texts(`${when}CreditBalance`))).toBe(sumOf(positive));
  }
  expect(texts('Customer/CustomerID')).toEqual(['C-1']);
  expect(texts('Customer/Name').join('')).toBe('Müller & <Söhne>');
  expect(texts('Line/CustomerID')).toEqual(['C-1']);
  expect(texts('CurrencyCode')).toContain('USD');
});

async function importInto(app: TestApp, text: string): Promise<ReportedJob> {
  const as = await app.member('accountant');
  const what = { purpose: 'accounting.journalFile', name: 'x', mediaType: 'text/plain' };
  const uploadId = await app.upload(as, text, what);
  const { fileUploadFinish } = await as.data(
    `mutation ($uploadId: ID!) { fileUploadFinish(input: { uploadId: $uploadId }) {
      file { id } userErrors { code } } }`,
    { uploadId },
  );
  const input = { fileId: fileUploadFinish.file.id, format: 'PLAIN_TEXT' };
  return runJob({ ...books, app }, { field: 'journalImport', input, as });
}

const TRIAL = (to: string) => `{ trialBalance(from: "2025-01-01", to: "${to}") { totalDebit rows {
  account { code } opening debit credit closing } } }`;

async function emptyBooks(): Promise<TestApp> {
  const app = await books.app.otherOrganization();
  const as = app.owner;
  const setUp = { chart: 'STANDARD', baseCurrency: 'EUR', startsOn: '2025-01-01' };
  await books.mutate('accountingSetUp', setUp, { as });
  await books.mutate('fiscalYearCreate', { startsOn: '2026-01-01' }, { as });
  const party = { kind: 'COMPANY', name: 'Other name', code: 'C-1', isCustomer: true };
  await books.mutate('partyCreate', party, { as });
  return app;
}

test('plain text: imported again, every balance is the same at every date', async () => {
  const text = await exported({ format: 'PLAIN_TEXT' });
  const app = await emptyBooks();
  const job = await importInto(app, text);
  expect(job).toMatchObject({ state: 'SUCCEEDED', result: { created: 5, failed: 0 } });
  for (const to of ['2025-01-31', '2025-03-31', '2025-12-31', '2026-02-28']) {
    expect(await app.owner.data(TRIAL(to))).toEqual(await books.app.owner.data(TRIAL(to)));
  }
  const currencies = `{ accountBalance(accountCode: "1090", asOf: "2026-02-28") {
    baseBalance currencies { currency debit credit balance } } }`;
  expect(await app.owner.data(currencies)).toEqual(await books.app.owner.data(currencies));
  const party = `select pa.code from accounting.line l join core.party pa on pa.id = l.party_id`;
  expect(await app.sql(party)).toEqual([{ code: 'C-1' }]);
  expect((await importInto(app, text)).result).toMatchObject({ created: 0, unchanged: 5 });
});

test('plain text from a later day begins with what was before', async () => {
  const text = await exported({ format: 'PLAIN_TEXT', from: '2026-01-01' });
  expect(text).toContain('2026-01-01 * Opening balances');
  const app = await emptyBooks();
  expect((await importInto(app, text)).result).toMatchObject({ created: 2, failed: 0 });
  const closings = async ({ owner }: TestApp) => {
    const { trialBalance } = await owner.data(TRIAL('2026-02-28'));
    return trialBalance.rows
      .filter(({ closing }: { closing: string }) => closing !== '0')
      .map(({ account, closing }: { account: object; closing: string }) => [account, closing]);
  };
  expect(await closings(app)).toEqual(await closings(books.app));
});

(hasHledger ? test : test.skip)('plain text: hledger reads it and finds our balances', async () => {
  const text = await exported({ format: 'PLAIN_TEXT' });
  const found = await hledgerMonthBalances(text);
  expect(found).toEqual(await monthBalances(readJournal(bytesOf(text))));
  const bank = found.find(
    ({ account, month }) => account === 'assets:1010 Bank' && month === '2026-01',
  );
  expect(bank?.quantity).toBe('4590.3');
});

test('an export needs the rights of all that is in it; empty books have none', async () => {
  const document = `mutation { ledgerExport(input: { format: SAFT }) {
    job { id } userErrors { code } } }`;
  const rights = ['accounting.entry.read', 'accounting.setup.read', 'core.job.read'];
  const { errors } = await books.app.as({ permissions: rights }).query(document);
  expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'core.party.read' });
  const app = await emptyBooks();
  const as = await app.member('accountant');
  const empty = { field: 'ledgerExport', input: { format: 'SAFT' }, as };
  expect(await runJob({ ...books, app }, empty)).toMatchObject({
    ...{ state: 'FAILED', codes: ['ACCOUNTING_REPORT_EMPTY'] },
  });
});
