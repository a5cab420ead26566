import { errorsOf } from '@bureau/core';

/** Why a report is not written; part of this plugin's error table. */
export const reportErrors = errorsOf('accounting', {
  REPORT_ACCOUNT_MISSING: 'A general ledger is of one account: give its code.',
  REPORT_EMPTY: 'Nothing was posted yet.',
  REPORT_TOO_LONG: 'This form of file takes at most {limit} rows. Narrow the span, or take CSV.',
});
