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
  /** Condition on `d`, and its values. */
  match: string;
  values: unknown[];
  /** Configurations with their tsquery texts as parameters, for the rank; empty without a text. */
  queries: readonly { config: string; query: string }[];
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
  const values: unknown[] = [];
  const add = (value: string, type: string) => `$${values.push(value)}::${type}`;
  const queries: { config: string; query: string }[] = [];
  if (clauses.length > 0) {
    const query = tsqueryText(clauses, await alikeOf(ctx, clauses));
    const asked = add(query, 'text');
    for (const config of await configsIn(ctx)) {
      queries.push({ config, query: `to_tsquery('${config}', ${asked})` });
    }
  }
  const texts = queries.map(
    ({ config, query }) => `(d.search_config = '${config}' and d.search_vector @@ ${query})`,
  );
  const isAsked = clauses.length > 0;
  const found = isAsked ? `(${texts.join(' or ') || 'false'})` : 'true';
  // Of what was thrown away nothing is found unless it is asked for.
  const state = where?.['state'] ? 'true' : "d.state not in ('TRASH', 'PURGED', 'DISPOSED')";
  const seen = await ctx.rowsSql(DocumentRecordType, {
    ...{ alias: 'd', values },
    where: where ?? undefined,
  });
  const hash = createHash('sha256').update(JSON.stringify([text, where ?? null]));
  const mark = hash.digest('base64url').slice(0, 12);
  return { match: `${found} and ${state} and ${seen}`, values, queries, mark };
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
    `with hit as materialized (
       select d.id from documents.document d where ${search.match}
     ), newest as (
       select id from hit order by id desc limit ${RANKED}
     ), ranked as (
       select d.id, ${rankOf(search)} as rank
         from newest n join documents.document d on d.id = n.id
       union all
       select h.id, 0 from hit h where h.id < (select id from newest order by id limit 1)
     )
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

/** Weights of text, -, note and title. Longer texts have more words: that alone is no merit. */
function rankOf({ queries }: PreparedSearch): string {
  if (queries.length === 0) return '0::float8';
  const cases = queries.map(({ config, query }) => `when '${config}' then ${query}`);
  const query = `case d.search_config ${cases.join(' ')} end`;
  const rank = `ts_rank('{0.1, 0.2, 0.4, 1.0}', d.search_vector, ${query}, 1)`;
  return `round(${rank}::numeric, 6)::float8`;
}

const PLACE = /^(\S{12}) (\d[\d.e-]{0,20}) ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

function placeOf(cursor: string, mark: string): { rank: string; id: string } {
  const [, of, rank = '', id = ''] = PLACE.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (of === mark) return { rank, id };
  throw new Refusal('BAD_USER_INPUT', 'The cursor is not one of this search.');
}

/** How many documents were found, and by what they can be told apart. */
export function searchFacets(ctx: Ctx, search: PreparedSearch): Promise<FacetRow[]> {
  return ctx.sql<FacetRow>(
    `with hit as materialized (
       select d.organization_id, d.id, d.type_id, d.correspondent_id, d.state,
         extract(year from d.dated_on)::int as year
       from documents.document d where ${search.match}
     ), counted as (
       select case when grouping(h.type_id) = 0 then 'type'
           when grouping(h.correspondent_id) = 0 then 'correspondent'
           when grouping(h.state) = 0 then 'state'
           when grouping(h.year) = 0 then 'year' else 'total' end as facet,
         coalesce(h.type_id::text, h.correspondent_id::text, h.state, h.year::text) as key,
         count(*) as count
       from hit h
       group by grouping sets ((), (h.type_id), (h.correspondent_id), (h.state), (h.year))
       union all
       select 'tag', t.tag_id::text, count(*) from hit h
         join documents.document_tagging t
           on t.organization_id = h.organization_id and t.document_id = h.id
        group by t.tag_id
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
