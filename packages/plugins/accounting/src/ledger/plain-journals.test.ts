import { createBooks, inputOf, type TestBooks } from '../../test/books.js';

/** Journals whose entries may bring their numbers. */

let books: TestBooks;
beforeAll(async () => {
  books = await createBooks(() => new Date('2026-05-20T10:00:00Z'));
});
afterAll(() => books?.close());

const CALLERS = 20;
const SELECT = 'journalEntry { id reference number }';
let made = 0;

/** A new journal; its code and id. */
async function journal(numbering?: string): Promise<{ code: string; id: string }> {
  const code = `PL${++made}`;
  const input = { code, name: `Journal ${code}`, kind: 'GENERAL', numbering };
  const payload = await books.mutate('journalCreate', input, {
    select: 'journal { id code numbering }',
  });
  expect(payload.userErrors).toEqual([]);
  expect(payload.journal.numbering).toBe(numbering ?? 'GAPLESS');
  return payload.journal;
}

/** An entry of ten euros, or one that is a euro short. */
function entryOf(code: string, number?: number, { on = '2026-03-15', isSound = true } = {}) {
  const entry = inputOf({
    on,
    journal: code,
    lines: [
      ['1010', '10'],
      ['4000', isSound ? '-10' : '-9'],
    ],
  });
  return { ...entry, number };
}

const posting = (...entry: Parameters<typeof entryOf>) =>
  books.mutate('journalEntryPost', entryOf(...entry), { select: SELECT });

/** The number of the entry, or the code of the refusal. */
async function outcome(...entry: Parameters<typeof entryOf>): Promise<number | string> {
  const { journalEntry, userErrors } = await posting(...entry);
  return userErrors[0]?.code ?? journalEntry.number;
}

async function numbersOf(code: string): Promise<number[]> {
  const rows = await books.app.sql<{ number: number }>(
    `select e.number from accounting.entry e join accounting.journal j on j.id = e.journal_id
      where j.code = $1 order by e.number`,
    [code],
  );
  return rows.map(({ number }) => number);
}

async function isSound(): Promise<boolean> {
  const { ledgerIntegrityCheck, verifyHashChain } = await books.app.owner.data(`{
    ledgerIntegrityCheck { isSound } verifyHashChain { isSound } }`);
  return ledgerIntegrityCheck.isSound && verifyHashChain.isSound;
}

test('an entry keeps its number, and one without follows the highest', async () => {
  const { code } = await journal('PLAIN');
  const first = await posting(code, 17);
  expect(first.journalEntry.reference).toBe(`${code}-2026-000017`);
  expect(await outcome(code)).toBe(18);
  expect(await outcome(code, 3)).toBe(3);
  expect(await outcome(code)).toBe(19);
  expect(await outcome(code, 17, { on: '2025-12-31' })).toBe(17);
  const long = await posting(code, 12_345_678);
  expect(long.journalEntry.reference).toBe(`${code}-2026-12345678`);
  const twin = await posting(code, 12_345_679);
  expect(twin.journalEntry.reference).toBe(`${code}-2026-12345679`);
  const reversed = await books.mutate(
    'journalEntryReverse',
    { id: first.journalEntry.id },
    { select: SELECT },
  );
  expect(reversed.journalEntry.number).toBe(12_345_680);
  expect(await isSound()).toBe(true);
});

test('bad numbers are refused with the place', async () => {
  const { code } = await journal('PLAIN');
  const gapless = await journal();
  await posting(code, 5);
  const refused = async (...entry: Parameters<typeof entryOf>) => {
    const answer = await books.mutate('journalEntryPost', entryOf(...entry), {
      select: `${SELECT} __typename`,
    });
    const [{ code: reason, path, data }] = answer.userErrors;
    expect(path).toEqual(['input', 'number']);
    return [reason, data];
  };
  const taken = { number: 5, journal: code, year: '2026' };
  expect(await refused(code, 5)).toEqual(['ACCOUNTING_NUMBER_TAKEN', taken]);
  for (const number of [0, -1, 1_000_000_000]) {
    expect(await refused(code, number)).toEqual([
      'ACCOUNTING_NUMBER_RANGE',
      { limit: 999_999_999 },
    ]);
  }
  expect(await refused(gapless.code, 1)).toEqual([
    'ACCOUNTING_NUMBER_GAPLESS',
    { journal: gapless.code },
  ]);
  expect(await outcome(code)).toBe(6);
  expect(await outcome(gapless.code)).toBe(1);
});

test('twins of one batch: the first sound one has the number, the rest stands', async () => {
  const { code } = await journal('PLAIN');
  await posting(code, 2);
  const entries = [
    entryOf(code, 7, { isSound: false }),
    entryOf(code, 7),
    entryOf(code),
    entryOf(code, 7),
    entryOf(code, 2),
    entryOf(code, 4),
  ];
  const select = `results { journalEntry { number } userErrors { code path } }`;
  const { results } = await books.mutate(
    'journalEntryPostBatch',
    { entries, onError: 'REJECT_FAILED' },
    { select },
  );
  const taken = (at: number) => [
    { code: 'ACCOUNTING_NUMBER_TAKEN', path: ['input', 'entries', String(at), 'number'] },
  ];
  expect(results[0].userErrors[0].code).toBe('ACCOUNTING_UNBALANCED');
  expect(results[1].journalEntry).toEqual({ number: 7 });
  expect(results[2].journalEntry).toEqual({ number: 8 });
  expect(results[3].userErrors).toEqual(taken(3));
  expect(results[4].userErrors).toEqual(taken(4));
  expect(results[5].journalEntry).toEqual({ number: 4 });
  expect(await numbersOf(code)).toEqual([2, 4, 7, 8]);
  const all = await books.mutate('journalEntryPostBatch', {
    entries: [entryOf(code, 50), entryOf(code, 50)],
  });
  expect(all.userErrors[0]).toMatchObject({ code: 'ACCOUNTING_NUMBER_TAKEN' });
  expect(await numbersOf(code)).toEqual([2, 4, 7, 8]);
});

test('how a journal counts changes while it has no entries', async () => {
  const { code, id } = await journal();
  const change = async (numbering: string) =>
    (await books.mutate('journalUpdate', { id, numbering })).userErrors;
  expect(await change('PLAIN')).toEqual([]);
  expect(await outcome(code, 9)).toBe(9);
  expect(await change('GAPLESS')).toEqual([
    expect.objectContaining({
      code: 'ACCOUNTING_JOURNAL_IN_USE',
      path: ['input', 'numbering'],
      data: { code },
    }),
  ]);
  expect(await change('PLAIN')).toEqual([]);
  const attack = books.app.sql(
    `update accounting.journal set numbering = 'GAPLESS' where code = '${code}'`,
  );
  await expect(attack).rejects.toMatchObject({ message: 'ACCOUNTING_JOURNAL_IN_USE' });
});

test('a dry run takes no number, and a replay gives the entry of then', async () => {
  const { code } = await journal('PLAIN');
  const tried = await books.mutate('journalEntryPost', entryOf(code, 30), {
    select: SELECT,
    dryRun: true,
  });
  expect(tried.journalEntry.number).toBe(30);
  expect(await numbersOf(code)).toEqual([]);
  const how = { select: SELECT, key: 'plain-30' };
  const first = await books.mutate('journalEntryPost', entryOf(code, 30), how);
  expect(await books.mutate('journalEntryPost', entryOf(code, 30), how)).toEqual(first);
  expect(await numbersOf(code)).toEqual([30]);
  expect(await outcome(code)).toBe(31);
});

test('I24 twenty callers: one number is given once, and all others are there', async () => {
  const { code } = await journal('PLAIN');
  const atOnce = (numberOf: (index: number) => number | undefined) =>
    Promise.all(Array.from({ length: CALLERS }, (_, index) => outcome(code, numberOf(index))));
  const same = await atOnce(() => 100);
  expect(same.filter((one) => one === 100)).toHaveLength(1);
  expect(same.filter((one) => one === 'ACCOUNTING_NUMBER_TAKEN')).toHaveLength(CALLERS - 1);
  const mixed = await atOnce((index) => (index % 2 === 0 ? 1_000 - index * 5 : undefined));
  const posted = mixed.filter((one) => typeof one === 'number');
  expect(new Set(posted).size).toBe(posted.length);
  const lost = mixed.filter((one, index) => typeof one === 'string' && index % 2 === 1);
  expect(lost).toEqual([]);
  expect(await numbersOf(code)).toHaveLength(posted.length + 1);
  expect(await isSound()).toBe(true);
});

test('callers who switch a journal and post in it: gapless numbers are 1 to n', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { code, id } = await journal('PLAIN');
    const [changed, posted] = await Promise.all([
      books.mutate('journalUpdate', { id, numbering: 'GAPLESS' }),
      outcome(code, 40),
    ]);
    const isGapless = changed.userErrors.length === 0;
    expect(posted).toBe(isGapless ? 'ACCOUNTING_NUMBER_GAPLESS' : 40);
  }
  expect(await isSound()).toBe(true);
});
