import pg from 'pg';
import type { SearchWish } from './search-wishes.js';

/** Newest hits that are ranked, as the platform does it. */
const RANKED = 2_000;

/** The same page and facets, written by hand: one organization, and whoever may see what. */
export interface PlainSearch {
  search(wish: SearchWish): Promise<void>;
  end(): Promise<void>;
}

/** Connects as the role of the server, for an organization (uuid). */
export async function plainSearch(url: string, organizationId: string): Promise<PlainSearch> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("select set_config('app.organization_id', $1, false)", [organizationId]);
  return {
    search: async ({ query, where }) => {
      const values = [query, where?.datedOn.gte ?? '0001-01-01'];
      const hits = query === '' ? ALL : FOUND;
      await client.query({ name: `page ${query === ''}`, text: `${hits} ${PAGE}`, values });
      await client.query({ name: `facets ${query === ''}`, text: `${hits} ${FACETS}`, values });
    },
    end: () => client.end(),
  };
}

const COLUMNS = `d.id, d.title, d.dated_on, d.type_id, d.correspondent_id, d.state,
  d.search_vector, extract(year from d.dated_on)::int as year`;
const KEPT = "d.state not in ('TRASH', 'PURGED', 'DISPOSED') and d.dated_on >= $2::date";

const FOUND = `
  with asked as materialized (select to_tsquery('english', $1::text) as query),
  hit as materialized (
    select ${COLUMNS} from documents.document d, asked a
     where d.search_config = 'english' and d.search_vector @@ a.query and ${KEPT})`;

const ALL = `
  with asked as materialized (select null::tsquery as query where $1::text is not null),
  hit as materialized (select ${COLUMNS} from documents.document d where ${KEPT})`;

const PAGE = `
  , newest as materialized (select * from hit order by id desc limit ${RANKED})
  select n.id, n.title, n.dated_on, t.name,
    ts_rank('{0.1, 0.2, 0.4, 1.0}', n.search_vector, a.query, 1) as rank
  from newest n cross join asked a left join documents.document_type t on t.id = n.type_id
  order by rank desc nulls last, n.id desc limit 25`;

const FACETS = `
  select 'type' as facet, type_id::text as key, count(*) from hit group by type_id
  union all select 'correspondent', correspondent_id::text, count(*) from hit
    group by correspondent_id
  union all select 'state', state, count(*) from hit group by state
  union all select 'year', year::text, count(*) from hit group by year
  union all select 'total', null, count(*) from hit
  union all
  select 'tag', t.tag_id::text, count(*) from documents.document_tagging t
    join hit h on h.id = t.document_id group by t.tag_id
  order by 1, 3 desc`;
