import type { Migration } from '@bureau/core';
import {
  ACTOR,
  ACTOR_COMMENTS,
  comments,
  indexes,
  RECORD,
  reference,
  tenant,
} from './library/tenant.js';

/** Addresses to which papers are sent, and what has come. Frozen. */
export const intake: Migration = {
  name: '0033-intake',
  up: `
create table documents.intake_address (${RECORD},
  name varchar(120) not null,
  local_part varchar(64) not null,
  folder_id uuid,
  type_id uuid,
  classification text not null default 'INTERNAL',
  known_senders_only boolean not null default false,
  is_active boolean not null default true,
  ${ACTOR},
  constraint intake_address_name_key unique (organization_id, name),
  constraint intake_address_local_part_key unique (organization_id, local_part),
  constraint intake_address_classification_check check (classification in ('PUBLIC', 'INTERNAL',
    'CONFIDENTIAL', 'SECRET'))
);
${indexes('intake_address', ['is_active'])}
${reference('intake_address', 'folder_id', 'folder')}
${reference('intake_address', 'type_id', 'document_type')}
${reference('intake_address', 'created_by_id', 'core.membership')}
${tenant('intake_address')}

create table documents.intake_arrival (${RECORD},
  address_id uuid not null,
  digest varchar(64) not null,
  constraint intake_arrival_digest_key unique (organization_id, address_id, digest)
);
${reference('intake_arrival', 'address_id', 'intake_address on delete cascade')}
${tenant('intake_arrival')}
${comments('intake_address', 'An address or folder to which papers are sent.', {
  name: 'Name for people, unique in the organization',
  local_part: 'The part before the @; whoever knows it may send papers',
  folder_id: 'Where papers lie that come',
  type_id: 'What kind of papers come',
  classification: 'How secret papers are that come',
  known_senders_only: 'Only correspondents whose address is known may send',
  is_active: 'Papers are taken',
  ...ACTOR_COMMENTS,
})}
${comments('intake_arrival', 'Something that has come, so that it is not taken twice.', {
  address_id: 'The address',
  digest: 'SHA-256 of what tells it from others, hexadecimal',
})}`,
  down: 'drop table documents.intake_arrival, documents.intake_address;',
};
