import type { Migration } from '@bureau/core';
import { comments, indexes, RECORD, reference, tenant } from './library/tenant.js';

/** Which paper proves which bill. Frozen. */
export const bills: Migration = {
  name: '0031-bills',
  up: `
create table documents.document_bill (${RECORD},
  document_id uuid not null,
  document_version_id uuid not null,
  sha256 varchar(64) not null,
  bill_id uuid not null,
  bill_type text not null default 'Bill',
  state text not null default 'DRAFTED',
  constraint document_bill_bill_key unique (organization_id, bill_id),
  constraint document_bill_state_check check (state in ('DRAFTED', 'POSTED', 'VOIDED'))
);
create unique index document_bill_document_key
  on documents.document_bill (organization_id, document_id) where state <> 'VOIDED';
${indexes('document_bill', ['state', 'created_at'])}
${reference('document_bill', 'document_id', 'document on delete cascade')}
${reference('document_bill', 'document_version_id', 'document_version on delete cascade')}
${tenant('document_bill')}
${comments('document_bill', 'The paper that proves a bill, with the bytes that were read.', {
  document_id: 'The paper',
  document_version_id: 'The version that was read',
  sha256: 'SHA-256 of its bytes, hexadecimal',
  bill_id: 'The bill in accounting',
  bill_type: 'Always Bill',
  state: 'Whether the bill is posted',
})}`,
  down: 'drop table documents.document_bill;',
};
