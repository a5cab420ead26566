import { type Ctx, defineLoader } from '@bureau/core';
import { alikeOf } from './alike.js';
import { normalText } from './normal-text.js';
import { parseQuery, type Term } from './search-query.js';
import type { DocumentHighlight } from './search.types.js';

/** Signs around a word that was found. */
const AROUND = 80;
/** Signs of a document that are looked through. */
const LOOKED = 100_000;

interface Key {
  /** Uuid of a document that the caller may see: it came out of a search. */
  id: string;
  text: string;
  first: number;
}

interface PageRow extends Record<string, unknown> {
  id: string;
  config: string;
  title: string;
  pages: string[] | null;
}

const PAGES = `
  select d.id, d.search_config as config, d.title, (
    select json_agg(left(p.text, ${LOOKED}) order by p.number)::text
      from documents.document_version v
      join documents.document_page p on p.organization_id = v.organization_id
        and p.document_version_id = v.id and p.number <= 50
     where v.organization_id = d.organization_id and v.document_id = d.id
       and v.ends_at is null) as pages
  from documents.document d where d.id = any ($1::uuid[])`;

const LEXEMES = `
  select q.config, q.word,
    to_json(tsvector_to_array(to_tsvector(q.config::regconfig, q.word)))::text as lexemes
  from unnest($1::text[], $2::text[]) q (config, word)`;

const loader = defineLoader({
  name: 'DocumentHit.highlights',
  key: ({ id, text, first }: Key) => JSON.stringify([id, text, first]),
  batch: async (ctx: Ctx, keys: readonly Key[]) => {
    const rows = await ctx.sql<PageRow & { pages: string | null }>(PAGES, [
      keys.map(({ id }) => id),
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const looked = new Map<string, Looked>();
    for (const text of new Set(keys.map((key) => key.text))) {
      looked.set(text, await lookedFor(ctx, text));
    }
    const found = keys.map(({ id, text }) => {
      const row = byId.get(id);
      const wanted = looked.get(text);
      return row && wanted ? partsOf(row, wanted) : [];
    });
    const lexemes = await lexemesOf(ctx, [...looked.values()], found.flat());
    return keys.map(({ text, first }, at) => {
      const wanted = looked.get(text);
      const parts = found[at] ?? [];
      return wanted ? shown(parts, { wanted, lexemes, first }) : [];
    });
  },
});

/**
 * Where the words of a search stand in a document that was found. One statement for the texts and
 * one for the stems, whatever the number of documents.
 */
export function highlightsOf(ctx: Ctx, key: Key): Promise<DocumentHighlight[]> {
  return key.text.trim() === '' ? Promise.resolve([]) : ctx.load(loader, key);
}

/** What a search asks for, word by word. */
interface Looked {
  terms: { word: string; isPrefix: boolean; inTitle: boolean }[];
  /** First two signs of the words: stems never change them. */
  begins: ReadonlySet<string>;
}

async function lookedFor(ctx: Ctx, text: string): Promise<Looked> {
  const clauses = parseQuery(text).filter(({ isExcluded }) => !isExcluded);
  const alike = await alikeOf(ctx, clauses);
  const terms = clauses.flatMap((clause) => clause.terms.flatMap((term) => wordsFor(term, alike)));
  return { terms, begins: new Set(terms.map(({ word }) => word.slice(0, 2))) };
}

function wordsFor(
  { words, isPrefix, isFuzzy, inTitle }: Term,
  alike: ReadonlyMap<string, readonly string[]>,
): Looked['terms'] {
  const more = isFuzzy ? words.flatMap((word) => alike.get(word) ?? []) : [];
  return [...words, ...more].map((word, at) => ({
    ...{ word, inTitle },
    isPrefix: isPrefix && at === words.length - 1,
  }));
}

/** A word of a text that may be one of those that were asked for. */
interface Candidate {
  word: string;
  start: number;
  end: number;
}

interface Part {
  config: string;
  page: number | null;
  text: string;
  candidates: Candidate[];
}

function partsOf(row: PageRow & { pages: string | null }, { begins }: Looked): Part[] {
  const { config, title } = row;
  const pages = row.pages === null ? [] : (JSON.parse(row.pages as string) as string[]);
  const texts: [number | null, string][] = [[null, title]];
  pages.forEach((text, at) => texts.push([at + 1, text]));
  return texts.map(([page, text]) => {
    const candidates: Candidate[] = [];
    for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
      const normal = normalText(word);
      // One sign is the whole begin of a short word.
      if (!begins.has(normal.slice(0, 2))) continue;
      candidates.push({ word: normal, start: index, end: index + word.length });
    }
    return { config, page, text, candidates };
  });
}

type Lexemes = ReadonlyMap<string, readonly string[]>;

async function lexemesOf(
  ctx: Ctx,
  looked: readonly Looked[],
  parts: readonly Part[],
): Promise<Lexemes> {
  const wanted = new Set<string>();
  for (const { config, candidates } of parts) {
    for (const { word } of candidates) wanted.add(`${config} ${word}`);
    for (const { terms } of looked) for (const { word } of terms) wanted.add(`${config} ${word}`);
  }
  const pairs = [...wanted].map((pair) => pair.split(' '));
  const rows = await ctx.sql<{ config: string; word: string; lexemes: string }>(LEXEMES, [
    pairs.map(([config]) => config),
    pairs.map(([, word]) => word),
  ]);
  return new Map(
    rows.map(({ config, word, lexemes }) => [`${config} ${word}`, JSON.parse(lexemes) as string[]]),
  );
}

function shown(
  parts: readonly Part[],
  { wanted, lexemes, first }: { wanted: Looked; lexemes: Lexemes; first: number },
): DocumentHighlight[] {
  const places: DocumentHighlight[] = [];
  for (const part of parts) {
    const hits = part.candidates.filter(({ word }) =>
      wanted.terms.some((term) => {
        if (term.inTitle && part.page !== null) return false;
        const asked = lexemes.get(`${part.config} ${term.word}`) ?? [];
        const has = lexemes.get(`${part.config} ${word}`) ?? [];
        return has.some((one) =>
          asked.some((want) => (term.isPrefix ? one.startsWith(want) : one === want)),
        );
      }),
    );
    places.push(...piecesOf(part, hits));
    if (places.length >= first) break;
  }
  return places.slice(0, first);
}

/** Pieces of a text around hits; hits that stand near to each other share one. */
function piecesOf({ page, text }: Part, hits: readonly Candidate[]): DocumentHighlight[] {
  const pieces: { from: number; to: number; hits: Candidate[] }[] = [];
  for (const hit of hits) {
    const last = pieces.at(-1);
    if (last && hit.start - AROUND <= last.to && last.to - last.from < 4 * AROUND) {
      last.hits.push(hit);
      last.to = Math.min(text.length, hit.end + AROUND);
      continue;
    }
    const from = Math.max(0, hit.start - AROUND);
    pieces.push({ from, to: Math.min(text.length, hit.end + AROUND), hits: [hit] });
  }
  return pieces.map((piece) => {
    const from = wordBegin(text, piece.from);
    const to = wordEnd(text, piece.to);
    const marks = piece.hits.map(({ start, end }) => ({ start: start - from, end: end - from }));
    return { page, text: text.slice(from, to), marks };
  });
}

function wordBegin(text: string, at: number): number {
  let from = at;
  while (from > 0 && at - from < 20 && /[\p{L}\p{N}\p{M}]/u.test(text[from - 1] ?? '')) from -= 1;
  return from;
}

function wordEnd(text: string, at: number): number {
  let to = at;
  while (to < text.length && to - at < 20 && /[\p{L}\p{N}\p{M}]/u.test(text[to] ?? '')) to += 1;
  return to;
}
