import type { Migration } from '@bureau/core';
import { comments } from './retention/comments.js';
import { guards } from './retention/guards.js';
import { keys } from './retention/keys.js';
import { spans } from './retention/spans.js';
import { tables } from './retention/tables.js';

/** Policies of retention, what terms run from, legal holds and certificates. Frozen. */
export const retention: Migration = {
  name: '0061-retention',
  up: [tables, keys, comments, spans, guards].join('\n'),
  down: `
drop trigger held on documents.document;
drop trigger held on documents.document_version;
drop view documents.retention_span;
drop table documents.disposal_record, documents.legal_hold_document, documents.legal_hold,
  documents.retention_fact, documents.retention_policy;
drop function documents.document_held(), documents.version_held(), documents.hold_waits(),
  documents.certificate_stands();`,
};
