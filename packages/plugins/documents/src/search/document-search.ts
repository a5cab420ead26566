import { createHash } from 'node:crypto';
import { type Ctx, Refusal, type Where } from '@bureau/core';
import { DocumentRecordType } from '../library/library.types.js';
import { alikeOf } from './alike.js';
import { CONFIGS } from './normal-text.js';
import { parseQuery, tsqueryText } from './search-query.js';

/** What somebody looks for. */
export interface SearchWish {
  /** As typed; empty: everything that meets the filter. */
  text: string;
  where: Where | null | undefined;
}

/** A document that was found. */
export interface FoundDocument {
  /** Uuid. */
  id: string;
  rank: number;
  cursor: string;
}

/** A value of a facet: how many of what was found have it. */
export interface FacetRow extends Record<string, unknown> {
  facet: 'total' | 'type' | 'correspondent' | 'state' | 'year' | 'tag';
  /** Uuid, year or state. */
  key: string | null;
  count: string;
}

/** The hits whose rank is computed: the newest so many; others stand behind them. */
const RANKED = 2_000;
/** Values of one facet. */
const MOST_VALUES = 50;

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
  const clauses = parseQuery(text);
  const isRanked = clauses.length > 0;
  const values: unknown[] = [];
  let asked = '';
  let matches = '';
  if (isRanked) {
    const query = tsqueryText(clauses, await alikeOf(ctx, clauses));
    const configs = await configsIn(ctx);
    values.push(query, configs);
    matches = await matchesFor(ctx, query, configs);
    asked = `asked as materialized (
      select c as config, to_tsquery(c::regconfig, $1::text) as query
        from unnest($2::text[]) c), `;
  }
  const from = isRanked
    ? `asked a cross join lateral documents.${matches}(a.config, $1::text) d`
    : 'documents.document d';
  // Of what was thrown away nothing is found unless it is asked for.
  const state = where?.['state'] ? 'true' : "d.state not in ('TRASH', 'PURGED', 'DISPOSED')";
  const seen = await ctx.rowsSql(DocumentRecordType, {
    ...{ alias: 'd', values },
    where: where ?? undefined,
  });
  const hash = createHash('sha256').update(JSON.stringify([text, where ?? null]));
  const mark = hash.digest('base64url').slice(0, 12);
  return { asked, rows: `from ${from} where ${state} and ${seen}`, values, isRanked, mark };
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

/** A page of what was found, the best first, and of equals the newest. */
export async function searchPage(
  ctx: Ctx,
  search: PreparedSearch,
  { first, after }: { first: number; after: string | null | undefined },
): Promise<{ found: FoundDocument[]; hasNextPage: boolean }> {
  const values = [...search.values];
  const add = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const place = after == null ? undefined : placeOf(after, search.mark);
  const behind = place
    ? `where (h.rank, h.id) < (${add(place.rank, 'float8')}, ${add(place.id, 'uuid')})`
    : '';
  const rows = await ctx.sql<{ id: string; rank: string }>(
    `${search.isRanked ? rankedHits(search) : plainHits(search)}
     select h.id, h.rank::text as rank from ranked h ${behind}
      order by h.rank desc, h.id desc limit ${add(first + 1, 'int')}`,
    values,
  );
  const found = rows.slice(0, first).map(({ id, rank }) => ({
    ...{ id, rank: Number(rank) },
    cursor: Buffer.from(`${search.mark} ${rank} ${id}`).toString('base64url'),
  }));
  return { found, hasNextPage: rows.length > first };
}

// Weights of text, -, note and title. Longer texts have more words: that alone is no merit.
const RANK = `
  round(ts_rank('{0.1, 0.2, 0.4, 1.0}', n.search_vector, a.query, 1)::numeric, 6)::float8`;

// The lexemes of a hit go along as a pointer; they are fetched for those that are ranked.
function rankedHits({ asked, rows }: PreparedSearch): string {
  return `with ${asked} hit as materialized (
       select d.id, d.search_config, d.search_vector ${rows}
     ), newest as materialized (
       select * from hit order by id desc limit ${RANKED}
     ), ranked as (
       select n.id, ${RANK} as rank from newest n join asked a on a.config = n.search_config
       union all
       select h.id, 0 from hit h where h.id < (select id from newest order by id limit 1)
     )`;
}

function plainHits({ rows }: PreparedSearch): string {
  return `with ranked as (select d.id, 0::float8 as rank ${rows})`;
}

const PLACE = /^(\S{12}) (\d[\d.e-]{0,20}) ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

function placeOf(cursor: string, mark: string): { rank: string; id: string } {
  const [, of, rank = '', id = ''] = PLACE.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (of === mark) return { rank, id };
  throw new Refusal('BAD_USER_INPUT', 'The cursor is not one of this search.');
}

/**
 * How many documents were found, and by what they can be told apart. What is alike in everything
 * but its tags is counted once and summed up; tags are found by an array of documents, which an
 * index goes through once, however many there are.
 */
export function searchFacets(ctx: Ctx, search: PreparedSearch): Promise<FacetRow[]> {
  return ctx.sql<FacetRow>(
    `with ${search.asked} hit as materialized (
       select d.id, d.type_id, d.correspondent_id, d.state,
         extract(year from d.dated_on)::int as year ${search.rows}
     ), alike as materialized (
       select h.type_id, h.correspondent_id, h.state, h.year, count(*) as count
         from hit h group by 1, 2, 3, 4
     ), counted as (
       select case when grouping(h.type_id) = 0 then 'type'
           when grouping(h.correspondent_id) = 0 then 'correspondent'
           when grouping(h.state) = 0 then 'state'
           when grouping(h.year) = 0 then 'year' else 'total' end as facet,
         coalesce(h.type_id::text, h.correspondent_id::text, h.state, h.year::text) as key,
         coalesce(sum(h.count), 0) as count
       from alike h
       group by grouping sets ((), (h.type_id), (h.correspondent_id), (h.state), (h.year))
       union all
       select 'tag', t.tag_id::text, count(*) from documents.document_tagging t
        where t.document_id = any (array(select h.id from hit h)) group by t.tag_id
     ), ordered as (
       select c.facet, c.key, c.count,
         row_number() over (partition by c.facet order by c.count desc, c.key desc) as place
       from counted c where c.key is not null or c.facet = 'total'
     )
     select o.facet, o.key, o.count::text as count from ordered o
      where o.place <= ${MOST_VALUES} order by o.facet, o.place`,
    search.values,
  );
}
