import type { Ctx } from '@bureau/core';
import { configOf, normalText, wordsOf } from './normal-text.js';

interface TextRow extends Record<string, unknown> {
  title: string;
  note: string | null;
  language: string | null;
  text: string | null;
}

const TEXT = `
  select d.title, d.note, coalesce(v.language, d.language) as language, (
    select left(string_agg(p.text, ' ' order by p.number), 300000)
      from documents.document_page p
     where p.organization_id = v.organization_id and p.document_version_id = v.id) as text
  from documents.document d
  left join documents.document_version v on v.organization_id = d.organization_id
    and v.document_id = d.id and v.ends_at is null
  where d.id = $1`;

const INDEX = `
  with made as materialized (
    select setweight(to_tsvector($2::text::regconfig, $3), 'A')
      || setweight(to_tsvector($2::text::regconfig, $4), 'B')
      || setweight(to_tsvector($2::text::regconfig, $5), 'D') as lexemes)
  update documents.document set search_config = $2::text, search_vector = m.lexemes,
    search_marks = documents.search_marks_of(m.lexemes)
  from made m where id = $1`;

// In one order, so that two documents with the same words do not wait for each other.
const WORDS = `
  insert into documents.search_word (word)
  select w from unnest($1::text[]) w order by w on conflict do nothing`;

/**
 * Makes a document found by its title, its note and the text of its latest version as they are now,
 * in the open transaction. Whatever changes one of them calls this.
 * @param id uuid
 */
export async function indexText(ctx: Ctx, id: string): Promise<void> {
  const [row] = await ctx.sql<TextRow>(TEXT, [id]);
  if (!row) return;
  const [title, note, text] = [row.title, row.note ?? '', row.text ?? ''].map(normalText);
  await ctx.sql(INDEX, [id, configOf(row.language), title, note, text]);
  const words = new Set([title, note, text].flatMap((part = '') => wordsOf(part)));
  await ctx.sql(WORDS, [[...words].filter(isSpelt).sort()]);
}

/** Words that somebody may misspell: short ones and numbers are typed as they are. */
function isSpelt(word: string): boolean {
  return word.length >= 4 && word.length <= 40 && /\p{L}/u.test(word);
}

const CLEAR = "update documents.document set search_vector = '', search_marks = '' where id = $1";

// A word of the text that was taken away stays when another text has it: then it is no secret of
// the one that is gone. Lexemes of any language tell that.
const FORGET = `
  delete from documents.search_word w using unnest($1::text[]) gone
  where w.word = gone and not exists (
    select from documents.document d
     where d.search_vector @@ to_tsquery(d.search_config::regconfig, quote_literal(w.word)))`;

/**
 * Takes everything that a search knows of a document away: for a purge, before its pages go.
 * @param id uuid
 */
export async function clearText(ctx: Ctx, id: string): Promise<void> {
  const [row] = await ctx.sql<TextRow>(TEXT, [id]);
  if (!row) return;
  await ctx.sql(CLEAR, [id]);
  const parts = [row.title, row.note ?? '', row.text ?? ''].map(normalText);
  const words = new Set(parts.flatMap((part) => wordsOf(part)).filter(isSpelt));
  await ctx.sql(FORGET, [[...words]]);
}
