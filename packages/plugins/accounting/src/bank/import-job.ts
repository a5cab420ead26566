import { type Ctx, defineJob, Files, type JobWork, type OpenFile, z } from '@bureau/core';
import { type CheckedEnd, checkedStatements } from '../bank-files/statement-check.js';
import type { CsvDialect } from '../bank-files/csv-dialect.js';
import type { BankFileLine, StatementStart } from '../bank-files/statement.js';
import { bankFileFormat } from '../bank-files/read-bank-file.js';
import { accountFinder, type KnownAccount, knownAccounts } from './account-finder.js';
import { type BankFileForm, partsOfFile, refusalOf } from './bank-file.js';
import type { BankStatementFormat } from './bank-kinds.js';
import { bankErrors } from './errors.js';
import { partyFinder } from './party-finder.js';
import { StatementWriter } from './statement-writer.js';

/** What a job of this kind is asked for; the ids are public ones. */
const input = z.object({
  bankAccountId: z.string().nullable(),
  fileId: z.string(),
  format: z.enum(['CAMT053', 'MT940', 'OFX', 'CSV']).nullable(),
  csv: z.custom<CsvDialect>((value) => value === null || typeof value === 'object').nullable(),
  takesDifferences: z.boolean(),
});
type Wish = z.infer<typeof input>;

/** Parts of a file that are written in one transaction. */
const BATCH = 500;

/** A part of a file, in the order of the file. */
export type CheckedPart = StatementStart | BankFileLine | CheckedEnd;

/**
 * Reads a file twice, holding one batch of it: first all of it is judged, so that of a file with a
 * fault nothing is written; then it is written in batches, each with the place to go on from.
 */
export const bankStatementImport = defineJob<Wish>({
  kind: 'accounting.bankStatementImport',
  description: 'Reads a file of a bank; lines that are there already are not added again.',
  input,
  permission: 'accounting.bankStatement.import',
  async run(work) {
    const task = await begin(work);
    const total = await judged(work, task);
    await write(work, task, total);
    await work.finish(async () => ({ total, done: total }));
  },
});

/** What both readings share. */
interface Task {
  file: OpenFile;
  form: BankFileForm & { format: BankStatementFormat };
  accounts: readonly KnownAccount[];
  takesDifferences: boolean;
}

async function begin(work: JobWork<Wish>): Promise<Task> {
  const { fileId, format, csv, bankAccountId, takesDifferences } = work.input;
  let found: { file: OpenFile; accounts: KnownAccount[] } | undefined;
  await work.step(async (ctx) => {
    const file = await ctx.service(Files).open(ctx, fileId);
    if (!file) throw bankErrors.BANK_FILE_GONE({}, ['input', 'fileId']);
    found = { file, accounts: await knownAccounts(ctx, bankAccountId) };
  });
  if (!found) throw new Error('The step did not run.');
  const form = { format: format ?? (await formatOf(found.file)), csv: csv ?? undefined };
  return { ...found, form, takesDifferences };
}

/** Only the head is read. @throws ACCOUNTING_BANK_FILE_UNKNOWN_FORMAT */
async function formatOf(file: OpenFile): Promise<BankStatementFormat> {
  const head: Buffer[] = [];
  const range = { start: 0, end: Math.min(file.size, 4_096) };
  for await (const piece of file.read(range)) head.push(piece);
  const format = bankFileFormat(Buffer.concat(head));
  if (format) return format;
  const detail = 'no CAMT.053, MT940 or OFX';
  throw bankErrors.BANK_FILE_UNKNOWN_FORMAT({ line: 1, detail }, ['input', 'fileId']);
}

/** Its parts, judged one by one. @throws ACCOUNTING_BANK_FILE_* */
async function* checkedParts({ file, form, accounts, takesDifferences }: Task) {
  const find = accountFinder(accounts);
  let account: KnownAccount | undefined;
  try {
    for await (const part of checkedStatements(partsOfFile(file.read(), form))) {
      if (part.kind === 'START') account = find(part);
      if (!account) throw new Error('A reader gave a line before its statement.');
      if (part.kind === 'LINE') demandCurrency(part, account);
      if (part.kind === 'END' && !takesDifferences) demandWhole(part);
      yield { part, account };
    }
  } catch (error) {
    throw refusalOf(error);
  }
}

function demandCurrency({ line, currency }: BankFileLine, account: KnownAccount): void {
  if (currency === account.currency) return;
  const data = { line, currency, wanted: account.currency };
  throw bankErrors.BANK_FILE_CURRENCY(data, ['input', 'fileId']);
}

/** I29: opening balance and lines make the closing balance. */
function demandWhole({ line, difference }: CheckedEnd): void {
  if (difference === undefined || Number(difference) === 0) return;
  throw bankErrors.BANK_FILE_BALANCE({ line, difference }, ['input', 'fileId']);
}

/** Number of parts of a file without a fault. */
async function judged(work: JobWork<Wish>, task: Task): Promise<number> {
  let total = 0;
  for await (const _part of checkedParts(task)) {
    total += 1;
    if (total % BATCH !== 0) continue;
    work.checkpoint();
    work.report({ step: 'READ' });
  }
  return total;
}

/** The place to go on from after a break. */
interface Cursor {
  parts: number;
}

async function write(work: JobWork<Wish>, task: Task, total: number): Promise<void> {
  const from = (work.cursor as Cursor | undefined)?.parts ?? 0;
  const writer = new StatementWriter(
    { jobId: work.jobId, fileId: work.input.fileId, format: task.form.format },
    partyFinder(),
  );
  let parts = 0;
  const keep = async () => {
    const batch = writer.takeBatch();
    if (parts <= from) return;
    const done = parts;
    await work.step(async (ctx: Ctx) => {
      await writer.write(ctx, batch);
      return { cursor: { parts: done }, total, done, step: 'WRITE' };
    });
  };
  for await (const { part, account } of checkedParts(task)) {
    writer.add(part, account);
    parts += 1;
    if (parts % BATCH === 0) await keep();
  }
  if (parts % BATCH !== 0) await keep();
}
