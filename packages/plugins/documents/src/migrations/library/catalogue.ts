import { comments, indexes, RECORD, reference, tenant } from './tenant.js';

const tables = `
create table documents.document_type (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  classification text not null default 'INTERNAL',
  is_active boolean not null default true,
  constraint document_type_code_key unique (organization_id, code),
  constraint document_type_classification_check check (classification in ('PUBLIC', 'INTERNAL',
    'CONFIDENTIAL', 'SECRET'))
);
${indexes('document_type', ['name', 'is_active'])}
${tenant('document_type')}

create table documents.document_tag (${RECORD},
  name varchar(80) not null,
  is_active boolean not null default true,
  constraint document_tag_name_key unique (organization_id, name)
);
${indexes('document_tag', ['is_active'])}
${tenant('document_tag')}

create table documents.correspondent (${RECORD},
  name varchar(200) not null,
  party_id uuid,
  email varchar(254),
  is_active boolean not null default true,
  constraint correspondent_name_key unique (organization_id, name)
);
${indexes('correspondent', ['email', 'is_active'])}
${reference('correspondent', 'party_id', 'core.party')}
${tenant('correspondent')}

create table documents.folder (${RECORD},
  name varchar(120) not null,
  parent_id uuid,
  constraint folder_parent_id_name_key unique nulls not distinct (organization_id, parent_id, name)
);
${indexes('folder', ['name'])}
${reference('folder', 'parent_id', 'folder')}
${tenant('folder')}
`;

// Moves of one organization's folders check one after another: two at once could close a ring
// together that neither of them sees.
const ring = `
create function documents.folder_no_ring() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.parent_id is null then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('documents.folder:' || new.organization_id, 0));
  perform from (
    with recursive above (id) as (
      select new.parent_id
      union
      select f.parent_id from above a
        join documents.folder f on f.organization_id = new.organization_id and f.id = a.id
       where f.parent_id is not null
    )
    select id from above where id = new.id
  ) ring;
  if found then
    raise exception using errcode = 'BU001', message = 'DOCUMENTS_FOLDER_RING';
  end if;
  return null;
end $$;
create constraint trigger no_ring after insert or update of parent_id on documents.folder
  deferrable initially deferred
  for each row execute function documents.folder_no_ring();
`;

const told = [
  comments('document_type', 'A kind of paper: invoice, contract, policy.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
    classification: 'How secret a document of this type is when nobody says otherwise',
    is_active: 'May be given to documents',
  }),
  comments('document_tag', 'A word that is put on documents.', {
    name: 'The word, unique in the organization',
    is_active: 'May be put on documents',
  }),
  comments('correspondent', 'Whoever sends us papers, or gets them from us.', {
    name: 'Name, unique in the organization',
    party_id: 'The business partner who this is',
    email: 'Address from which papers come, lower case',
    is_active: 'May be given to documents',
  }),
  comments('folder', 'A place for documents; folders form a tree.', {
    name: 'Name, unique in the folder above',
    parent_id: 'Folder in which it lies; null: top',
  }),
];

/** By what documents are ordered and found again. */
export const catalogue = [tables, ring, ...told].join('\n');
