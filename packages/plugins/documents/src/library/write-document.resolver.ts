import {
  Arg,
  Context,
  type Ctx,
  Field,
  Files,
  ID,
  InputType,
  inputOf,
  Mutation,
  payloadOf,
  Resolver,
} from '@bureau/core';
import { demandClearance } from './access.js';
import { addDocument, titleOf } from './add-document.js';
import { Document } from './document.entity.js';
import { libraryErrors } from './errors.js';
import { factsOf } from './facts.js';
import { DocumentRecordType } from './library.types.js';
import { ORIGINAL } from './original.js';
import { demandLanguage, setText } from './set-text.js';
import { setTags } from './tags.js';

@InputType({ description: 'A document that is nothing but text.' })
export class DocumentWriteInput extends inputOf(
  Document,
  [
    ...(['title', 'classification', 'type', 'correspondent', 'folder', 'person'] as const),
    ...(['datedOn', 'language', 'note', 'attributes'] as const),
  ],
  { optional: ['classification'] },
) {
  @Field({ description: 'Its text, at most 200,000 signs.' })
  text!: string;
  @Field(() => [ID], { nullable: true, description: 'Tags that are put on it.' })
  tagIds?: string[] | null;
}

const DocumentWritePayload = payloadOf('DocumentWritePayload', { document: DocumentRecordType });

const LONGEST = 200_000;

/** Papers that are written here: notes of calls, decisions, bodies of mails. */
@Resolver()
export class WriteDocumentResolver {
  @Mutation(() => DocumentWritePayload, {
    description: 'Makes a document of a text: its file is that text, and nothing has to be read.',
  })
  async documentWrite(@Context() ctx: Ctx, @Arg('input') input: DocumentWriteInput) {
    const { classification, language, datedOn, note, tagIds } = input;
    const title = titleOf(input.title);
    demandLanguage(language);
    const file = await fileOf(ctx, input.text, title);
    const values = { file, title, classification, language, datedOn, note };
    const { document, version } = addDocument(ctx, { ...values, ...(await factsOf(ctx, input)) });
    demandClearance(ctx, document.classification);
    if (tagIds) await setTags(ctx, document, tagIds);
    await setText(ctx, version, {
      ...{ pages: [input.text], source: 'GIVEN' },
      language: language ?? null,
    });
    return { document };
  }
}

/** @throws DOCUMENTS_TEXT, DOCUMENTS_TEXT_LONG */
async function fileOf(ctx: Ctx, text: string, title: string) {
  const path = ['input', 'text'];
  if (text.trim() === '') throw libraryErrors.TEXT({}, path);
  if (text.length > LONGEST) throw libraryErrors.TEXT_LONG({ limit: LONGEST }, path);
  const bytes = Buffer.from(text.replaceAll('\0', ' '));
  const what = { purpose: ORIGINAL.id, mediaType: 'text/plain', size: bytes.length };
  const files = ctx.service(Files);
  const draft = await files.write(ctx, what, only(bytes));
  // A title may hold signs that no name of a file has.
  const name = title.replace(/[^\p{L}\p{N} ._-]+/gu, ' ').trim();
  return files.create(ctx, draft, `${name.slice(0, 120) || 'Text'}.txt`);
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
