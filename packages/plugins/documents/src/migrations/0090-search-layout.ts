import type { Migration } from '@bureau/core';

// A row is looked at for its rights and facets far more often than its lexemes are. PostgreSQL
// moves values out of a row only when the row is above 2 kB: most letters are below it, and stood
// at four rows a block where thirty have room. The blanks make each row long enough for a moment,
// whenever its lexemes change, so that these go out of line; they take 40 bytes of it themselves.
// (100,000 letters of 120 words: 23,546 blocks became 3,226.)
const narrow = `
alter table documents.document set (toast_tuple_target = 640);
alter table documents.document add column search_room text
  generated always as (case when search_vector is null then '' else repeat(' ', 2000) end) stored;
comment on column documents.document.search_room is
  'Blanks: they keep the lexemes out of the row';
`;

// The planner takes the words of a search for dear and the lexemes of all rows for cheap, and reads
// 100,000 of them where a word is frequent, or counts the rows of another index beside those of the
// words. Here it has no choice. How many rows come is told by which of the two is asked: by it the
// planner looks at rights and tags row by row, or at all of them once.
const matches = [
  ['search_matches', '1000', 'that have the words: few of them'],
  ['search_many_matches', '50000', 'that have the words: thousands of them'],
]
  .map(
    ([name, rows, what]) => `
create function documents.${name}(config text, query text) returns setof documents.document
language sql stable rows ${rows} set enable_seqscan = off set work_mem = '32MB'
set search_path = pg_catalog, pg_temp as $$
  select d.* from documents.document d
   where d.search_config = config and d.search_vector @@ to_tsquery(config::regconfig, query)
$$;
revoke all on function documents.${name}(text, text) from public;
grant execute on function documents.${name}(text, text) to bureau_app, bureau_reader;
comment on function documents.${name}(text, text) is
  'Documents of one text search configuration ${what}';`,
  )
  .join('');

// Whom a list lets in is read from the index alone.
const access = ['person', 'role', 'unit']
  .map(
    (whom) => `
create index document_access_${whom}_level_idx on documents.document_access
  (organization_id, ${whom}_id, level, document_id, id);`,
  )
  .join('');

/** Rows of documents that searches read quickly. Frozen. */
export const searchLayout: Migration = {
  name: '0090-search-layout',
  up: [narrow, matches, access].join('\n'),
  down: `
drop index documents.document_access_person_level_idx, documents.document_access_role_level_idx,
  documents.document_access_unit_level_idx;
drop function documents.search_matches(text, text),
  documents.search_many_matches(text, text);
alter table documents.document drop column search_room;
alter table documents.document set (toast_tuple_target = 256);`,
};
