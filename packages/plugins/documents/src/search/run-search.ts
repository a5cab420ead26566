import type { Ctx } from '@bureau/core';
import { cursorOf, placeOf, type PreparedSearch } from './document-search.js';

/** A document that was found. */
export interface FoundDocument {
  /** Uuid. */
  id: string;
  rank: number;
  cursor: string;
}

/** A value of a facet: how many of what was found have it. */
export interface FacetRow {
  facet: 'total' | 'type' | 'correspondent' | 'state' | 'year' | 'tag';
  /** Uuid, year or state. */
  key: string | null;
  count: string;
}

/** What of a search is selected. */
export interface SearchParts {
  /** The best first, and of equals the newest. */
  page?: { first: number; after: string | null | undefined } | undefined;
  /** How many documents were found, and by what they can be told apart. */
  withCounts: boolean;
}

/** What came of a search; nothing where it was not selected. */
export interface SearchResult {
  found: FoundDocument[];
  hasNextPage: boolean;
  counts: FacetRow[];
}

interface Row extends Record<string, unknown> {
  part: 'hit' | FacetRow['facet'];
  key: string | null;
  /** A rank, or a number of documents. */
  value: string;
}

/** The hits whose rank is computed: the newest so many; others stand behind them. */
const RANKED = 2_000;
/** Values of one facet. */
const MOST_VALUES = 50;

/** Runs a search: one statement, which finds and judges once what page and counts are made of. */
export async function runSearch(
  ctx: Ctx,
  search: PreparedSearch,
  parts: SearchParts,
): Promise<SearchResult> {
  const values = [...search.values];
  const { page, withCounts } = parts;
  const [steps, results] = [[hits(search, parts)], [] as string[]];
  if (page) {
    steps.push(pageSteps(search, page, values));
    results.push(`select 'hit' as part, p.id::text as key, p.rank::text as value,
      row_number() over (order by p.rank desc, p.id desc) as place from page p`);
  }
  if (withCounts) {
    steps.push(COUNTS);
    results.push(`select o.facet as part, o.key, o.count::text as value, o.place from ordered o
      where o.place <= ${MOST_VALUES}`);
  }
  const rows = await ctx.sql<Row>(
    `with ${search.asked} ${steps.join(', ')} ${results.join(' union all ')} order by 1, 4`,
    values,
  );
  return resultOf(search, parts, rows);
}

function resultOf(search: PreparedSearch, { page }: SearchParts, rows: readonly Row[]) {
  const result: SearchResult = { found: [], hasNextPage: false, counts: [] };
  for (const { part, key, value } of rows) {
    if (part !== 'hit') {
      result.counts.push({ facet: part, key, count: value });
    } else if (key !== null && result.found.length < (page?.first ?? 0)) {
      const cursor = cursorOf(search, { rank: value, id: key });
      result.found.push({ id: key, rank: Number(value), cursor });
    } else {
      result.hasNextPage = true;
    }
  }
  return result;
}

// The lexemes of a hit go along as a pointer; they are fetched for those that are ranked.
function hits({ rows, isRanked }: PreparedSearch, { page, withCounts }: SearchParts): string {
  const ranked = page && isRanked ? ', d.search_config, d.search_vector' : '';
  const counted = withCounts
    ? ', d.type_id, d.correspondent_id, d.state, extract(year from d.dated_on)::int as year'
    : '';
  return `hit as materialized (select d.id${ranked}${counted} ${rows})`;
}

// Weights of text, -, note and title. Longer texts have more words: that alone is no merit.
const RANK = `
  round(ts_rank('{0.1, 0.2, 0.4, 1.0}', n.search_vector, a.query, 1)::numeric, 6)::float8`;

const RANKED_HITS = `newest as materialized (
    select h.id, h.search_config, h.search_vector from hit h order by h.id desc limit ${RANKED}
  ), ranked as (
    select n.id, ${RANK} as rank from newest n join asked a on a.config = n.search_config`;

// Behind those that are ranked; no first page reaches so far.
const OTHERS = `
    union all
    select h.id, 0 from hit h where h.id < (select n.id from newest n order by n.id limit 1)`;

function pageSteps(
  search: PreparedSearch,
  { first, after }: NonNullable<SearchParts['page']>,
  values: unknown[],
): string {
  const add = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const place = after == null ? undefined : placeOf(search, after);
  const behind = place
    ? `where (h.rank, h.id) < (${add(place.rank, 'float8')}, ${add(place.id, 'uuid')})`
    : '';
  const ranked = search.isRanked
    ? `${RANKED_HITS}${place ? OTHERS : ''})`
    : 'ranked as (select h.id, 0::float8 as rank from hit h)';
  return `${ranked}, page as (
    select h.id, h.rank from ranked h ${behind}
     order by h.rank desc, h.id desc limit ${add(first + 1, 'int')})`;
}

// Tags are found by an array of documents: an index goes through it once, however many there are.
const COUNTS = `counted as (
    select case when grouping(h.type_id) = 0 then 'type'
        when grouping(h.correspondent_id) = 0 then 'correspondent'
        when grouping(h.state) = 0 then 'state'
        when grouping(h.year) = 0 then 'year' else 'total' end as facet,
      coalesce(h.type_id::text, h.correspondent_id::text, h.state, h.year::text) as key,
      count(*) as count
    from hit h
    group by grouping sets ((), (h.type_id), (h.correspondent_id), (h.state), (h.year))
    union all
    select 'tag', t.tag_id::text, count(*) from documents.document_tagging t
     where t.document_id = any (array(select h.id from hit h)) group by t.tag_id
  ), ordered as (
    select c.facet, c.key, c.count,
      row_number() over (partition by c.facet order by c.count desc, c.key desc) as place
    from counted c where c.key is not null or c.facet = 'total'
  )`;
