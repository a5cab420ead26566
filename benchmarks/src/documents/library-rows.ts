import type { Client } from 'pg';

/** Words of the texts; the first ones stand in most of them. */
export const VOCABULARY = 20_000;
/** Words of one text. */
const WORDS = 120;
const BATCH = 5_000;

const SET_UP = [
  `insert into documents.document_type (id, code, name)
   select gen_random_uuid(), 'T' || n, 'Type ' || n from generate_series(1, 12) n`,
  `insert into documents.document_tag (id, name)
   select gen_random_uuid(), 'tag ' || n from generate_series(1, 40) n`,
  `insert into documents.correspondent (id, name)
   select gen_random_uuid(), 'Correspondent ' || n from generate_series(1, 300) n`,
];

// A word by its place in the order of frequency, as in real texts: the n-th stands about one n-th
// as often as the first. One document in ten is confidential, one in ten has an access list.
const DOCUMENTS = `
  with n as (select n from generate_series($1::int, $2::int) n),
  types as (select array_agg(id) as ids from documents.document_type
    where organization_id = current_setting('app.organization_id')::uuid),
  sources as (select array_agg(id) as ids from documents.correspondent
    where organization_id = current_setting('app.organization_id')::uuid),
  texts as (
    select n, (select string_agg('w' || floor(power(${VOCABULARY}, random()))::int
        || case when w % 3 = 0 then 'ing' else '' end, ' ')
      from generate_series(1, ${WORDS}) w where n.n > 0) as text from n)
  insert into documents.document (id, title, state, type_id, correspondent_id, classification,
    is_restricted, dated_on, language, actor_kind, actor_id, search_config, search_vector,
    search_marks)
  select uuidv7_like(n), left(t.text, 40), 'FILED', types.ids[1 + n % 12],
    sources.ids[1 + n * 7 % 300],
    case when n % 10 = 0 then 'CONFIDENTIAL' else 'INTERNAL' end, n % 10 = 5,
    date '2017-01-01' + n % 3650, 'en', 'system', $3::uuid, 'english',
    made.lexemes, documents.search_marks_of(made.lexemes)
  from texts t, types, sources, lateral (
    select setweight(to_tsvector('english', left(t.text, 40)), 'A')
      || setweight(to_tsvector('english', t.text), 'D') as lexemes) made`;

const TAGGINGS = `
  insert into documents.document_tagging (id, document_id, tag_id)
  select gen_random_uuid(), d.id, t.id
  from (select id, row_number() over (order by id) as n from documents.document
    where organization_id = current_setting('app.organization_id')::uuid) d
  cross join lateral (select 1 + (d.n * 13) % 40 as one, 1 + (d.n * 31) % 40 as two) pick
  join (select id, row_number() over (order by name) as n from documents.document_tag
    where organization_id = current_setting('app.organization_id')::uuid) t
    on t.n = pick.one or (d.n % 2 = 0 and t.n = pick.two)`;

// The reader stands on the list of every second document that has one.
const ACCESS = `
  insert into documents.document_access (id, document_id, role_id, level)
  select gen_random_uuid(), d.id, r.id, 'READ'
  from (select id, row_number() over (order by id) as n from documents.document
    where organization_id = current_setting('app.organization_id')::uuid and is_restricted) d
  join core.role r on r.organization_id = current_setting('app.organization_id')::uuid
    and r.key = case when d.n % 2 = 0 then 'benchmark' else 'admin' end`;

const ZERO = '00000000-0000-0000-0000-000000000000';

/** Fills an organization, whose id is set on the connection, with documents and their texts. */
export async function fillLibrary(client: Client, documents: number): Promise<void> {
  for (const text of SET_UP) await client.query(text);
  const insert = DOCUMENTS.replace('uuidv7_like(n)', KEY);
  for (let from = 1; from <= documents; from += BATCH) {
    const to = Math.min(documents, from + BATCH - 1);
    await client.query(insert, [from, to, ZERO]);
  }
  await client.query(TAGGINGS);
  await client.query(ACCESS);
}

/** Sortable by time, as the ids of the platform are. */
const KEY = `(lpad(to_hex(1700000000000 + t.n * 1000), 12, '0') || '7'
    || substr(md5(t.n::text), 1, 3) || '8' || substr(md5(t.n::text), 4, 15))::uuid`;
