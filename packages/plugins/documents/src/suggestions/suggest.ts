import { type Ctx, subscriber } from '@bureau/core';
import { ExtractedField } from '../capture/extracted-field.entity.js';
import { handlingOf } from '../handling/document-settings.entity.js';
import { Correspondent } from '../library/correspondent.entity.js';
import { Document } from '../library/document.entity.js';
import { latestOf } from '../library/document-versions.js';
import { DocumentPage } from '../library/document-version.entity.js';
import { DocumentTag, DocumentTagging } from '../library/document-tag.entity.js';
import { DocumentType } from '../library/document-type.entity.js';
import { textReady } from '../library/events.js';
import { Folder } from '../library/folder.entity.js';
import { bestOf } from './best-of.js';
import { DocumentSuggestion } from './document-suggestion.entity.js';
import { learnedSuggestions, verdictsOn } from './ordered-papers.js';
import { type Choice, ruleSuggestions, type Suggested } from './rules.js';
import type { SuggestionKind } from './suggestion-kinds.js';

/** The text of a document is known: it tells by what the document may be ordered. */
export const suggestWhenRead = subscriber(textReady, {
  name: 'documents.suggest',
  run: async (ctx, { payload: { documentId } }) => suggest(ctx, documentId),
});

const LOCK = 'select from documents.document where id = $1 for update';
/** Signs of the first page that rules look at. */
const FIRST_PAGE = 4_000;

/**
 * Suggests type, correspondent, folder and tags of a document, in place of what nobody has looked
 * at. What is sure enough is taken, where nobody has chosen yet; how secret the document is stays.
 * @param id uuid
 */
export async function suggest(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql(LOCK, [id]);
  const document = await ctx.em.findOne(Document, { id }, { populate: ['correspondent'] });
  if (!document || !['RECEIVED', 'TEXT_READY', 'FILED'].includes(document.state)) return;
  const { suggestFrom, applyFrom } = await handlingOf(ctx);
  const before = await ctx.em.find(DocumentSuggestion, { document });
  const decided = before.filter(({ state }) => state !== 'OPEN').map(keyOf);
  for (const old of before) if (old.state === 'OPEN') ctx.em.remove(old);
  await ctx.em.flush();
  const { has, tags } = await chosenOf(ctx, document);
  const found = [...(await byRules(ctx, document)), ...(await learnedSuggestions(ctx, document))];
  const isNew = ({ kind, target }: Suggested) =>
    !has.has(kind) && !tags.has(target) && !decided.includes(`${kind} ${target}`);
  const verdicts = await verdictsOn(ctx, document.classification);
  for (const one of bestOf(found.filter(isNew), verdicts, suggestFrom)) {
    const isSure = applyFrom !== null && one.confidence >= applyFrom && !has.has(one.kind);
    const suggestion = keep(ctx, document, one);
    if (!isSure) continue;
    suggestion.state = 'APPLIED';
    applySuggestion(ctx, document, suggestion);
    // Of several that are sure the surest is taken.
    if (one.kind !== 'TAG') has.add(one.kind);
  }
}

function keyOf(suggestion: DocumentSuggestion): string {
  return `${suggestion.kind} ${suggestion.targetId()}`;
}

/** Kinds of which something was chosen, and the tags that it has. */
async function chosenOf(
  ctx: Ctx,
  document: Document,
): Promise<{ has: Set<SuggestionKind>; tags: Set<string> }> {
  const has = new Set<SuggestionKind>();
  if (document.type) has.add('TYPE');
  if (document.correspondent) has.add('CORRESPONDENT');
  if (document.folder) has.add('FOLDER');
  const taggings = await ctx.em.find(DocumentTagging, { document });
  return { has, tags: new Set(taggings.map(({ tag }) => tag.id)) };
}

// Names of correspondents are looked for when facts are, with their numbers.
const CHOICES = `
  (select 'TYPE' as kind, id, name, code from documents.document_type
    where is_active order by id limit 500)
  union all
  (select 'FOLDER', id, name, null from documents.folder order by id limit 2000)
  union all
  (select 'TAG', id, name, null from documents.document_tag
    where is_active order by id limit 2000)`;

async function byRules(ctx: Ctx, document: Document): Promise<Suggested[]> {
  const documentVersion = await latestOf(ctx, document);
  const first = await ctx.em.findOne(DocumentPage, { documentVersion, number: 1 });
  const facts = await ctx.em.find(ExtractedField, { document });
  const choices = await ctx.sql<Choice & Record<string, unknown>>(CHOICES);
  const paper = {
    title: document.title,
    text: first?.text.slice(0, FIRST_PAGE) ?? '',
    correspondent: document.correspondent?.name ?? null,
    facts: new Set(facts.map(({ name }) => name)),
  };
  return ruleSuggestions(paper, choices);
}

function keep(ctx: Ctx, document: Document, one: Suggested): DocumentSuggestion {
  const { kind, target, confidence, reason, words } = one;
  const at = (wanted: SuggestionKind) => kind === wanted;
  return ctx.em.create(DocumentSuggestion, {
    ...{ document, kind, reason, words: [...words], state: 'OPEN' },
    type: at('TYPE') ? ctx.em.getReference(DocumentType, target) : null,
    correspondent: at('CORRESPONDENT') ? ctx.em.getReference(Correspondent, target) : null,
    folder: at('FOLDER') ? ctx.em.getReference(Folder, target) : null,
    tag: at('TAG') ? ctx.em.getReference(DocumentTag, target) : null,
    confidence: confidence.toFixed(4),
    ...{ decidedBy: null, decidedAt: null },
  });
}

/** Orders a document as a suggestion says; a tag that it has stays. */
export function applySuggestion(
  ctx: Ctx,
  document: Document,
  { type, correspondent, folder, tag }: DocumentSuggestion,
): void {
  if (type) document.type = type;
  if (correspondent) document.correspondent = correspondent;
  if (folder) document.folder = folder;
  if (tag) ctx.em.create(DocumentTagging, { document, tag });
}
