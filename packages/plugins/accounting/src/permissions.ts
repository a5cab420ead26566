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
const REPORT = 'accounting.report.read';
const VERIFY = 'accounting.ledger.verify';
const MANAGE = 'accounting.setup.manage';

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
  JournalEntryPostResult: { '*': 'accounting.entry.post' },
  CurrencyBalance: { '*': REPORT },
  AccountBalance: { '*': REPORT },
  TrialBalance: { '*': REPORT },
  TrialBalanceRow: { '*': REPORT },
  GeneralLedger: { '*': REPORT },
  GeneralLedgerRow: { '*': REPORT },
  FinancialStatement: { '*': REPORT },
  StatementColumn: { '*': REPORT },
  StatementLine: { '*': REPORT },
  IntegrityReport: { '*': VERIFY },
  IntegrityCheck: { '*': VERIFY },
  ChainReport: { '*': VERIFY },
  ChainFault: { '*': VERIFY },
  Query: {
    accountingSettings: SETUP,
    accountBalance: REPORT,
    trialBalance: REPORT,
    generalLedger: REPORT,
    balanceSheet: REPORT,
    incomeStatement: REPORT,
    equityStatement: REPORT,
    ledgerIntegrityCheck: VERIFY,
    verifyHashChain: VERIFY,
  },
  Mutation: {
    accountingSetUp: MANAGE,
    accountingSettingsUpdate: MANAGE,
    ledgerAccountCreate: MANAGE,
    ledgerAccountUpdate: MANAGE,
    ledgerAccountDeactivate: MANAGE,
    accountRuleSet: MANAGE,
    journalCreate: MANAGE,
    journalUpdate: MANAGE,
    dimensionCreate: MANAGE,
    dimensionValueCreate: MANAGE,
    dimensionValueUpdate: MANAGE,
    fiscalYearCreate: MANAGE,
    draftEntrySave: 'accounting.entry.draft',
    draftEntryDelete: 'accounting.entry.draft',
    draftEntryPost: 'accounting.entry.post',
    journalEntryPost: 'accounting.entry.post',
    journalEntryPostBatch: 'accounting.entry.post',
    journalEntryReverse: 'accounting.entry.reverse',
    journalEntryCorrect: {
      allOf: ['accounting.entry.reverse', 'accounting.entry.post'],
    },
    openingBalancesPost: 'accounting.entry.post',
    fiscalYearClose: { allOf: ['accounting.period.close', 'accounting.entry.post'] },
    periodSoftClose: 'accounting.period.close',
    periodClose: 'accounting.period.close',
    periodReopen: 'accounting.period.reopen',
    accountingLockSet: 'accounting.period.close',
    lockExceptionGrant: 'accounting.lock.except',
  },
};

/** The rules of several areas: their root fields together. */
export function joinRules(...areas: readonly RuleTree[]): RuleTree {
  const roots = (name: string) => Object.assign({}, ...areas.map((area) => area[name] ?? {}));
  return Object.assign({}, ...areas, { Query: roots('Query'), Mutation: roots('Mutation') });
}
