import type { Migration } from '@bureau/core';
import { tables } from './suggestions/tables.js';

/** By what papers may be ordered, and what an organization has set about papers. Frozen. */
export const suggestions: Migration = {
  name: '0100-suggestions',
  up: tables,
  down: `
drop table documents.document_settings, documents.document_suggestion;
drop function documents.document_suggestion_step();`,
};
