import { errorsOf } from '@bureau/core';

/** Business errors of revaluation; codes are `ACCOUNTING_<KEY>` and never renamed. */
export const revaluationErrors = errorsOf('accounting', {
  REVALUATION_DAY: 'Foreign currency is revalued on the last day of a period; {day} is none.',
  REVALUATION_ACCOUNT: 'Name the account for unrealized {side}s: exchangeSettingsSave.',
});
