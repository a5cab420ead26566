import type { Migration } from '@bureau/core';
import { comments } from './contract-documents/comments.js';
import { keys } from './contract-documents/keys.js';
import { spans, spansBefore } from './contract-documents/spans.js';
import { tables } from './contract-documents/tables.js';

/** Papers of contracts, and terms that run from the end of these. Frozen. */
export const contractDocuments: Migration = {
  name: '0063-contract-documents',
  up: [tables, keys, comments, spans].join('\n'),
  down: `${spansBefore}
drop table documents.contract_document;`,
};
