import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Access, send } from '../import-client.js';
import { bureau, cleanUp, newDataDir, startServer } from '../platform-process.js';

/**
 * The books of another program, of 100,000 entries, by HTTP into the compiled server with its own
 * database, as `npm start` runs it. Prints what it measures; progress, memory that does not grow
 * with the entries, and sound books are judged.
 */

const ENTRIES = Number(process.env['BOOKS_IMPORT_ENTRIES'] ?? 100_000);
const MB = 1_048_576;
/** What the other four fifths of the entries may add to the peak of the first fifth. */
const SLACK_MB = 200;
/** Whatever their number: code, caches, one batch, and heap that was not collected yet. */
const BOUND_MB = 700;

afterAll(cleanUp, 60_000);

const INCOME = ['4000', '4010'];
const EXPENSES = ['6020', '6100', '6130', '6150', '6230', '6290'];

/** Two years of a shop: sales by day against the bank, and what it spent, in cents of their own. */
function journalCsv(): string {
  const rows = ['entry,date,account,debit,credit,memo'];
  for (let n = 0; n < ENTRIES; n += 1) {
    const day = new Date(Date.UTC(2025, 0, 1 + Math.floor((n * 730) / ENTRIES)));
    const on = day.toISOString().slice(0, 10);
    const amount = `${1 + ((n * 7_919) % 900)}.${String(n % 100).padStart(2, '0')}`;
    const isSale = n % 3 !== 0;
    const side = isSale ? INCOME[n % INCOME.length] : EXPENSES[n % EXPENSES.length];
    const [bank, other] = isSale ? [`${amount},`, `,${amount}`] : [`,${amount}`, `${amount},`];
    const memo = isSale ? `Receipt ${n}` : `Voucher ${n}`;
    rows.push(`${n},${on},1010,${bank},${memo}`, `${n},${on},${side},${other},${memo}`);
  }
  return rows.join('\n');
}

async function uploaded(access: Access, text: string): Promise<string> {
  const bytes = Buffer.from(text);
  const { fileUploadCreate } = await send(
    access,
    `mutation ($size: Int!) { fileUploadCreate(input: { name: "books.csv", mediaType: "text/csv",
      size: $size, purpose: "accounting.journalFile" }) {
      url upload { id } userErrors { code message } } }`,
    { size: bytes.length },
  );
  const put = await fetch(`${access.url}${fileUploadCreate.url}`, {
    method: 'PUT',
    headers: { 'content-type': 'text/csv' },
    body: bytes,
  });
  if (put.status !== 201) throw new Error(await put.text());
  const { fileUploadFinish } = await send(
    access,
    `mutation ($uploadId: ID!) { fileUploadFinish(input: { uploadId: $uploadId }) {
      file { id } userErrors { code message } } }`,
    { uploadId: fileUploadCreate.upload.id },
  );
  return fileUploadFinish.file.id;
}

/** What an import showed while it ran. Memory of the server in MB. */
interface Watched {
  job: { state: string; result: Record<string, number> };
  /** Entries done, each time that the number was another one. */
  seen: number[];
  /** Highest until a fifth was done, and until the end. */
  early: number;
  peak: number;
}

async function watched(access: Access, { id, pid }: { id: string; pid: number }) {
  const found: Omit<Watched, 'job'> = { seen: [], early: 0, peak: 0 };
  const document = `query ($id: ID!) { job(by: { id: $id }) {
    state progress { done } result { rows created unchanged failed seconds } } }`;
  for (;;) {
    const { job } = await send(access, document, { id });
    const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    const resident = (Number(pages) * 4_096) / MB;
    const { done } = job.progress;
    if (done !== (found.seen.at(-1) ?? 0)) found.seen.push(done);
    found.peak = Math.max(found.peak, resident);
    if (done <= ENTRIES / 5) found.early = found.peak;
    if (!['QUEUED', 'RUNNING'].includes(job.state)) return { ...found, job };
    await sleep(250);
  }
}

function print(line: string): void {
  process.stderr.write(`${line}\n`);
}

test('100,000 entries of another program, with progress, in memory that stays', async () => {
  const dataDir = newDataDir();
  const server = await startServer(dataDir);
  await bureau(dataDir, ['organization', 'create', 'Long', '--slug', 'long']);
  const options = ['--organization', 'long', '--role', 'owner', '--json'];
  const made = await bureau(dataDir, ['token', 'create', ...options]);
  const access: Access = { url: server.url, token: JSON.parse(made.stdout).token };
  await send(
    access,
    `mutation { accountingSetUp(input: { chart: STANDARD, baseCurrency: "EUR",
      startsOn: "2025-01-01" }) { userErrors { code message } } }`,
  );
  await send(
    access,
    `mutation { fiscalYearCreate(input: { startsOn: "2026-01-01" }) {
      userErrors { code message } } }`,
  );
  const fileId = await uploaded(access, journalCsv());
  const { journalImport } = await send(
    access,
    `mutation ($fileId: ID!) { journalImport(input: { fileId: $fileId, format: CSV,
      onError: REJECT_FAILED }) { job { id } userErrors { code message } } }`,
    { fileId },
  );
  const since = performance.now();
  const { job, seen, early, peak } = await watched(access, {
    id: journalImport.job.id,
    pid: server.pid,
  });
  const seconds = (performance.now() - since) / 1_000;
  print(`${ENTRIES} entries in ${seconds.toFixed(1)} s, ${Math.round(ENTRIES / seconds)} a second`);
  print(
    `memory of the server: ${early.toFixed(0)} MB after a fifth, ${peak.toFixed(0)} MB at most`,
  );
  expect(job).toMatchObject({ state: 'SUCCEEDED', result: { created: ENTRIES, failed: 0 } });
  expect(seen.length).toBeGreaterThan(10);
  expect(seen).toEqual([...seen].sort((one, other) => one - other));
  expect(peak).toBeLessThan(Math.min(BOUND_MB, early + SLACK_MB));
  const { trialBalance, ledgerIntegrityCheck } = await send(
    access,
    `{ trialBalance(from: "2025-01-01", to: "2026-12-31") { totalDebit totalCredit }
      ledgerIntegrityCheck { isSound } }`,
  );
  expect(trialBalance.totalDebit).toBe(trialBalance.totalCredit);
  expect(ledgerIntegrityCheck).toEqual({ isSound: true });
  server.child.kill('SIGTERM');
  expect((await server.ended).code).toBe(0);
}, 3_600_000);
