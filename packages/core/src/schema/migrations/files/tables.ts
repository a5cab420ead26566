import { ACTOR, comments, RECORD, seenByWorker, tenant } from './tenant.js';

/** Encrypted bytes; the same bytes stand once per organization. */
export const blob = `
create table core.blob (
  organization_id uuid not null
    default (nullif(current_setting('app.organization_id', true), '')::uuid)
    references core.organization (id),
  id uuid not null,
  state text not null default 'WRITING'
    check (state in ('WRITING', 'STORED', 'REMOVING', 'DAMAGED')),
  address varchar(43),
  size integer check (size > 0),
  data_key text not null,
  created_at timestamptz(6) not null default now(),
  touched_at timestamptz(6) not null default now(),
  primary key (organization_id, id),
  constraint blob_whole_check check (state <> 'STORED' or (address is not null and size is not null))
);
create unique index blob_address_key on core.blob (organization_id, address)
  where state = 'STORED';
create index blob_sweep_idx on core.blob (touched_at);
${tenant('blob')}
${seenByWorker('blob', 'The worker removes the bytes that nothing refers to, and verifies the rest')}
create policy worker_delete on core.blob for delete to bureau_worker using (true);
comment on policy worker_delete on core.blob is
  'bureau:own-policy The worker removes the bytes that nothing refers to';
grant select, insert on core.blob to bureau_app;
grant update (state, address, size, touched_at) on core.blob to bureau_app;
grant select, delete on core.blob to bureau_worker;
grant update (state, touched_at) on core.blob to bureau_worker;

comment on table core.blob is 'Encrypted bytes in the file store, once per organization.';
comment on column core.blob.organization_id is 'Organization that the bytes belong to';
comment on column core.blob.id is 'Name of the bytes in the store';
comment on column core.blob.state is
  'WRITING until all bytes are there; REMOVING: nothing refers to it; DAMAGED: it does not open';
comment on column core.blob.address is 'Keyed SHA-256 of the bytes: equal bytes, equal address';
comment on column core.blob.size is 'Number of bytes, before encryption';
comment on column core.blob.data_key is 'Key of these bytes, sealed by the organization key';
comment on column core.blob.created_at is 'When writing began';
comment on column core.blob.touched_at is 'When something began to refer to it, or its state changed';
`;

/** What users know: a name, a type and whose it is. */
export const file = `
create table core.file (${RECORD},
  name varchar(255) not null,
  media_type varchar(127) not null,
  size integer not null check (size > 0),
  sha256 varchar(64) not null,
  purpose varchar(80) not null,
  state text not null default 'STORED' check (state in ('STORED', 'DAMAGED')),
  blob_id uuid not null,
  ${ACTOR},
  foreign key (organization_id, blob_id) references core.blob (organization_id, id)
);
create index file_name_idx on core.file (organization_id, name, id);
create index file_media_type_idx on core.file (organization_id, media_type, id);
create index file_size_idx on core.file (organization_id, size, id);
create index file_sha256_idx on core.file (organization_id, sha256, id);
create index file_purpose_idx on core.file (organization_id, purpose, id);
create index file_state_idx on core.file (organization_id, state, id);
create index file_created_at_idx on core.file (organization_id, created_at, id);
create index file_blob_id_idx on core.file (organization_id, blob_id);
create index file_created_by_id_idx on core.file (organization_id, created_by_id);
${tenant('file')}
${seenByWorker('file', 'The worker finds what refers to bytes, and marks files that are damaged')}
grant select, insert, update, delete on core.file to bureau_app;
grant select on core.file to bureau_worker;
grant update (state, version, updated_at) on core.file to bureau_worker;
${comments('file', 'A file: its name, its type as found in its bytes, and where they are.', {
  name: 'Name as given by the caller; nothing but data',
  media_type: 'Media type as found in the bytes',
  size: 'Number of bytes',
  sha256: 'SHA-256 of the bytes, hexadecimal',
  purpose: 'What it is for, such as assets.photo',
  state: 'Whether its bytes can be read',
  blob_id: 'Its bytes',
  created_by_id: 'Who sent it',
  actor_kind: 'user, apiKey or system',
  actor_id: 'Membership or API key that called',
})}`;

/** Uploads hold encrypted bytes of any purpose now. */
export const upload = `
alter table core.upload drop constraint upload_purpose_check;
alter table core.upload drop constraint upload_state_check;
alter table core.upload alter column purpose type varchar(80);
alter table core.upload rename column file_name to name;
alter table core.upload rename column content_type to media_type;
alter table core.upload alter column media_type type varchar(127);
drop index core.upload_sweep_idx;
alter table core.upload drop column removed_at;
create index upload_sweep_idx on core.upload (expires_at) where state in ('REQUESTED', 'STORED');
alter table core.upload add column blob_id uuid;
grant update (blob_id) on core.upload to bureau_worker;
alter table core.upload add foreign key (organization_id, blob_id)
  references core.blob (organization_id, id);
create index upload_blob_id_idx on core.upload (organization_id, blob_id);
alter table core.upload no force row level security;
update core.upload set purpose = 'core.import';
-- Bytes from before are not encrypted, and nobody reads them any more.
update core.upload set state = 'EXPIRED' where state = 'STORED';
alter table core.upload force row level security;
alter table core.upload add constraint upload_state_check
  check (state in ('REQUESTED', 'STORED', 'FINISHED', 'EXPIRED'));
comment on column core.upload.purpose is 'What it is for, such as core.import';
comment on column core.upload.name is 'Name as given by the caller; nothing but data';
comment on column core.upload.media_type is
  'Media type: as given by the caller, and as found in the bytes once they are there';
comment on column core.upload.sha256 is
  'SHA-256 of the bytes, hexadecimal; announced by the caller, if at all, until they are there';
comment on column core.upload.blob_id is 'Its bytes; null before and after they are there';
`;

export const filesDown = `
drop table core.file;
alter table core.upload drop constraint upload_state_check;
drop index core.upload_sweep_idx;
alter table core.upload drop column blob_id;
alter table core.upload add column removed_at timestamptz(6);
comment on column core.upload.removed_at is 'When its bytes were removed';
grant update (removed_at) on core.upload to bureau_worker;
create index upload_sweep_idx on core.upload (expires_at)
  where state <> 'EXPIRED' or removed_at is null;
alter table core.upload rename column name to file_name;
alter table core.upload rename column media_type to content_type;
alter table core.upload no force row level security;
update core.upload set purpose = 'IMPORT', state = 'EXPIRED';
alter table core.upload force row level security;
alter table core.upload add constraint upload_purpose_check check (purpose in ('IMPORT'));
alter table core.upload add constraint upload_state_check
  check (state in ('REQUESTED', 'STORED', 'EXPIRED'));
drop table core.blob;
`;
