import type { Migration } from '@bureau/core';

// An index on lexemes knows neither weights nor places: for a word in the title, and for a phrase,
// the lexemes of every text that has the words were read (41,000 blocks for 12,000 texts). Marks
// are lexemes that say it by themselves, so that the index alone answers: the words of the title,
// and for each two words that follow each other one of 65,536 short names. Two pairs may share a
// name, so phrases are still compared with the places, of the few texts that are left.
const marks = `
create function documents.search_marks_of(lexemes tsvector) returns tsvector
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  with place as materialized (
    select w.lexeme, p.at, p.weight
      from unnest(lexemes) w cross join lateral unnest(w.positions, w.weights) p (at, weight))
  select array_to_tsvector(array(
    select p.lexeme from place p where p.weight = 'A'
    union
    select '#' || left(md5(a.lexeme || ' ' || b.lexeme), 4)
      from place a join place b on b.at = a.at + 1))
$$;
revoke all on function documents.search_marks_of(tsvector) from public;
grant execute on function documents.search_marks_of(tsvector) to bureau_app, bureau_reader;
comment on function documents.search_marks_of(tsvector) is
  'Words of the title, and names of neighbours: what an index of the lexemes does not know';
alter table documents.document add column search_marks tsvector not null
  generated always as (documents.search_marks_of(search_vector)) stored;
-- What is there has its marks now. From now on whoever writes the lexemes writes them: a generated
-- column of a table with a trigger before updates is made anew by every one of them.
alter table documents.document alter column search_marks drop expression;
alter table documents.document alter column search_marks set default '';
alter table documents.document alter column search_marks set storage external;
create index document_search_marks_idx on documents.document using gin (search_marks);
comment on column documents.document.search_marks is
  'Lexemes of the title, and # with four digits for each two neighbours';
`;

// As search_matches, for what can be told by marks: few documents.
const marked = `
create function documents.search_marked(config text, found tsquery, marks tsquery)
returns setof documents.document
language sql stable rows 1000 set enable_seqscan = off set work_mem = '32MB'
set search_path = pg_catalog, pg_temp as $$
  select d.* from documents.document d
   where d.search_config = config and d.search_vector @@ found and d.search_marks @@ marks
$$;
revoke all on function documents.search_marked(text, tsquery, tsquery) from public;
grant execute on function documents.search_marked(text, tsquery, tsquery)
  to bureau_app, bureau_reader;
comment on function documents.search_marked(text, tsquery, tsquery) is
  'Documents of one text search configuration that have the words and the marks';
`;

/** Titles and phrases are found by an index. Frozen. */
export const searchMarks: Migration = {
  name: '0101-search-marks',
  up: [marks, marked].join('\n'),
  down: `
drop function documents.search_marked(text, tsquery, tsquery);
alter table documents.document drop column search_marks;
drop function documents.search_marks_of(tsvector);`,
};
