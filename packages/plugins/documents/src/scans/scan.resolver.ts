import {
  Arg,
  Context,
  type Ctx,
  Field,
  ID,
  inputOf,
  InputType,
  Int,
  JobType,
  Mutation,
  payloadOf,
  Resolver,
} from '@bureau/core';
import { demandLevel } from '../library/access.js';
import { titleOf } from '../library/add-document.js';
import { Document } from '../library/document.entity.js';
import { latestOf } from '../library/document-versions.js';
import type { DocumentVersion } from '../library/document-version.entity.js';
import { settingsOf } from '../settings.js';
import { composeDocuments } from './compose.job.js';
import { scanErrors } from './errors.js';
import { demandParts, partsBetween, separatorsOf } from './split-parts.js';

const MOST = 50;

@InputType({ description: 'Pages of a scan that become a document of their own.' })
export class DocumentPartInput {
  @Field(() => Int, { description: 'First page, from 1.' })
  first!: number;
  @Field(() => Int, { description: 'Last page.' })
  last!: number;
  @Field(() => String, { nullable: true, description: 'Its title; default: that of the scan.' })
  title?: string | null;
}

@InputType({ description: 'How a scan is split.' })
export class DocumentSplitInput extends inputOf(Document, [], { id: 'documentId' }) {
  @Field(() => [DocumentPartInput], {
    nullable: true,
    description: 'The parts, in their order; default: what lies between separator sheets.',
  })
  parts?: DocumentPartInput[] | null;
}

@InputType({ description: 'Papers that are put together.' })
export class DocumentMergeInput {
  @Field(() => [ID], { description: 'The documents, in the order of their pages; at most 50.' })
  documentIds!: string[];
  @Field(() => String, { description: 'Title of the new document.' })
  title!: string;
}

export const DocumentSplitPayload = payloadOf('DocumentSplitPayload', { job: JobType });
export const DocumentMergePayload = payloadOf('DocumentMergePayload', { job: JobType });

/** Scans of several papers, and papers of several scans. The originals stay. */
@Resolver()
export class ScanResolver {
  @Mutation(() => DocumentSplitPayload, {
    description: 'Makes a document of each part of a scan, in a job; the scan stays as it is.',
  })
  async documentSplit(@Context() ctx: Ctx, @Arg('input') input: DocumentSplitInput) {
    const { documentId, expectedVersion } = input;
    const path = ['input', 'documentId'];
    const document = await ctx.find(Document, documentId, { expectedVersion, path });
    await demandLevel(ctx, document, 'EDIT');
    const version = await latestOf(ctx, document);
    if (version.mediaType !== 'application/pdf') throw scanErrors.SCAN_TYPE({}, path);
    if (!version.pageCount) throw scanErrors.SCAN_UNREADABLE({}, path);
    const parts = await partsOf(ctx, version, input);
    if (parts.length > 250) throw scanErrors.SCAN_PAGES({ pages: '1-250' }, ['input', 'parts']);
    const pieceOf = { documentId: document.id, versionId: version.id };
    const documents = parts.map(({ first, last, title }, at) => ({
      title: titleOf(title ?? `${document.title.slice(0, 280)} (${at + 1})`),
      pieces: [{ ...pieceOf, range: { first, last } }],
    }));
    return { job: await ctx.enqueue(composeDocuments, { kind: 'SPLIT', documents }) };
  }

  @Mutation(() => DocumentMergePayload, {
    description: 'Puts documents together in a new one, in a job; they stay as they are.',
  })
  async documentMerge(@Context() ctx: Ctx, @Arg('input') input: DocumentMergeInput) {
    const path = ['input', 'documentIds'];
    const { documentIds } = input;
    const isList = documentIds.length >= 2 && documentIds.length <= MOST;
    if (!isList || new Set(documentIds).size < documentIds.length) {
      throw scanErrors.SCAN_MERGE({ limit: MOST }, path);
    }
    const found: Document[] = [];
    for (const id of documentIds) found.push(await ctx.find(Document, id, { path }));
    if (found.some(({ isRestricted }) => isRestricted)) throw scanErrors.SCAN_RESTRICTED({}, path);
    // The new one takes its facts, its secrecy among them, from its first piece.
    const secrecy = Math.max(...found.map((one) => LEVELS.indexOf(one.classification)));
    const [first] = found;
    if (first && LEVELS.indexOf(first.classification) < secrecy) {
      throw scanErrors.SCAN_SECRECY({}, path);
    }
    const pieces = [];
    for (const document of found) {
      const version = await latestOf(ctx, document);
      const isPicture = version.mediaType.startsWith('image/');
      if (!isPicture && version.mediaType !== 'application/pdf') {
        throw scanErrors.SCAN_TYPE({}, path);
      }
      pieces.push({ documentId: document.id, versionId: version.id, range: null });
    }
    const documents = [{ title: titleOf(input.title), pieces }];
    return { job: await ctx.enqueue(composeDocuments, { kind: 'MERGE', documents }) };
  }
}

const LEVELS = ['PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'SECRET'];

async function partsOf(
  ctx: Ctx,
  { id, pageCount }: DocumentVersion,
  { parts }: DocumentSplitInput,
): Promise<DocumentPartInput[]> {
  const count = pageCount ?? 0;
  if (parts != null) {
    demandParts(parts, count);
    if (parts.length > 0) return parts;
  }
  const sheets = await separatorsOf(ctx, id, settingsOf(ctx).reading.separator);
  const between = partsBetween(sheets, count);
  if (between.length < 2) throw scanErrors.SCAN_ONE_PART({}, ['input', 'parts']);
  return between;
}
