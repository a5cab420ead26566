import type { Ctx } from '@bureau/core';
import { Correspondent } from '../library/correspondent.entity.js';
import { Document } from '../library/document.entity.js';
import type { DocumentVersion } from '../library/document-version.entity.js';
import { ExtractedField, ExtractionRule } from './extracted-field.entity.js';
import type { FoundField } from './extraction/found-field.js';
import { extractWith, type KnownSender, type LearnedRule, senderOf } from './extraction/learn.js';
import type { TextLanguage } from './extraction/words.js';

/** What was read of a version. */
export interface ReadPages {
  pages: readonly string[];
  language: TextLanguage | null;
}

/** From here on a sender is taken as the correspondent without asking. */
const SURE = 0.8;

/**
 * Looks for facts on the latest version of a document, with what was learned of its sender. What
 * somebody has confirmed or corrected stays.
 */
export async function extractFacts(
  ctx: Ctx,
  version: DocumentVersion,
  { pages, language }: ReadPages,
): Promise<void> {
  if (version.endsAt != null) return;
  const document = await ctx.em.findOneOrFail(
    Document,
    { id: version.document.id },
    { populate: ['correspondent'] },
  );
  await findSender(ctx, document, pages);
  const { correspondent } = document;
  const rules = correspondent ? await learnedOf(ctx, correspondent) : [];
  const hints = { language: language ?? undefined, ownNames: await ownNames(ctx) };
  const found = extractWith(pages, rules, hints);
  const supplier = supplierOf(correspondent);
  const others = supplier ? found.filter(({ name }) => name !== 'SUPPLIER') : found;
  await keepFields(ctx, document, supplier ? [...others, supplier] : others);
  const day = found.find(({ name }) => name === 'DOCUMENT_DATE');
  if (day && day.confidence >= SURE) document.datedOn ??= day.value;
}

function supplierOf(correspondent: Correspondent | null | undefined): FoundField | undefined {
  if (!correspondent) return undefined;
  const { name: value } = correspondent;
  return { name: 'SUPPLIER', value, confidence: 0.97, page: 1, anchor: '' };
}

async function findSender(ctx: Ctx, document: Document, pages: readonly string[]): Promise<void> {
  if (document.correspondent) return;
  const sender = senderOf(pages, await knownSenders(ctx));
  if (!sender || sender.confidence < SURE) return;
  document.correspondent = await ctx.em.findOneOrFail(Correspondent, { id: sender.id });
}

// What was learned to be the same on all papers of somebody tells whose paper it is.
const SENDERS = `
  select c.id, c.name, array_to_string(array_remove(array[p.tax_number, c.email] ||
      array(select r.value from documents.extraction_rule r
        where r.correspondent_id = c.id and r.field in ('IBAN', 'VAT_ID')), null), '|') as marks
    from documents.correspondent c left join core.party p on p.id = c.party_id
   where c.is_active order by c.id limit 20000`;

async function knownSenders(ctx: Ctx): Promise<KnownSender[]> {
  const rows = await ctx.sql<Record<'id' | 'name' | 'marks', string>>(SENDERS);
  return rows.map(({ id, name, marks }) => ({ id, name, marks: marks.split('|').filter(Boolean) }));
}

async function learnedOf(ctx: Ctx, correspondent: Correspondent): Promise<LearnedRule[]> {
  const rules = await ctx.em.find(ExtractionRule, { correspondent });
  return rules.map(({ field, anchor, value }) => ({ field, anchor, value: value ?? null }));
}

async function ownNames(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.sql<{ name: string }>(
    'select name from core.organization union select name from core.legal_entity limit 200',
  );
  return rows.map(({ name }) => name);
}

async function keepFields(
  ctx: Ctx,
  document: Document,
  found: readonly FoundField[],
): Promise<void> {
  const before = await ctx.em.find(ExtractedField, { document });
  const names = new Set<string>(found.map(({ name }) => name));
  for (const old of before) if (old.state === 'FOUND' && !names.has(old.name)) ctx.em.remove(old);
  for (const { name, value, confidence, page } of found) {
    const facts = { value: value.slice(0, 300), confidence: confidence.toFixed(4), page };
    const old = before.find((one) => one.name === name);
    if (!old) {
      const rest = { foundValue: null, decidedBy: null, decidedAt: null };
      ctx.em.create(ExtractedField, { document, name, state: 'FOUND', ...facts, ...rest });
    } else if (old.state === 'FOUND') Object.assign(old, facts);
  }
}
