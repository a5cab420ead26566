import type { Migration } from '@bureau/core';
import { comments, indexes, RECORD, reference, tenant } from './library/tenant.js';

/** Which document came out of which. Frozen. */
export const scans: Migration = {
  name: '0032-scans',
  up: `
create table documents.document_origin (${RECORD},
  document_id uuid not null,
  origin_id uuid not null,
  kind text not null,
  position integer not null,
  first_page integer not null,
  last_page integer not null,
  constraint document_origin_key unique (organization_id, document_id, position),
  constraint document_origin_kind_check check (kind in ('SPLIT', 'MERGE')),
  constraint document_origin_pages_check check (first_page >= 1 and last_page >= first_page)
);
${indexes('document_origin', ['position'])}
${reference('document_origin', 'document_id', 'document on delete cascade')}
${reference('document_origin', 'origin_id', 'document on delete cascade')}
${tenant('document_origin')}
${comments('document_origin', 'Pages of a document that another one is made of.', {
  document_id: 'The document that was made',
  origin_id: 'The document that its pages are from',
  kind: 'How it was made',
  position: 'Place of the pages in it, from 1',
  first_page: 'First page of the origin',
  last_page: 'Last page of the origin',
})}`,
  down: 'drop table documents.document_origin;',
};
