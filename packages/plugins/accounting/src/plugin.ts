import { definePlugin, mergeParts, type PluginPart } from '@bureau/core';
import { backupFigures } from './backup-figures.js';
import { bankPart } from './bank/part.js';
import { ChartResolver } from './chart/chart.resolver.js';
import { ClosingResolver } from './closing/closing.resolver.js';
import { IntegrityResolver } from './integrity/integrity.resolver.js';
import { LedgerResolver, TrialBalanceRowResolver } from './statements/ledger.resolver.js';
import { StatementLineResolver, StatementResolver } from './statements/statement.resolver.js';
import { roles } from './default-roles.js';
import { DimensionResolver } from './dimensions/dimension.resolver.js';
import { DraftResolver } from './ledger/draft.resolver.js';
import { EntryResolver } from './ledger/entry.resolver.js';
import { EntryPosted, EntryReversed } from './ledger/events.js';
import { JournalResolver } from './ledger/journal.resolver.js';
import { createPostingService, PostingService } from './ledger/posting-service.js';
import { PeriodClosed, PeriodReopened } from './years/events.js';
import { LockResolver } from './years/lock.resolver.js';
import { reopenApproval } from './years/reopening.js';
import { YearsResolver } from './years/years.resolver.js';
import { AccountRule } from './chart/account-rule.entity.js';
import { AccountingSettings } from './chart/accounting-settings.entity.js';
import { AccountingSettingsType, AccountRuleType, LedgerAccountType } from './chart/chart.types.js';
import { plansParts } from './plans/parts.js';
import { seed } from './seed/seed.js';
import { SettingsResolver } from './chart/settings.resolver.js';
import { LedgerAccount } from './chart/ledger-account.entity.js';
import { DimensionSet, DimensionSetItem } from './dimensions/dimension-set.entity.js';
import { Dimension, DimensionValue } from './dimensions/dimension.entity.js';
import {
  DimensionSetItemType,
  DimensionSetType,
  DimensionType,
  DimensionValueType,
} from './dimensions/dimensions.types.js';
import { DraftEntry, DraftLine } from './ledger/draft-entry.entity.js';
import { JournalEntry } from './ledger/journal-entry.entity.js';
import { JournalLine } from './ledger/journal-line.entity.js';
import { Journal } from './ledger/journal.entity.js';
import {
  DraftEntryType,
  DraftLineType,
  JournalEntryType,
  JournalLineType,
  JournalType,
} from './ledger/ledger.types.js';
import { errors } from './errors.js';
import { reportsParts } from './reports/parts.js';
import { tradeParts } from './trade/parts.js';
import { dashboards } from './dashboards.js';
import { metrics } from './metrics.js';
import { init } from './migrations/0001-init.js';
import { plans } from './migrations/0002-plans.js';
import { party } from './migrations/0003-party.js';
import { postingSpeed } from './migrations/0100-posting-speed.js';
import { postingAnswer } from './migrations/0120-posting-answer.js';
import { assetChanges } from './migrations/0150-asset-changes.js';
import { lineMonths } from './migrations/0190-line-months.js';
import { lineMonthLocks } from './migrations/0193-line-month-locks.js';
import { largeBooks } from './migrations/0191-large-books.js';
import { plainJournals } from './migrations/0230-plain-journals.js';
import { postingLookUps } from './migrations/0235-posting-look-ups.js';
import { permissions, rules } from './permissions.js';
import { AccountingLock, LockException } from './years/accounting-lock.entity.js';
import { FiscalYear } from './years/fiscal-year.entity.js';
import { Period } from './years/period.entity.js';
import {
  AccountingLockType,
  FiscalYearType,
  LockExceptionType,
  PeriodType,
} from './years/years.types.js';

/** The ledger itself: accounts, years, dimensions, entries and what is read of them. */
const ledgerPart: PluginPart = {
  entities: [
    LedgerAccount,
    AccountRule,
    AccountingSettings,
    FiscalYear,
    Period,
    AccountingLock,
    LockException,
    Dimension,
    DimensionValue,
    DimensionSet,
    DimensionSetItem,
    Journal,
    JournalEntry,
    JournalLine,
    DraftEntry,
    DraftLine,
  ],
  types: [
    LedgerAccountType,
    AccountRuleType,
    AccountingSettingsType,
    FiscalYearType,
    PeriodType,
    AccountingLockType,
    LockExceptionType,
    DimensionType,
    DimensionValueType,
    DimensionSetType,
    DimensionSetItemType,
    JournalType,
    JournalEntryType,
    JournalLineType,
    DraftEntryType,
    DraftLineType,
  ],
  migrations: [init, plans, party],
  globalTables: { currency: 'Currencies are the same for everybody.' },
  ownerFunctions: {
    post_entries: 'The only way into the ledger: nobody may write its tables by themselves.',
  },
  resolvers: [
    SettingsResolver,
    ChartResolver,
    DimensionResolver,
    JournalResolver,
    YearsResolver,
    LockResolver,
    EntryResolver,
    DraftResolver,
    LedgerResolver,
    TrialBalanceRowResolver,
    StatementResolver,
    StatementLineResolver,
    IntegrityResolver,
    ClosingResolver,
  ],
  permissions,
  rules,
  roles,
  errors: errors.table,
  events: [EntryPosted, EntryReversed, PeriodClosed, PeriodReopened],
  services: [{ token: PostingService, create: createPostingService }],
  approvals: [reopenApproval],
  backupFigures,
  metrics,
  dashboards,
};

/** What was measured later; after the migrations of the others. */
const speedPart: PluginPart = { migrations: [postingSpeed, postingAnswer] };

/** What changes fixed assets; after the migrations of the others. */
const changesPart: PluginPart = { migrations: [assetChanges] };

/** Sums that figures are read from; after the migrations of the others. */
const rollupPart: PluginPart = { migrations: [lineMonths, lineMonthLocks] };

/** Journals that take numbers; after the migrations of the others. */
const plainJournalsPart: PluginPart = { migrations: [plainJournals] };

/** What a posting reads; after the functions that it changes. */
const lookUpsPart: PluginPart = { migrations: [postingLookUps] };

/** What large books cost; after the migrations of the others. */
const largeBooksPart: PluginPart = { migrations: [largeBooks] };

/** The books of an organization, in double entry that the database enforces. */
export const accountingPlugin = definePlugin({
  id: 'accounting',
  version: '0.1.0',
  api: '^1.0',
  description: 'The books of the organization, in double entry that the database enforces.',
  // Its assets become fixed assets where it is there (fixed-assets/inventory.ts).
  enhances: { assets: '^0.1' },
  // Each area has a part of its own: a new one is one more here.
  ...mergeParts([
    ledgerPart,
    ...tradeParts,
    bankPart,
    ...plansParts,
    ...reportsParts,
    speedPart,
    changesPart,
    rollupPart,
    largeBooksPart,
    plainJournalsPart,
    lookUpsPart,
  ]),
  seed,
});
