import { createBooks, inputOf, type TestBooks } from '../../test/books.js';

/** Callers at the same time, each on a connection of its own. */

let books: TestBooks;
beforeAll(async () => {
  books = await createBooks(() => new Date('2026-05-20T10:00:00Z'));
});
afterAll(() => books?.close());

const CALLERS = 20;
const entry = (on = '2026-03-15', amount = '10') =>
  inputOf({
    on,
    lines: [
      ['1010', amount],
      ['4000', `-${amount}`],
    ],
  });

function atOnce<T>(work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: CALLERS }, (_, index) => work(index)));
}

async function soundness(): Promise<unknown> {
  const { ledgerIntegrityCheck, verifyHashChain } = await books.app.owner.data(`{
    ledgerIntegrityCheck { isSound checks { name isSound } } verifyHashChain { isSound } }`);
  return [ledgerIntegrityCheck.isSound, verifyHashChain.isSound];
}

test('I5 twenty callers reverse one entry: one wins', async () => {
  const { id } = await books.post({
    on: '2026-03-15',
    lines: [
      ['1010', '5'],
      ['4000', '-5'],
    ],
  });
  const answers = await atOnce(() => books.mutate('journalEntryReverse', { id }));
  const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done').sort();
  expect(codes.filter((code) => code === 'done')).toHaveLength(1);
  expect(new Set(codes)).toEqual(new Set(['ACCOUNTING_ALREADY_REVERSED', 'done']));
});

test('I20 twenty callers with one key: one effect, equal answers', async () => {
  const options = { key: 'race-1', select: 'journalEntry { id reference }' };
  const answers = await atOnce(() => books.mutate('journalEntryPost', entry(), options));
  expect(new Set(answers.map(({ journalEntry }) => journalEntry.reference)).size).toBe(1);
});

test('I24 I7 numbers have neither holes nor twins', async () => {
  const numbers = async () =>
    (
      await books.app.sql<{ number: number }>('select number from accounting.entry order by number')
    ).map(({ number }) => number);
  const before = (await numbers()).length;
  await atOnce(async (index) => {
    if (index % 5 === 1) return books.mutate('journalEntryPost', entry('2024-01-01'));
    if (index % 5 === 3) return books.mutate('journalEntryPost', entry(), { dryRun: true });
    return books.mutate('journalEntryPost', entry('2026-04-01', String(index + 1)));
  });
  const after = await numbers();
  expect(after).toEqual(after.map((_, index) => index + 1));
  expect(after.length).toBe(before + (CALLERS * 3) / 5);
  expect(await soundness()).toEqual([true, true]);
});

test('#63 I25 closing while others post: nothing lands behind the close', async () => {
  const { periods } = await books.app.owner.data(
    '{ periods(where: {name: {in: ["2025-01"]}}) { nodes { id } } }',
  );
  const id = periods.nodes[0].id;
  const outcomes = await atOnce((index) =>
    index === CALLERS / 2
      ? books.mutate('periodClose', { id })
      : books.mutate('journalEntryPost', entry('2025-01-20')),
  );
  const refused = outcomes.filter(({ userErrors }) => userErrors.length > 0);
  for (const { userErrors } of refused) {
    expect(userErrors[0].code).toBe('ACCOUNTING_PERIOD_CLOSED');
  }
  const [late] = await books.app.sql<{ n: string }>(
    `select count(*) as n from accounting.entry e
      join accounting.period p on p.id = e.period_id
      where p.state = 'CLOSED' and e.posted_at > p.updated_at + interval '5 seconds'`,
  );
  expect(Number(late?.n)).toBe(0);
  const again = await books.mutate('journalEntryPost', entry('2025-01-20'));
  expect(again.userErrors[0].code).toBe('ACCOUNTING_PERIOD_CLOSED');
  expect(await soundness()).toEqual([true, true]);
});
