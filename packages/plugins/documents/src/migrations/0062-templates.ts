import type { Migration } from '@bureau/core';
import { comments } from './templates/comments.js';
import { keys } from './templates/keys.js';
import { tables } from './templates/tables.js';

/** Templates of documents and their versions. Frozen. */
export const templates: Migration = {
  name: '0062-templates',
  up: [tables, keys, comments].join('\n'),
  down: 'drop table documents.document_template_version, documents.document_template;',
};
