import { actorOf, type Ctx, User } from '@bureau/core';
import { Correspondent } from '../library/correspondent.entity.js';
import type { Document } from '../library/document.entity.js';
import { latestOf } from '../library/document-versions.js';
import { DocumentPage } from '../library/document-version.entity.js';
import type { ExtractedFieldName } from './capture-kinds.js';
import { ExtractedField, ExtractionRule } from './extracted-field.entity.js';
import { type LearnedRule, ruleFrom } from './extraction/learn.js';
import { fieldCorrected } from './events.js';

/** A correction, and the rule that it taught, if any. */
export interface Correction {
  extractedField: ExtractedField;
  rule: ExtractionRule | null;
}

/** Says what is right of a fact of a document, and learns from it for its correspondent. */
export async function correctField(
  ctx: Ctx,
  document: Document,
  { name, value }: { name: ExtractedFieldName; value: string },
): Promise<Correction> {
  const old = await ctx.em.findOne(ExtractedField, { document, name });
  const field = old ?? newField(ctx, document, name);
  const { userId } = ctx.principal;
  const by = userId === undefined ? null : await ctx.em.findOne(User, { id: userId });
  const isNew = field.decide(value, { by, at: ctx.now });
  const payload = { documentId: document.id, field: name, isNew };
  ctx.emit(fieldCorrected, payload, { type: 'Document', id: document.id });
  if (name === 'SUPPLIER')
    return { extractedField: field, rule: await senderIs(ctx, document, value) };
  const rule = isNew ? await learn(ctx, document, { name, value }) : null;
  return { extractedField: field, rule };
}

function newField(ctx: Ctx, document: Document, name: ExtractedFieldName): ExtractedField {
  return ctx.em.create(ExtractedField, {
    document,
    name,
    ...{ value: '', confidence: '0', state: 'CORRECTED', foundValue: null },
    ...{ page: null, decidedBy: null, decidedAt: null },
  });
}

async function learn(
  ctx: Ctx,
  document: Document,
  fact: { name: ExtractedFieldName; value: string },
): Promise<ExtractionRule | null> {
  const { correspondent } = document;
  if (!correspondent) return null;
  const documentVersion = await latestOf(ctx, document);
  const pages = await ctx.em.find(
    DocumentPage,
    { documentVersion },
    { orderBy: { number: 'asc' }, limit: 50 },
  );
  const language = document.language === 'de' ? 'de' : 'en';
  const rule = ruleFrom(
    pages.map(({ text }) => text),
    fact,
    language,
  );
  return rule ? keepRule(ctx, correspondent, rule) : null;
}

/** One rule for each kind of fact: what was corrected last holds. */
async function keepRule(
  ctx: Ctx,
  correspondent: Correspondent,
  { field, anchor, value }: LearnedRule,
): Promise<ExtractionRule> {
  const [old, ...others] = await ctx.em.find(ExtractionRule, { correspondent, field });
  for (const other of others) ctx.em.remove(other);
  if (!old) {
    const rule = { correspondent, field, anchor, value, ...actorOf(ctx) };
    return ctx.em.create(ExtractionRule, rule);
  }
  return Object.assign(old, { anchor, value });
}

/** Numbers that only its sender has: by them the next paper of the correspondent is known. */
const MARKS = ['VAT_ID', 'IBAN'] as const;

async function senderIs(
  ctx: Ctx,
  document: Document,
  name: string,
): Promise<ExtractionRule | null> {
  const correspondent = await ctx.em.findOne(Correspondent, { name, isActive: true });
  if (!correspondent) return null;
  document.correspondent = correspondent;
  let learned: ExtractionRule | null = null;
  for (const field of MARKS) {
    const mark = await ctx.em.findOne(ExtractedField, { document, name: field });
    if (!mark) continue;
    const { value } = mark;
    const others = await ctx.em.count(ExtractionRule, { field, value });
    if (others === 0) learned ??= await keepRule(ctx, correspondent, { field, anchor: '', value });
  }
  return learned;
}
