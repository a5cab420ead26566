/** What other plugins may use of this one. */
export {
  type EntrySource,
  type NewEntry,
  type NewLine,
  type PostedEntry,
} from './ledger/posting.js';
export { PostingService } from './ledger/posting-service.js';
export type { ReversalWish } from './ledger/reversal.js';
export { EntryPosted, EntryReversed } from './ledger/events.js';
export { PeriodClosed, PeriodReopened } from './years/events.js';
export { LedgerAccount } from './chart/ledger-account.entity.js';
export { LedgerAccountType } from './chart/chart.types.js';
export { JournalEntry } from './ledger/journal-entry.entity.js';
export { JournalLine } from './ledger/journal-line.entity.js';
export { JournalEntryType, JournalLineType } from './ledger/ledger.types.js';
export { Period } from './years/period.entity.js';
export {
  type PayrollPosting,
  PayrollPostingService,
  type PayrollRemittance,
  type PayrollShare,
  type PayslipPosting,
} from './payroll/payroll-posting.js';
export {
  type CashForecastQuestion,
  cashForecastSource,
  type PlannedPayment,
} from './forecast/planned-payment.js';
export {
  FixedAssetCapitalized,
  FixedAssetChanged,
  FixedAssetDisposed,
} from './fixed-assets/events.js';
export { BillDraftService, type KnownBill, type NewBillDraft } from './trade/bill-drafts.js';
export { DocumentPosted, DocumentVoided } from './trade/events.js';
export { BillType, CreditNoteType } from './trade/trade.types.js';
