import { createHash } from 'node:crypto';
import { type Ctx, Refusal, type Where } from '@bureau/core';
import { DocumentRecordType } from '../library/library.types.js';
import { alikeOf } from './alike.js';
import { CONFIGS } from './normal-text.js';
import { searchMarks } from './search-marks.js';
import { parseQuery, tsqueryText } from './search-query.js';

/** What somebody looks for. */
export interface SearchWish {
  /** As typed; empty: everything that meets the filter. */
  text: string;
  where: Where | null | undefined;
}

/** A search, ready to be run; one of a request, whatever is selected of it. */
export interface PreparedSearch {
  /** `with` of the statement: the lexemes that are asked for, in each language, as `asked`. */
  asked: string;
  /** `from` with what the text asks for as `d`, and the condition on it. */
  rows: string;
  values: unknown[];
  /** Whether a text is looked for; otherwise nothing is ranked. */
  isRanked: boolean;
  /** Stands for text and filter in cursors. */
  mark: string;
}

/**
 * The one condition of a search: what the text asks for, what the filter asks for, and what the
 * caller may see. Page, count and facets all stand on it.
 * @throws DOCUMENTS_SEARCH_LONG, DOCUMENTS_SEARCH_ONLY_EXCLUDES, Refusal BAD_USER_INPUT
 */
export async function prepareSearch(
  ctx: Ctx,
  { text, where }: SearchWish,
): Promise<PreparedSearch> {
  const values: unknown[] = [];
  const found = await textSql(ctx, text, values);
  // Of what was thrown away nothing is found unless it is asked for.
  const state = where?.['state'] ? 'true' : "d.state not in ('TRASH', 'PURGED', 'DISPOSED')";
  const seen = await ctx.rowsSql(DocumentRecordType, {
    ...{ alias: 'd', values },
    where: where ?? undefined,
  });
  const hash = createHash('sha256').update(JSON.stringify([text, where ?? null]));
  const mark = hash.digest('base64url').slice(0, 12);
  const { asked, from } = found ?? { asked: '', from: 'documents.document d' };
  const rows = `from ${from} where ${state} and ${seen}`;
  return { asked, rows, values, isRanked: found !== undefined, mark };
}

interface TextSql {
  asked: string;
  from: string;
}

// Marks have neither places nor weights: what would have to stand side by side must be there.
const MARKS = `
  (select case when numnode(m.query) > 0 then m.query end
     from (select regexp_replace(to_tsquery(c::regconfig, $4::text)::text,
         '<(-|[0-9]+)>', '&', 'g')::tsquery && coalesce((
       select string_agg(quote_literal(n.lexeme), ' & ')::tsquery
         from unnest($5::text[]) p
         cross join lateral unnest(
           documents.search_marks_of(to_tsvector(c::regconfig, p))) n), ''::tsquery) as query) m)`;

/** What a text asks for; `undefined` for one without words. */
async function textSql(ctx: Ctx, text: string, values: unknown[]): Promise<TextSql | undefined> {
  const clauses = parseQuery(text);
  if (clauses.length === 0) return undefined;
  const alike = await alikeOf(ctx, clauses);
  const query = tsqueryText(clauses, alike);
  const configs = await configsIn(ctx);
  const matches = await matchesFor(ctx, query, configs);
  const marks = searchMarks(clauses, alike);
  values.push(query, configs, ...(marks ? [marks.found, marks.title, marks.phrases] : []));
  const more = marks ? `, to_tsquery(c::regconfig, $3::text) as found, ${MARKS} as marks` : '';
  const asked = `asked as materialized (
      select c as config, to_tsquery(c::regconfig, $1::text) as query${more}
        from unnest($2::text[]) c), `;
  const plain = `documents.${matches}(a.config, $1::text)`;
  // A word may be none in one language: then marks say nothing there.
  const either = `(
      select m.* from ${plain} m where a.marks is null
      union all
      select m.* from documents.search_marked(a.config, a.found, a.marks) m
       where a.marks is not null)`;
  return { asked, from: `asked a cross join lateral ${marks ? either : plain} d` };
}

/** Configurations that texts of the organization were indexed with. */
async function configsIn(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.sql<{ config: string }>(
    `select c as config from unnest($1::text[]) c
      where exists (select from documents.document d where d.search_config = c)`,
    [[...Object.values(CONFIGS), 'simple']],
  );
  return rows.map(({ config }) => config);
}

const EXPLAINED = `
  explain (format json) select from documents.document d
   where d.search_config = any ($1::text[]) and d.search_vector @@ to_tsquery($2::regconfig, $3)`;

/** Rows that the planner expects, from which on all rights and tags are read at once. */
const MANY = 4_000;

/**
 * The function that finds the words. The planner cannot look into it, so it is asked beforehand
 * how many documents it expects: it knows the frequent words.
 */
async function matchesFor(ctx: Ctx, query: string, configs: readonly string[]): Promise<string> {
  const [first = 'simple'] = configs;
  const values = [configs, first, query];
  const [row] = await ctx.sql<{ 'QUERY PLAN': string }>(EXPLAINED, values);
  const expected = /"Plan Rows": (\d+)/.exec(String(row?.['QUERY PLAN']))?.[1];
  return Number(expected) > MANY ? 'search_many_matches' : 'search_matches';
}

const PLACE = /^(\S{12}) (\d[\d.e-]{0,20}) ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

/** A place in the order of a search. */
export interface HitPlace {
  rank: string;
  /** Uuid. */
  id: string;
}

/** The cursor of a hit, good for this search alone. */
export function cursorOf({ mark }: PreparedSearch, { rank, id }: HitPlace): string {
  return Buffer.from(`${mark} ${rank} ${id}`).toString('base64url');
}

/** @throws Refusal BAD_USER_INPUT for a cursor of another search */
export function placeOf({ mark }: PreparedSearch, cursor: string): HitPlace {
  const [, of, rank = '', id = ''] = PLACE.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (of === mark) return { rank, id };
  throw new Refusal('BAD_USER_INPUT', 'The cursor is not one of this search.');
}
