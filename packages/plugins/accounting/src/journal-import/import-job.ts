import { type Ctx, defineJob, Files, type JobWork, type OpenFile } from '@bureau/core';
import { BankFileFault } from '../bank-files/statement.js';
import { postEntries } from '../ledger/posting.js';
import { JournalFault } from '../plain-text-journal/journal.js';
import { baseCurrencyOf } from '../rates/rate-on.js';
import { csvEntries } from './csv-entries.js';
import { EntryMapper, type KnownBooks, type MappedEntry, readKnownBooks } from './entry-mapper.js';
import { journalErrors } from './errors.js';
import type { EntryFault, FileEntry } from './file-entry.js';
import { type JournalImportWish, journalImportWish } from './import-wish.js';
import { type FilePrice, plainTextEntries } from './plain-text-entries.js';

/** Entries and lines that are posted in one transaction, at most. */
const BATCH = 1_000;
const BATCH_LINES = 10_000;

/**
 * Posts the entries of a file in batches, each with the place to go on from. First the whole file
 * is read, so that of one that cannot be read nothing is posted; where all or nothing is wanted,
 * every entry is tried and taken back before the first one is kept.
 */
export const journalImport = defineJob<JournalImportWish>({
  kind: 'accounting.journalImport',
  description: 'Posts the entries of a file; what was imported before is not posted again.',
  input: journalImportWish,
  permission: 'accounting.entry.post',
  async run(work) {
    const task = await begin(work);
    const { total, prices } = await readOnce(work, task);
    task.prices = prices;
    const { dryRun, rejectsAll } = work.input;
    let counts = cursorOf(work);
    if (counts.phase === 'TRY' && (dryRun || rejectsAll)) {
      counts = await pass(work, task, { counts, total });
      if (!dryRun && counts.failed > 0) {
        throw journalErrors.JOURNAL_REJECTED({ failed: counts.failed, entries: total });
      }
    }
    if (!dryRun) {
      const start = counts.phase === 'TRY' ? { ...NOTHING, phase: 'WRITE' as const } : counts;
      counts = await pass(work, task, { counts: start, total });
    }
    const { created, unchanged, failed } = counts;
    await work.finish(async () => ({
      ...{ total, done: created + unchanged, failed },
      outcome: { rows: total, created, unchanged, failed },
    }));
  },
});

/** What both readings share. */
interface Task {
  file: OpenFile;
  books: KnownBooks;
  input: JournalImportWish;
  /** Of the whole file, wherever they stand in it. */
  prices: FilePrice[];
}

/** The place to go on from after a break. */
interface Counts {
  /** Entries that are tried and taken back, or written. */
  phase: 'TRY' | 'WRITE';
  created: number;
  unchanged: number;
  failed: number;
}

const NOTHING: Counts = { phase: 'TRY', created: 0, unchanged: 0, failed: 0 };

function cursorOf({ cursor }: JobWork<JournalImportWish>): Counts {
  return (cursor as Counts | undefined) ?? NOTHING;
}

async function begin(work: JobWork<JournalImportWish>): Promise<Task> {
  return work.read(async (ctx) => {
    const file = await ctx.service(Files).open(ctx, work.input.fileId);
    if (!file) throw journalErrors.JOURNAL_FILE_GONE({}, ['input', 'fileId']);
    const books = await readKnownBooks(ctx, await baseCurrencyOf(ctx));
    return { file, books, input: work.input, prices: [] };
  });
}

/** @throws ACCOUNTING_JOURNAL_FILE */
async function* partsOf({ file, books, input }: Task): AsyncGenerator<FileEntry | FilePrice> {
  try {
    if (input.format === 'CSV') yield* csvEntries(file.read(), books.base);
    else yield* plainTextEntries(file.read());
  } catch (error) {
    if (!(error instanceof JournalFault) && !(error instanceof BankFileFault)) throw error;
    const { line, code: reason, detail } = error;
    throw journalErrors.JOURNAL_FILE({ line, reason, detail }, ['input', 'fileId']);
  }
}

/** Number of entries of a file that can be read to its end, and all its prices. */
async function readOnce(work: JobWork<JournalImportWish>, task: Task) {
  const prices: FilePrice[] = [];
  let total = 0;
  for await (const part of partsOf(task)) {
    if (!('lines' in part)) {
      prices.push(part);
      continue;
    }
    total += 1;
    if (total % BATCH !== 0) continue;
    work.checkpoint();
    work.report({ step: 'READ' });
  }
  return { total, prices };
}

interface Wanted {
  entry: FileEntry;
  identity: string;
}

/** Reads the file once and does all entries behind the place where it broke off. */
async function pass(
  work: JobWork<JournalImportWish>,
  task: Task,
  { counts: from, total }: { counts: Counts; total: number },
): Promise<Counts> {
  const mapper = new EntryMapper(task.books, task.input.mapping, task.prices);
  const taken = from.created + from.unchanged + from.failed;
  let counts = from;
  let seen = 0;
  let batch: Wanted[] = [];
  let lines = 0;
  const flush = async () => {
    if (batch.length === 0) return;
    counts = await batchStep(work, { mapper, batch, counts, total });
    [batch, lines] = [[], 0];
  };
  for await (const part of partsOf(task)) {
    if (!('lines' in part)) continue;
    const identity = mapper.identityOf(part);
    seen += 1;
    if (seen <= taken) continue;
    batch.push({ entry: part, identity });
    lines += part.lines.length;
    if (batch.length >= BATCH || lines >= BATCH_LINES) await flush();
  }
  await flush();
  return counts;
}

interface Batch {
  mapper: EntryMapper;
  batch: readonly Wanted[];
  counts: Counts;
  total: number;
}

async function batchStep(
  work: JobWork<JournalImportWish>,
  { mapper, batch, counts, total }: Batch,
): Promise<Counts> {
  let after = counts;
  await work.step(async (ctx) => {
    const mapped: MappedEntry[] = [];
    const faults: EntryFault[] = [];
    for (const { entry, identity } of batch) {
      const found = await mapper.map(ctx, entry, identity);
      if ('entry' in found) mapped.push(found);
      else faults.push(found);
    }
    const posted = await post(ctx, mapped, counts.phase === 'TRY');
    faults.push(...posted.faults);
    after = {
      phase: counts.phase,
      created: counts.created + posted.created,
      unchanged: counts.unchanged + posted.unchanged,
      failed: counts.failed + faults.length,
    };
    const { created, unchanged, failed } = after;
    const step = counts.phase;
    const told = faults.map((fault) => ({ ...fault, column: undefined }));
    return { cursor: after, total, done: created + unchanged, failed, step, faults: told };
  });
  return after;
}

interface Posted {
  created: number;
  unchanged: number;
  faults: EntryFault[];
}

class TakenBack extends Error {}

/** Posts what can be posted; `isTrial`: and takes it back. */
async function post(ctx: Ctx, mapped: readonly MappedEntry[], isTrial: boolean): Promise<Posted> {
  let posted: Posted = { created: 0, unchanged: 0, faults: [] };
  if (mapped.length === 0) return posted;
  const write = async () => {
    const entries = mapped.map(({ entry }) => entry);
    const outcomes = await postEntries(ctx, entries, { allOrNone: false });
    posted = outcomes.reduce<Posted>((sum, outcome, at) => {
      const of = mapped[at];
      if (outcome && 'error' in outcome) {
        const { code, message, data } = outcome.error;
        const number = Number(data?.['line'] ?? 0);
        const line = of?.lineNumbers[number - 1] ?? of?.line ?? 0;
        return { ...sum, faults: [...sum.faults, { line, code, message }] };
      }
      const isOld = outcome?.entry.replayed ?? false;
      const { created, unchanged } = sum;
      return isOld ? { ...sum, unchanged: unchanged + 1 } : { ...sum, created: created + 1 };
    }, posted);
  };
  if (!isTrial) await write();
  else {
    await ctx
      .savepoint(async () => {
        await write();
        throw new TakenBack();
      })
      .catch((error: unknown) => {
        if (!(error instanceof TakenBack)) throw error;
      });
  }
  return posted;
}
