import { comments, RECORD, tenant } from './tenant.js';

/** A column of the organization: it is read with the registered hashes in one statement. */
export const documentMode = `
alter table core.organization add column document_mode text not null default 'AUDIT'
  check (document_mode in ('AUDIT', 'TEXT', 'IDS'));
comment on column core.organization.document_mode is 'Which GraphQL documents callers may run';`;

/** Texts never change: their hash is their name. */
export const registeredDocument = `
create table core.registered_document (${RECORD},
  name varchar(120) not null,
  client varchar(120),
  text text not null check (length(text) <= 250000),
  sha256 varchar(64) not null check (sha256 ~ '^[0-9a-f]{64}$'),
  normalized_sha256 varchar(64) not null check (normalized_sha256 ~ '^[0-9a-f]{64}$'),
  operations text[] not null,
  cost integer not null check (cost >= 0),
  state text not null default 'ACTIVE' check (state in ('ACTIVE', 'RETIRED')),
  created_by_id uuid,
  last_used_at timestamptz(6),
  constraint registered_document_sha256_key unique (organization_id, sha256),
  foreign key (organization_id, created_by_id) references core.membership (organization_id, id)
);
create index registered_document_name_idx on core.registered_document (organization_id, name, id);
create index registered_document_client_idx
  on core.registered_document (organization_id, client, id);
create index registered_document_state_idx on core.registered_document (organization_id, state, id);
create index registered_document_last_used_at_idx
  on core.registered_document (organization_id, last_used_at, id);
create index registered_document_created_by_id_idx
  on core.registered_document (organization_id, created_by_id, id);
${tenant('registered_document')}
grant select, insert, update on core.registered_document to bureau_app;
${comments('registered_document', 'A GraphQL document that programs of the organization run.', {
  name: 'Name for people',
  client: 'Program that runs it',
  text: 'The document, character by character',
  sha256: 'SHA-256 of the text, hexadecimal: sha256:... runs it',
  normalized_sha256: 'SHA-256 of the text without comments and needless spaces',
  operations: 'Names of its operations; a nameless one is called anonymous',
  cost: 'Points of its dearest operation with variables left out',
  state: 'Whether it may run',
  created_by_id: 'Who registered it',
  last_used_at: 'Last use, to the minute or so',
})}`;

/** Takes it back. */
export const documentsDown = `
drop table core.registered_document;
alter table core.organization drop column document_mode;
`;
