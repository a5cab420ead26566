import type { PluginPart, RuleTree } from '@bureau/core';
import { journalErrors } from './errors.js';
import { journalImport } from './import-job.js';
import { JOURNAL_FILE } from './import-wish.js';
import { JournalImportResolver } from './journal-import.resolver.js';

const rules: RuleTree = { Mutation: { journalImport: 'accounting.entry.post' } };

/** Journals of other programs. */
export const journalImportPart: PluginPart = {
  resolvers: [JournalImportResolver],
  rules,
  errors: journalErrors.table,
  files: [JOURNAL_FILE],
  jobs: [journalImport],
};
