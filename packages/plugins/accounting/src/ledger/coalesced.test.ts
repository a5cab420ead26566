import type { TestClient } from '@bureau/testing';
import {
  type BookEntry,
  createBooks,
  documentOf,
  inputOf,
  type TestBooks,
} from '../../test/books.js';

/** Callers at the same time, whose postings share transactions and nothing else. */

let books: TestBooks;
let accountant: TestClient;
let controller: TestClient;
beforeAll(async () => {
  books = await createBooks(() => new Date('2026-05-20T10:00:00Z'));
  accountant = await books.app.member('accountant');
  controller = await books.app.member('controller');
});
afterAll(() => books?.close());

const sale = (amount: string, more: Partial<BookEntry> = {}): BookEntry => ({
  on: '2026-03-15',
  lines: [
    ['1010', amount],
    ['4000', `-${amount}`],
  ],
  ...more,
});

const DOCUMENT = (key: string) =>
  documentOf('journalEntryPost', { select: 'journalEntry { id reference memo }', key });

interface Posting {
  as: TestClient;
  entry: BookEntry;
  key: string;
  dryRun?: boolean;
}

async function post({ as, entry, key, dryRun }: Posting) {
  const options = dryRun ? { dryRun } : {};
  const answer = await as.query(DOCUMENT(key), { input: inputOf(entry) }, options);
  expect(answer.errors).toEqual([]);
  const { journalEntry, userErrors } = answer.data['journalEntryPost'];
  return { journalEntry, codes: userErrors.map(({ code }: { code: string }) => code) };
}

async function soundness(): Promise<unknown> {
  const { ledgerIntegrityCheck, verifyHashChain } = await books.app.owner.data(`{
    ledgerIntegrityCheck { isSound } verifyHashChain { isSound } }`);
  return [ledgerIntegrityCheck.isSound, verifyHashChain.isSound];
}

const atOnce = (postings: readonly Posting[]) => Promise.all(postings.map(post));

test('I22 I24 fifty at once in few transactions: own answers, no holes, own names', async () => {
  const clients = [accountant, controller];
  const answers = await atOnce(
    Array.from({ length: 50 }, (_, n) => ({
      as: clients[n % 2] as TestClient,
      entry: sale(String(n + 1), { memo: `No ${n}` }),
      key: `many-${n}`,
    })),
  );
  expect(answers.map(({ journalEntry }) => journalEntry.memo)).toEqual(
    answers.map((_, n) => `No ${n}`),
  );
  const [kept] = await books.app.sql<Record<string, string>>(
    `select count(*) as entries, count(distinct posted_at) as batches,
       count(distinct posted_by_id) as people, max(number) as last,
       count(*) filter (where base_total <> split_part(memo, ' ', 2)::int + 1) as wrong
     from accounting.entry where memo like 'No %'`,
  );
  expect(kept).toMatchObject({ entries: '50', people: '2', last: 50, wrong: '0' });
  expect(Number(kept?.['batches'])).toBeLessThan(50);
  const trail = await books.app.sql<{ n: string; who: string; events: string }>(
    `select count(*) as n, count(distinct (a.principal_id, e.posted_by_id)) as who,
       (select count(*) from core.outbox_event o where o.name = 'accounting.entry.posted'
         and o.record_id in (select id from accounting.entry where memo like 'No %')) as events
     from core.audit_entry a join accounting.entry e on e.id = a.record_id
     where e.memo like 'No %' and a.operation = 'journalEntryPost'`,
  );
  expect(trail).toEqual([{ n: '50', who: '2', events: '50' }]);
  expect(await soundness()).toEqual([true, true]);
});

test('I22 I21 bad ones among fifty reject themselves and leave no row, number or key', async () => {
  const count = async () =>
    (await books.app.sql<{ n: string }>('select count(*) as n from accounting.entry'))[0]?.n;
  const before = Number(await count());
  const entryOf = (n: number): BookEntry => {
    if (n % 10 === 3) return sale('1', { on: '2020-01-01' });
    if (n % 10 === 6)
      return {
        on: '2026-03-15',
        lines: [
          ['1010', '1'],
          ['4000', '-2'],
        ],
      };
    if (n % 10 === 8) return { on: '2026-03-15', lines: [['1010', '1', { debit: '-1' }]] };
    return sale('1', { memo: `Good ${n}` });
  };
  const codes: Record<number, string> = {
    3: 'ACCOUNTING_NO_PERIOD',
    6: 'ACCOUNTING_UNBALANCED',
    8: 'ACCOUNTING_AMOUNT_SIDE',
  };
  const answers = await atOnce(
    Array.from({ length: 50 }, (_, n) => ({ as: accountant, entry: entryOf(n), key: `bad-${n}` })),
  );
  answers.forEach((answer, n) => {
    const code = codes[n % 10];
    expect([n, answer.codes]).toEqual([n, code === undefined ? [] : [code]]);
  });
  expect(Number(await count())).toBe(before + 35);
  const keys = await books.app.sql<{ n: string }>(
    "select count(*) as n from core.idempotency_key where key like 'bad-%'",
  );
  expect(keys).toEqual([{ n: '35' }]);
  expect(await soundness()).toEqual([true, true]);
});

test('I25 each posts with its own rights, into a softly closed period too', async () => {
  const { periods } = await books.app.owner.data(
    '{ periods(where: {name: {in: ["2026-01"]}}) { nodes { id } } }',
  );
  await books.mutate('periodSoftClose', { id: periods.nodes[0].id });
  const answers = await atOnce(
    Array.from({ length: 20 }, (_, n) => ({
      as: n % 2 === 0 ? controller : accountant,
      entry: sale('1', { on: '2026-01-20' }),
      key: `soft-${n}`,
    })),
  );
  answers.forEach(({ codes }, n) => {
    expect([n, codes]).toEqual([n, n % 2 === 0 ? [] : ['ACCOUNTING_PERIOD_CLOSED']]);
  });
});

test('I20 I23 twins and dry runs in the crowd', async () => {
  const answers = await atOnce(
    Array.from({ length: 40 }, (_, n) => ({
      as: accountant,
      entry: sale('7', { memo: n % 4 === 3 ? 'Tried' : `Twin ${n % 4}` }),
      key: `twin-${n % 4}`,
      dryRun: n % 4 === 3,
    })),
  );
  for (const n of [0, 1, 2]) {
    const same = answers.filter((_, place) => place % 4 === n);
    expect(new Set(same.map(({ journalEntry }) => journalEntry.id)).size).toBe(1);
  }
  const kept = await books.app.sql<{ memo: string; n: string }>(
    `select memo, count(*) as n from accounting.entry where memo ~ '^(Twin|Tried)'
     group by memo order by memo`,
  );
  expect(kept).toEqual([0, 1, 2].map((n) => ({ memo: `Twin ${n}`, n: '1' })));
  expect(await soundness()).toEqual([true, true]);
});

test('I7 I24 postings, reversals and batches at once keep chain, numbers, balances', async () => {
  const made = await Promise.all([1, 2, 3, 4].map((n) => books.post(sale(String(n)))));
  const work = Array.from({ length: 40 }, (_, n): Promise<unknown> => {
    if (n < 4) return books.mutate('journalEntryReverse', { id: made[n]?.id });
    if (n % 8 === 5) {
      const entries = [inputOf(sale('2')), inputOf(sale('3', { on: '2026-04-02' }))];
      return books.mutate('journalEntryPostBatch', { entries });
    }
    return post({ as: accountant, entry: sale('1'), key: `mixed-${n}` });
  });
  await Promise.all(work);
  const numbers = await books.app.sql<{ number: number }>(
    'select number from accounting.entry order by number',
  );
  expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, place) => place + 1));
  expect(await soundness()).toEqual([true, true]);
});
