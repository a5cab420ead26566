import { type Ctx, defineJob, type FileDraft, Files, type JobWork, z } from '@bureau/core';
import { versionBytes } from '../capture/version-bytes.js';
import { addDocument } from '../library/add-document.js';
import { DocumentAccess } from '../library/document-access.entity.js';
import { Document } from '../library/document.entity.js';
import { ORIGINAL } from '../library/original.js';
import { DOCUMENT_WRITE } from '../library/permissions.js';
import { READING_LIMITS } from '../capture/reading/reading-task.js';
import { composePdfs } from './compose-pdf.js';
import type { ComposedPdf, PdfPiece } from './compose-pdf.worker.js';
import { DocumentOrigin, OriginKind } from './document-origin.entity.js';
import { scanErrors } from './errors.js';

const range = z.object({ first: z.int(), last: z.int() });
const piece = z.object({ documentId: z.uuid(), versionId: z.uuid(), range: range.nullable() });

/** What new documents are made of; each takes its facts from its first piece. */
const input = z.object({
  kind: z.enum(OriginKind),
  documents: z.array(z.object({ title: z.string(), pieces: z.array(piece) })),
});
type Wish = z.infer<typeof input>;

/** Files are made outside of transactions; all documents are there with the last step, or none. */
export const composeDocuments = defineJob<Wish>({
  kind: 'documents.compose',
  description: 'Makes documents of pages of others: splits a scan, or puts papers together.',
  input,
  permission: DOCUMENT_WRITE,
  retries: 1,
  async run(work) {
    const composed = await composePdfs(await planOf(work));
    const drafts = await work.read(async (ctx) => {
      const written: FileDraft[] = [];
      for (const one of composed) written.push(await stored(ctx, one));
      return written;
    });
    await work.finish(async (ctx) => {
      for (const [at, draft] of drafts.entries()) {
        await keep(ctx, work.input, { at, draft, ranges: composed[at]?.ranges ?? [] });
      }
      return { done: drafts.length, total: drafts.length };
    });
  },
});

async function planOf(work: JobWork<Wish>): Promise<PdfPiece[][]> {
  return work.read(async (ctx) => {
    const files = new Map<string, Awaited<ReturnType<typeof versionBytes>>>();
    let left: number = READING_LIMITS.bytes;
    const plan: PdfPiece[][] = [];
    for (const { pieces } of work.input.documents) {
      const parts: PdfPiece[] = [];
      for (const { versionId, range: pages } of pieces) {
        const file = files.get(versionId) ?? (await versionBytes(ctx, versionId, left));
        if (!file) throw scanErrors.SCAN_UNREADABLE({}, ['input', 'documentId']);
        if (!files.has(versionId)) left -= file.bytes.byteLength;
        files.set(versionId, file);
        parts.push({ ...file, range: pages });
      }
      plan.push(parts);
    }
    return plan;
  });
}

async function stored(ctx: Ctx, { bytes }: ComposedPdf): Promise<FileDraft> {
  const what = { purpose: ORIGINAL.id, mediaType: 'application/pdf', size: bytes.length };
  return ctx.service(Files).write(ctx, what, once(bytes));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

interface Made {
  at: number;
  draft: FileDraft;
  ranges: readonly { first: number; last: number }[];
}

/** The new document is for the eyes of those who see its origin, and of nobody else. */
async function keep(ctx: Ctx, wish: Wish, { at, draft, ranges }: Made): Promise<void> {
  const plan = wish.documents[at];
  const first = plan?.pieces[0];
  if (!plan || !first) return;
  const origin = await ctx.em.findOneOrFail(Document, { id: first.documentId });
  const file = await ctx.service(Files).create(ctx, draft, `${plan.title}.pdf`.slice(-255));
  const { type, correspondent, folder, person, classification } = origin;
  const facts = { type: type ?? null, folder: folder ?? null, person: person ?? null };
  const values = { file, title: plan.title, classification, ...facts };
  // A part of a stack of several senders' papers is somebody's own.
  const sender = wish.kind === 'MERGE' ? (correspondent ?? null) : null;
  const { document } = addDocument(ctx, { ...values, correspondent: sender });
  await copyAccess(ctx, origin, document);
  plan.pieces.forEach(({ documentId }, index) => {
    const { first: firstPage = 1, last: lastPage = 1 } = ranges[index] ?? {};
    const pages = { kind: wish.kind, position: index + 1, firstPage, lastPage };
    ctx.em.create(DocumentOrigin, {
      document,
      origin: ctx.em.getReference(Document, documentId),
      ...pages,
    });
  });
}

async function copyAccess(ctx: Ctx, origin: Document, document: Document): Promise<void> {
  if (!origin.isRestricted) return;
  document.isRestricted = true;
  for (const entry of await ctx.em.find(DocumentAccess, { document: origin })) {
    const { person = null, role = null, unit = null, level } = entry;
    ctx.em.create(DocumentAccess, { document, person, role, unit, level });
  }
}
