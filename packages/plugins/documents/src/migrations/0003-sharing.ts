import type { Migration } from '@bureau/core';
import { sharingTables } from './sharing/tables.js';

/** Share links and the log of who fetched a document. Frozen. */
export const sharing: Migration = {
  name: '0003-sharing',
  up: sharingTables,
  down: 'drop table documents.document_use, documents.share_link;',
};
