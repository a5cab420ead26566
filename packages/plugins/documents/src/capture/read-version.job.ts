import { type Ctx, defineJob, type JobWork, subscriber, z } from '@bureau/core';
import { DocumentVersion } from '../library/document-version.entity.js';
import { versionAdded } from '../library/events.js';
import { settingsOf } from '../settings.js';
import { keepPages, type KeptPage, storePictures } from './keep-pages.js';
import { textPages } from './plain-text.js';
import { readersOf } from './readers.js';
import { beginReading, finishReading, giveUp, readingOf } from './reading-progress.js';
import type { ReadingPool } from './reading/reading-pool.js';
import {
  READING_LIMITS,
  type ReadingTask,
  type ReadPage,
  Unreadable,
} from './reading/reading-task.js';
import { versionBytes } from './version-bytes.js';

/** Pages of one step: what is read again after a crash at most. */
const STEP = 3;
/** Pages after which others of the organization have their turn. */
const TURN = 30;

const input = z.object({ versionId: z.uuid() });
type Wish = z.infer<typeof input>;

/**
 * Reads the pages of a version: text, pictures, barcodes, facts. What takes long stands outside of
 * transactions and of this thread; each step leaves whole pages, so that a crash costs few. A long
 * paper is read in several jobs, so that it does not keep the others of its organization waiting.
 */
export const readVersion = defineJob<Wish>({
  kind: 'documents.versionRead',
  description: 'Reads the text of a version, and makes pictures of its pages.',
  input,
  async run(work) {
    try {
      await readOn(work);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const { reason } = error;
      await work.finish(async (ctx) => giveUp(ctx, work.input.versionId, reason));
    }
  },
});

/** A version has come in: it is read. */
export const versionToRead = subscriber(versionAdded, {
  name: 'documents.versionToRead',
  run: async (ctx, { payload: { versionId } }) => {
    const version = await ctx.em.findOneOrFail(DocumentVersion, { id: versionId });
    // Whoever brought it gave its text too.
    if (version.textSource !== null) return;
    await beginReading(ctx, version);
    await ctx.enqueue(readVersion, { versionId }, { uniqueKey: versionId });
  },
});

async function readOn(work: JobWork<Wish>): Promise<void> {
  const { versionId } = work.input;
  const start = await work.read(async (ctx) => ({
    place: await readingOf(ctx, versionId),
    file: await versionBytes(ctx, versionId, READING_LIMITS.bytes),
    readers: readersOf(ctx),
    languages: await languagesOf(ctx, versionId),
  }));
  const { place, file, readers, languages } = start;
  // Purged meanwhile, or read already.
  if (!file || place.isOver) return;
  const { mediaType, bytes } = file;
  const texts = textPages(mediaType, bytes);
  let [done, total] = [place.pagesRead, place.pageCount];
  const until = done + TURN;
  while (total === null || (done < total && done < until)) {
    work.checkpoint();
    const task = { mediaType, bytes, from: done + 1, count: STEP, languages };
    const read = texts ? partOf(texts, task) : await readPages(work, readers, task);
    total = read.pageCount;
    if (read.pages.length === 0) break;
    done = await keepStep(work, { pages: read.pages, total });
  }
  await work.finish(async (ctx) => {
    if (total !== null && done < total) await goOn(ctx, versionId);
    else await finishReading(ctx, versionId);
    return { done, total: total ?? done };
  });
}

/** Ends with the job, whoever ends it: no page is waited for that nobody wants. */
function readPages(work: JobWork<Wish>, readers: ReadingPool, task: ReadingTask) {
  return readers.read(task, work.signal).catch((error: unknown) => {
    work.checkpoint();
    throw error;
  });
}

/** The uniqueness of the key is of this job, which is not over yet. */
async function goOn(ctx: Ctx, versionId: string): Promise<void> {
  await ctx.enqueue(readVersion, { versionId });
}

async function keepStep(
  work: JobWork<Wish>,
  { pages, total }: { pages: readonly ReadPage[]; total: number },
): Promise<number> {
  const kept: KeptPage[] = await work.read((ctx) => storePictures(ctx, pages));
  let done = 0;
  await work.step(async (ctx) => {
    done = await keepPages(ctx, work.input.versionId, { pages: kept, total });
    return { cursor: { done }, done, total };
  });
  return done;
}

function partOf(texts: ReadPage[], { from }: { from: number }) {
  return { pageCount: texts.length, pages: texts.slice(from - 1, from - 1 + TURN) };
}

async function languagesOf(ctx: Ctx, versionId: string): Promise<string[]> {
  const [row] = await ctx.sql<{ language: string | null }>(LANGUAGE, [versionId]);
  const own = row?.language === 'de' ? 'deu' : row?.language === 'en' ? 'eng' : undefined;
  const { languages } = settingsOf(ctx).reading;
  return own === undefined ? [...languages] : [own, ...languages.filter((one) => one !== own)];
}

const LANGUAGE = `
  select d.language from documents.document d
    join documents.document_version v on v.document_id = d.id where v.id = $1`;
