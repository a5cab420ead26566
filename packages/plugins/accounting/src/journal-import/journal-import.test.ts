import { exact } from '@bureau/core';
import type { TestClient } from '@bureau/testing';
import { createBooks, type TestBooks } from '../../test/books.js';
import { hasHledger, hledgerMonthBalances } from '../../test/hledger.js';
import { importJournal, journalFile } from '../../test/journal-file.js';
import { journalSample } from '../../test/journal-sample.js';
import { monthBalances, type MonthBalance } from '../plain-text-journal/month-balances.js';
import { readJournal } from '../plain-text-journal/read-journal.js';

let books: TestBooks;
let accountant: TestClient;
beforeAll(async () => {
  books = await createBooks(() => new Date('2026-03-01T10:00:00Z'));
  accountant = await books.app.member('accountant');
});
afterAll(() => books?.close());

const fileOf = (text: string) => journalFile(books, accountant, { text });

const imported = (text: string, more: Record<string, unknown> = {}) =>
  importJournal(books, accountant, { text, input: { format: 'PLAIN_TEXT', ...more } });

const csv = (rows: string[], more: Record<string, unknown> = {}) =>
  imported(rows.join('\r\n'), { format: 'CSV', ...more });

const entries = async () =>
  Number((await books.app.sql<{ n: string }>('select count(*) as n from accounting.entry'))[0]?.n);

const ACCOUNTS = {
  'assets:bank:checking': '1010',
  'assets:bank:dollars': '1090',
  'assets:cash': '1000',
  'assets:cash:yen': '1020',
  'assets:shares': '1800',
  'assets:receivable': '1210',
  'income:sales': '4000',
  'liabilities:tax': '2300',
  'expenses:food': '6290',
  'expenses:office supplies': '6130',
  'expenses:travel': '6020',
  'expenses:fuel': '6230',
  'expenses:books': '6150',
  'expenses:rent': '6100',
  'equity:cash difference': '6260',
} as const;

const MAPPING = Object.entries(ACCOUNTS).map(([name, accountCode]) => ({ name, accountCode }));
const CURRENCIES: Record<string, string> = { '€': 'EUR', '¥': 'JPY', USD: 'USD' };

/** Balances of a journal as balances of the books: by code, currency and month. */
function inBooks(balances: readonly MonthBalance[]): Record<string, string> {
  const names = Object.keys(ACCOUNTS).sort((one, other) => other.length - one.length);
  const sums: Record<string, string> = {};
  for (const { account, commodity, month, quantity } of balances) {
    const name = names.find((one) => account === one || account.startsWith(`${one}:`));
    const currency = CURRENCIES[commodity] ?? commodity;
    const key = `${ACCOUNTS[name as keyof typeof ACCOUNTS]} ${currency} ${month}`;
    sums[key] = exact(sums[key] ?? 0)
      .plus(quantity)
      .toFixed();
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => Number(sum) !== 0));
}

/** What the books hold by code, currency and month; shares by their quantity. */
async function ofBooks(): Promise<Record<string, string>> {
  const rows = await books.app.sql<{ key: string; sum: string }>(`
    with month as (select to_char(ends_on, 'YYYY-MM') as month, ends_on from accounting.period),
    sums as (
      select a.code || ' ' || b.currency || ' ' || m.month as key,
          trim_scale(sum(b.debit - b.credit)) as sum
        from month m join accounting.balance b on b.ends_on <= m.ends_on
        join accounting.account a on a.id = b.account_id
       where a.code not in ('1900', '1800') group by a.code, b.currency, m.month
      union all
      select a.code || ' ACME B ' || m.month, trim_scale(sum(l.quantity))
        from month m join accounting.line l on l.posted_on <= m.ends_on
        join accounting.account a on a.id = l.account_id
       where a.code = '1800' group by a.code, m.month)
    select key, sum::text as sum from sums where sum <> 0 order by key`);
  return Object.fromEntries(rows.map(({ key, sum }) => [key, sum]));
}

const SAMPLE = { transactions: 2_500, isShuffled: false, seed: 21, year: 2025, isForBooks: true };
const JOURNAL = journalSample(SAMPLE);
const HOW = { accounts: MAPPING, exchangeAccountCode: '1900' };

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Real postings only: virtual ones are no books. */
async function ofJournal(): Promise<MonthBalance[]> {
  const real = async function* () {
    for await (const part of readJournal(bytesOf(JOURNAL))) {
      if (part.kind !== 'TRANSACTION') yield part;
      else yield { ...part, postings: part.postings.filter(({ kind }) => kind === 'REAL') };
    }
  };
  return monthBalances(real());
}

test('a journal of thousands of transactions has its balances month by month', async () => {
  const job = await imported(JOURNAL, { ...HOW, onError: 'REJECT_FAILED' });
  expect(job).toMatchObject({ state: 'SUCCEEDED', codes: [], faults: [] });
  const { rows, created, unchanged, failed } = job.result;
  expect([created + unchanged, unchanged, failed]).toEqual([rows, 0, 0]);
  expect(created).toBeGreaterThan(2_300);
  expect(await entries()).toBe(created);
  const found = await ofBooks();
  expect(found).toEqual(inBooks(await ofJournal()));
  expect(Object.keys(found).length).toBeGreaterThan(250);
  const { ledgerIntegrityCheck } = await books.app.owner.data(
    '{ ledgerIntegrityCheck { isSound } }',
  );
  expect(ledgerIntegrityCheck.isSound).toBe(true);
});

(hasHledger ? test : test.skip)('and those that hledger computes from the same file', async () => {
  expect(await ofBooks()).toEqual(inBooks(await hledgerMonthBalances(JOURNAL, ['--real'])));
});

test('a file that overlaps one that was imported posts nothing twice', async () => {
  const before = await entries();
  const added = '2026-12-31 New\n    assets:cash  1.00 EUR\n    income:sales\n';
  const more = `; another file\n${JOURNAL}\n${added}`;
  const { result } = await imported(more, { ...HOW, onError: 'REJECT_FAILED' });
  expect(result).toMatchObject({ created: 1, unchanged: before, failed: 0 });
  expect(await entries()).toBe(before + 1);
});

const HEADER = 'entry,date,account,debit,credit,currency,base_amount,memo,line_memo,dimensions';

test('CSV: rows of one entry together; twins stay; what is there is not posted again', async () => {
  const rows = [
    HEADER,
    'a,2026-03-01,1010,119.00,,,,Sale,"Müller, Söhne",',
    'a,2026-03-01,4000,,100.00,,,Sale,,',
    'a,2026-03-01,Accrued expenses,,19.00,,,Sale,,',
    'b,2026-03-02,1010,50,,,,Twin,,',
    'b,2026-03-02,4000,,50,,,Twin,,',
    'c,2026-03-02,1010,50,,,,Twin,,',
    'c,2026-03-02,4000,,50,,,Twin,,',
    'd,2026-03-03,1090,10,,USD,9.20,Dollars,,',
    'd,2026-03-03,1010,,9.20,,,Dollars,,',
  ];
  const how = { exchangeAccountCode: '1900' };
  expect((await csv(rows, how)).result).toMatchObject({ rows: 4, created: 4, unchanged: 0 });
  expect((await csv(rows, how)).result).toMatchObject({ rows: 4, created: 0, unchanged: 4 });
  const { journalEntries } = await books.app.owner.data(`{ journalEntries(first: 1,
    where: { postedOn: { eq: "2026-03-03" } }, orderBy: [{ field: POSTED_AT, direction: DESC }]) {
    nodes { memo lines { nodes { amount currency baseAmount account { code } } } } } }`);
  const [entry] = journalEntries.nodes;
  expect(entry.memo).toBe('Dollars');
  const lines = entry.lines.nodes.map(
    (line: { account: { code: string }; amount: string; currency: string; baseAmount: string }) =>
      `${line.account.code} ${Number(line.amount)} ${line.currency} ${Number(line.baseAmount)}`,
  );
  expect(lines.sort()).toEqual([
    '1010 -9.2 EUR -9.2',
    '1090 10 USD 9.2',
    '1900 -10 USD -9.2',
    '1900 9.2 EUR 9.2',
  ]);
});

const BROKEN = [
  HEADER,
  'a,2026-04-01,1010,10.00,,,,Good,,',
  'a,2026-04-01,4000,,10.00,,,Good,,',
  'b,2026-04-01,1010,10.00,,,,Not balanced,,',
  'b,2026-04-01,4000,,9.99,,,Not balanced,,',
  'c,2026-04-01,nowhere,1,,,,No account,,',
  'c,2026-04-01,4000,,1,,,No account,,',
  'd,2026-04-31,1010,1,,,,No day,,',
  'd,2026-04-31,4000,,1,,,No day,,',
  'e,2026-04-01,1010,1.001,,,,Scale,,',
  'e,2026-04-01,4000,,1.001,,,Scale,,',
  'f,2031-04-01,1010,1,,,,No year,,',
  'f,2031-04-01,4000,,1,,,No year,,',
  'g,2026-04-01,1010,"1,5",,,,Comma,,',
  'g,2026-04-01,4000,,1,,,Comma,,',
  'h,2026-04-01,1010,1,,CHF,,No rate,,',
  'h,2026-04-01,4000,,1,CHF,,No rate,,',
];
const FAULTS = [
  [4, 'ACCOUNTING_UNBALANCED'],
  [6, 'ACCOUNTING_JOURNAL_ACCOUNT'],
  [8, 'ACCOUNTING_JOURNAL_DAY'],
  [10, 'ACCOUNTING_SCALE_EXCEEDED'],
  [12, 'ACCOUNTING_NO_PERIOD'],
  [14, 'ACCOUNTING_JOURNAL_AMOUNT'],
  [16, 'ACCOUNTING_JOURNAL_RATE'],
];

test('faults tell the line; one of them keeps all entries out, unless that is wanted', async () => {
  const before = await entries();
  const told = (faults: { line: number; code: string }[]) =>
    faults.map(({ line, code }) => [line, code]).sort((a, b) => Number(a[0]) - Number(b[0]));
  const refused = await csv(BROKEN);
  expect(refused).toMatchObject({ state: 'FAILED', codes: ['ACCOUNTING_JOURNAL_REJECTED'] });
  expect(told(refused.faults)).toEqual(FAULTS);
  expect(await entries()).toBe(before);
  const tried = await csv(BROKEN, { dryRun: true });
  expect(tried).toMatchObject({ state: 'SUCCEEDED', result: { created: 1, failed: 7 } });
  expect(told(tried.faults)).toEqual(FAULTS);
  expect(await entries()).toBe(before);
  const posted = await csv(BROKEN, { onError: 'REJECT_FAILED' });
  expect(posted).toMatchObject({ state: 'SUCCEEDED', progress: { done: 1, failed: 7, total: 8 } });
  expect(told(posted.faults)).toEqual(FAULTS);
  expect(await entries()).toBe(before + 1);
});

test('a file that cannot be read to its end posts nothing of what stands before', async () => {
  const before = await entries();
  const good = '2026-05-01 Good\n    1010  5.00 EUR\n    4000\n\n';
  const cases = [
    [`${good}include other.journal\n`, { line: 5, reason: 'INCLUDE' }],
    [`${good}2026-05-02 x\n    1010  1 EUR\n    4000  1 EUR\n`, { line: 5, reason: 'UNBALANCED' }],
  ] as const;
  for (const [text, { line, reason }] of cases) {
    const job = await imported(text, { onError: 'REJECT_FAILED' });
    expect(job).toMatchObject({ state: 'FAILED', codes: ['ACCOUNTING_JOURNAL_FILE'] });
    const [{ error_message: message }] = (await books.app.sql(
      `select error_message from core.job where kind = 'accounting.journalImport'
        order by created_at desc, id desc limit 1`,
    )) as [{ error_message: string }];
    expect(message).toContain(`line ${line} on`);
    expect(message).toContain(reason);
  }
  expect(await csv(['entry,date,account,debit,wrong', 'a,b,c,d,e'])).toMatchObject({
    codes: ['ACCOUNTING_JOURNAL_FILE'],
  });
  expect(await entries()).toBe(before);
});

test('I25 a closed period takes nothing from a file', async () => {
  const { periods } = await books.app.owner.data(
    '{ periods(where: { startsOn: { eq: "2025-01-01" } }) { nodes { id } } }',
  );
  await books.mutate('periodClose', { id: periods.nodes[0].id });
  const job = await imported('2025-01-05 Late\n    1010  5.00 EUR\n    4000\n');
  expect(job.faults).toMatchObject([{ line: 1, code: 'ACCOUNTING_PERIOD_CLOSED' }]);
});

test('parties and dimensions by tags; a control account without a party is refused', async () => {
  const { party } = await books.mutate(
    'partyCreate',
    { kind: 'COMPANY', name: 'Hanse', code: 'C-1', isCustomer: true },
    { select: 'party { id }' },
  );
  const text = (tag: string) =>
    `2026-06-01 Invoice\n    1200  10.00 EUR${tag}\n    income:4000 Sales of goods\n`;
  const without = await imported(text(''), { onError: 'REJECT_FAILED' });
  expect(without.faults).toMatchObject([{ line: 2, code: 'ACCOUNTING_CONTROL_ACCOUNT' }]);
  const unknown = await imported(text('  ; party:X-9'), { onError: 'REJECT_FAILED' });
  expect(unknown.faults).toMatchObject([{ line: 2, code: 'ACCOUNTING_JOURNAL_PARTY' }]);
  expect((await imported(text('  ; party:C-1'))).result).toMatchObject({ created: 1 });
  const [line] = await books.app.sql<{ party: string }>(
    'select party_id as party from accounting.line where party_id is not null limit 1',
  );
  expect(line?.party).toBe(books.app.uuid(party.id));
});

test('a mapping that leads nowhere is refused at once, and a file of another purpose', async () => {
  const fileId = await fileOf('2026-06-01 x\n    a  1 EUR\n    b\n');
  const codesOf = async (more: object) => {
    const { data, errors } = await accountant.query(
      `mutation ($input: JournalImportInput!) { journalImport(input: $input) {
        job { id } userErrors { code } } }`,
      { input: { fileId, format: 'PLAIN_TEXT', ...more } },
    );
    return errors[0]?.extensions?.code ?? data.journalImport.userErrors[0]?.code;
  };
  const map = (name: string, accountCode: string) => ({ name, accountCode });
  expect(await codesOf({ accounts: [map('a', 'x')] })).toBe('ACCOUNTING_JOURNAL_MAPPING');
  const twice = [map('a', '1010'), map('A', '4000')];
  expect(await codesOf({ accounts: twice })).toBe('ACCOUNTING_JOURNAL_MAPPING');
  expect(await codesOf({ journalCode: 'NO' })).toBe('ACCOUNTING_JOURNAL_UNKNOWN');
  const wrong = [{ commodity: 'x', currency: 'XAU' }];
  expect(await codesOf({ commodities: wrong })).toBe('ACCOUNTING_CURRENCY_UNKNOWN');
  expect(await codesOf({ fileId: 'fil_00000000000000000000000000' })).toBe('NOT_FOUND');
});
