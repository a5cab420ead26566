import { permissionsOf, type RuleTree } from '@bureau/core';

export const permissions = permissionsOf('accounting', {
  'setup.read': 'Read accounts, journals, fiscal years, periods, locks and dimensions.',
  'setup.manage': 'Set the books up: accounts, journals, fiscal years, dimensions and rules.',
  'entry.read': 'Read entries and their lines.',
  'entry.draft': 'Write drafts of entries.',
  'entry.post': 'Post entries.',
  'entry.reverse': 'Reverse and correct posted entries.',
  'report.read': 'Read balances and statements.',
  'period.close': 'Close periods and fiscal years, and set locks.',
  'period.reopen': 'Open closed periods again.',
  'period.postSoftClosed': 'Post into periods that are softly closed.',
  'lock.except': 'Let somebody post in spite of a lock.',
  'ledger.verify': 'Check the whole ledger and its chain.',
});

const SETUP = 'accounting.setup.read';

export const rules: RuleTree = {
  LedgerAccount: { '*': SETUP, lines: 'accounting.entry.read' },
  AccountRule: { '*': SETUP },
  AccountingSettings: { '*': SETUP },
  Journal: { '*': SETUP, entries: 'accounting.entry.read' },
  FiscalYear: { '*': SETUP },
  Period: { '*': SETUP },
  AccountingLock: { '*': SETUP },
  LockException: { '*': SETUP },
  Dimension: { '*': SETUP },
  DimensionValue: { '*': SETUP },
  DimensionSet: { '*': SETUP },
  DimensionSetItem: { '*': SETUP },
  JournalEntry: { '*': 'accounting.entry.read' },
  JournalLine: { '*': 'accounting.entry.read' },
  DraftEntry: { '*': 'accounting.entry.draft' },
  DraftLine: { '*': 'accounting.entry.draft' },
  Query: { accountingSettings: SETUP },
};
