import type { Migration } from '@bureau/core';
import { catalogue } from './library/catalogue.js';
import { documents } from './library/documents.js';

/** Documents, versions, texts, access lists, and by what they are ordered. Frozen. */
export const library: Migration = {
  name: '0001-library',
  up: [catalogue, documents].join('\n'),
  down: `
drop table documents.document_access, documents.document_tagging, documents.document_page,
  documents.document_version, documents.document, documents.folder, documents.correspondent,
  documents.document_tag, documents.document_type;
drop function documents.version_stands();
drop function documents.folder_no_ring();`,
};
