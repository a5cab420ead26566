import { ACTOR, ACTOR_COMMENTS, comments, indexes, RECORD, reference, tenant } from './tenant.js';

const tables = `
create table documents.document (${RECORD},
  attributes jsonb not null default '{}',
  title varchar(300) not null,
  state text not null default 'RECEIVED',
  type_id uuid,
  correspondent_id uuid,
  folder_id uuid,
  person_id uuid,
  classification text not null default 'INTERNAL',
  is_restricted boolean not null default false,
  dated_on date,
  language varchar(8),
  note varchar(2000),
  filed_at timestamptz(6),
  archived_at timestamptz(6),
  trashed_at timestamptz(6),
  trashed_from text,
  ${ACTOR},
  constraint document_title_check check (title ~ '\\S'),
  constraint document_state_check check (state in ('RECEIVED', 'TEXT_READY', 'FILED', 'ARCHIVED',
    'DISPOSED', 'TRASH', 'PURGED')),
  constraint document_classification_check check (classification in ('PUBLIC', 'INTERNAL',
    'CONFIDENTIAL', 'SECRET')),
  constraint document_trash_check check ((state = 'TRASH') <= (trashed_at is not null
    and trashed_from is not null))
);
create index document_attributes_idx on documents.document using gin
  (attributes jsonb_path_ops);
create index document_title_search_idx on documents.document using gin
  (title public.gin_trgm_ops);
${indexes('document', [
  'title',
  'state',
  'classification',
  'is_restricted',
  'dated_on',
  'language',
  'filed_at',
  'archived_at',
  'trashed_at',
  'created_at',
])}
${reference('document', 'type_id', 'document_type')}
${reference('document', 'correspondent_id', 'correspondent')}
${reference('document', 'folder_id', 'folder')}
${reference('document', 'person_id', 'core.person')}
${reference('document', 'created_by_id', 'core.membership')}
${tenant('document')}

create table documents.document_version (${RECORD},
  document_id uuid not null,
  number integer not null,
  state text not null default 'DRAFT',
  file_id uuid,
  sha256 varchar(64) not null,
  media_type varchar(127) not null,
  size integer not null,
  comment varchar(500),
  starts_at timestamptz(6) not null,
  ends_at timestamptz(6),
  published_at timestamptz(6),
  superseded_at timestamptz(6),
  language varchar(8),
  page_count integer,
  text_source text,
  ${ACTOR},
  constraint document_version_number_key unique (organization_id, document_id, number)
    deferrable initially immediate,
  constraint document_version_state_check check (state in ('DRAFT', 'IN_REVIEW', 'PUBLISHED',
    'SUPERSEDED')),
  constraint document_version_number_check check (number >= 1 and size >= 0),
  constraint document_version_text_check check (text_source in ('NATIVE', 'OCR', 'GIVEN')),
  constraint document_version_page_check check (page_count between 0 and 100000)
);
create unique index document_version_latest_idx on documents.document_version
  (organization_id, document_id) where ends_at is null;
create unique index document_version_published_idx on documents.document_version
  (organization_id, document_id) where state = 'PUBLISHED';
${indexes('document_version', ['state', 'sha256', 'media_type', 'size', 'starts_at', 'created_at'])}
create index document_version_document_id_number_idx on documents.document_version
  (organization_id, document_id, number, id);
${reference('document_version', 'document_id', 'document')}
${reference('document_version', 'file_id', 'core.file')}
${reference('document_version', 'created_by_id', 'core.membership')}
${tenant('document_version')}

create table documents.document_page (${RECORD},
  document_version_id uuid not null,
  number integer not null,
  text text not null,
  constraint document_page_number_key unique (organization_id, document_version_id, number),
  constraint document_page_number_check check (number >= 1)
);
${indexes('document_page', ['number'])}
${reference('document_page', 'document_version_id', 'document_version on delete cascade')}
${tenant('document_page')}

create table documents.document_tagging (${RECORD},
  document_id uuid not null,
  tag_id uuid not null,
  constraint document_tagging_key unique (organization_id, document_id, tag_id)
);
${reference('document_tagging', 'document_id', 'document on delete cascade')}
${reference('document_tagging', 'tag_id', 'document_tag')}
${tenant('document_tagging')}

create table documents.document_access (${RECORD},
  document_id uuid not null,
  person_id uuid,
  role_id uuid,
  unit_id uuid,
  level text not null,
  constraint document_access_key unique nulls not distinct (organization_id, document_id,
    person_id, role_id, unit_id),
  constraint document_access_level_check check (level in ('READ', 'EDIT', 'MANAGE')),
  constraint document_access_whom_check check (num_nonnulls(person_id, role_id, unit_id) = 1)
);
${indexes('document_access', ['level'])}
${reference('document_access', 'document_id', 'document on delete cascade')}
${reference('document_access', 'person_id', 'core.person')}
${reference('document_access', 'role_id', 'core.role')}
${reference('document_access', 'unit_id', 'core.org_unit')}
${tenant('document_access')}
`;

// What a version was made of stays what it was; only a purge takes the bytes away.
const stands = `
create function documents.version_stands() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.document_id <> old.document_id or new.number <> old.number or new.sha256 <> old.sha256
    or new.size <> old.size or new.media_type <> old.media_type
    or new.file_id is not null and new.file_id is distinct from old.file_id then
    raise exception using errcode = 'BU001', message = 'DOCUMENTS_VERSION_STANDS';
  end if;
  return new;
end $$;
create trigger stands before update on documents.document_version
  for each row execute function documents.version_stands();
`;

const told = [
  comments('document', 'A paper of the organization, whatever it is made of.', {
    attributes: 'Values of custom fields by their keys',
    title: 'What it is called',
    state: 'Where it is in its life',
    type_id: 'What kind of paper it is',
    correspondent_id: 'Who sent it, or got it from us',
    folder_id: 'Where it lies',
    person_id: 'Whom it is about',
    classification: 'How secret it is',
    is_restricted: 'Only those on its access list see it',
    dated_on: 'Day that stands on it',
    language: 'Language of its text, such as en',
    note: 'Words of whoever keeps it',
    filed_at: 'When it was filed',
    archived_at: 'When it was archived',
    trashed_at: 'When it was thrown away',
    trashed_from: 'State that it had before it was thrown away',
    ...ACTOR_COMMENTS,
  }),
  comments('document_version', 'The bytes of a document from one upload until the next.', {
    document_id: 'The document',
    number: 'Counts up from 1 within the document',
    state: 'Where it is in its review',
    file_id: 'Its bytes; null when they were purged',
    sha256: 'SHA-256 of the bytes, hexadecimal',
    media_type: 'Media type as found in the bytes',
    size: 'Number of bytes',
    comment: 'What was changed',
    starts_at: 'From when on it is the latest',
    ends_at: 'From when on another one is the latest; null: it is',
    published_at: 'When it was published',
    superseded_at: 'When another one was published in its place',
    language: 'Language of its text, such as en',
    page_count: 'Number of pages; null: not known',
    text_source: 'Where its text comes from; null: none was read',
    ...ACTOR_COMMENTS,
  }),
  comments('document_page', 'The text of one page of a version.', {
    document_version_id: 'The version',
    number: 'Number of the page, from 1',
    text: 'Its text',
  }),
  comments('document_tagging', 'A tag on a document.', {
    document_id: 'The document',
    tag_id: 'The tag',
  }),
  comments('document_access', 'Somebody who may see a document that is restricted.', {
    document_id: 'The document',
    person_id: 'This person',
    role_id: 'Everybody who holds this role',
    unit_id: 'Everybody who works in this unit',
    level: 'What may be done',
  }),
];

/** Documents, their versions and texts, and who may see them. */
export const documents = [tables, stands, ...told].join('\n');
