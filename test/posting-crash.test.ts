import { founded } from './command-line.js';
import { ask, cleanUp, newDataDir, rowsOf, startServer, until } from './platform-process.js';

/**
 * The server is killed while many post at the same time: single entries, which share transactions,
 * and batches. Then all of them come again with their keys.
 */

const POSTERS = 12;
/** Every third poster sends so many entries at once. */
const BATCH = 20;

const dataDir = newDataDir();
afterAll(cleanUp, 300_000);

const entry = (memo: string) => `{ journalCode: "GJ", postedOn: "2026-03-15", memo: "${memo}",
  lines: [{ accountCode: "1010", debit: "10" }, { accountCode: "4000", credit: "10" }] }`;

const isBatch = (key: string) => Number(/^p(\d+)/.exec(key)?.[1]) % 3 === 0;

function post(key: string): string {
  if (!isBatch(key)) {
    return `mutation { posted: journalEntryPost(input: ${entry(key)})
      @idempotent(key: "${key}") { journalEntry { reference } userErrors { code } } }`;
  }
  const entries = Array.from({ length: BATCH }, () => entry(key)).join(', ');
  return `mutation { posted: journalEntryPostBatch(input: { entries: [${entries}] })
    @idempotent(key: "${key}") {
      results { journalEntry { reference } } userErrors { code } } }`;
}

const SET_UP = `mutation { accountingSetUp(input: { chart: STANDARD, baseCurrency: "EUR",
  startsOn: "2026-01-01" }) @idempotent(key: "set-up") { userErrors { code } } }`;

const SOUND = '{ ledgerIntegrityCheck { isSound } verifyHashChain { isSound length } }';

/** Posts one after another until the server is gone; answers by key, absent where none came. */
async function poster(
  at: { url: string; token: string; name: string },
  answers: Map<string, object | undefined>,
): Promise<void> {
  for (let n = 1; ; n += 1) {
    const key = `${at.name}-${n}`;
    answers.set(key, undefined);
    const { status, body } = await ask(at.url, at.token, post(key));
    if (status !== 200 || body.errors) return;
    answers.set(key, body.data.posted);
  }
}

test('I21 I20 I7 kill -9 in a bulk run of postings: nothing lost, nothing doubled', async () => {
  const first = await startServer(dataDir);
  const token = await (await founded(dataDir))('controller');
  const { data } = (await ask(first.url, token, SET_UP)).body;
  expect(data.accountingSetUp.userErrors).toEqual([]);
  const answers = new Map<string, object | undefined>();
  const answered = () => [...answers].filter(([, answer]) => answer !== undefined);
  const posters = Array.from({ length: POSTERS }, (_, n) =>
    poster({ url: first.url, token, name: `p${n}` }, answers),
  );
  await until(() => answered().length >= 2 * POSTERS);
  process.kill(first.pid, 'SIGKILL');
  await Promise.all([first.ended, ...posters]);
  const known = new Map(answered());
  expect(answers.size).toBeGreaterThan(known.size);

  const second = await startServer(dataDir);
  const again = await Promise.all(
    [...answers.keys()].map(async (key) => {
      return [key, (await ask(second.url, token, post(key))).body.data.posted] as const;
    }),
  );
  // What was answered before is answered the same, which says nothing of how it was done.
  for (const [key, answer] of again) expect([key, answer]).toEqual([key, known.get(key) ?? answer]);
  for (const [, answer] of again) expect(answer.userErrors).toEqual([]);
  const expected = [...answers.keys()].flatMap((key) => (isBatch(key) ? copies(key) : [key]));
  const rows = await rowsOf(dataDir, 'select number, memo from accounting.entry order by number');
  expect(rows.map(({ number }) => number)).toEqual(expected.map((_, place) => place + 1));
  expect(rows.map(({ memo }) => memo).sort()).toEqual(expected.sort());
  expect((await ask(second.url, token, SOUND)).body.data).toEqual({
    ledgerIntegrityCheck: { isSound: true },
    verifyHashChain: { isSound: true, length: expected.length },
  });
}, 300_000);

function copies(key: string): string[] {
  return Array.from({ length: BATCH }, () => key);
}
