/** What of a document is searched; kept by the server whenever its title, note or text changes. */
export const columns = `
alter table documents.document
  add column search_config varchar(20) not null default 'simple',
  add column search_vector tsvector not null default '';
-- Out of line: lists and figures read the rows without it.
alter table documents.document alter column search_vector set storage external;
alter table documents.document set (toast_tuple_target = 256);
create index document_search_vector_idx on documents.document using gin (search_vector);
create index document_search_config_idx on documents.document (organization_id, search_config, id);
comment on column documents.document.search_config is
  'Text search configuration of its language';
comment on column documents.document.search_vector is
  'Lexemes of title (A), note (B) and text (D), without accents';
`;

const ORGANIZATION = "nullif(current_setting('app.organization_id', true), '')::uuid";
const predicate = `organization_id = (select ${ORGANIZATION})`;

/** Words that stand in texts, for those who misspell them. */
export const words = `
create table documents.search_word (
  organization_id uuid not null default (${ORGANIZATION}) references core.organization (id),
  word varchar(40) not null,
  primary key (organization_id, word)
);
create index search_word_word_idx on documents.search_word using gin (word public.gin_trgm_ops);
alter table documents.search_word enable row level security;
alter table documents.search_word force row level security;
create policy organization on documents.search_word for all
  using (${predicate})
  with check (${predicate});
grant select, insert, update, delete on documents.search_word to bureau_app;
grant select on documents.search_word to bureau_reader;
comment on table documents.search_word is 'Words of texts, by which misspelt ones are found';
comment on column documents.search_word.organization_id is 'Organization that the row belongs to';
comment on column documents.search_word.word is 'The word, lower case, without accents';
`;
