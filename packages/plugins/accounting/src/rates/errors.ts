import { errorsOf } from '@bureau/core';

/** Business errors of rates; codes are `ACCOUNTING_<KEY>` and never renamed. */
export const rateErrors = errorsOf('accounting', {
  RATE_PAIR: 'A rate is of two currencies, not of {currency} and itself.',
  RATE_UNKNOWN: 'There is no rate from {from} to {to} on {day} or before.',
  RATE_RANGE: 'A rate is above zero and has 10 decimals at most.',
  RATE_BATCH: 'Give 1 to {limit} rates; these are {size}.',
  RATE_TWICE: 'The rate of this pair and day stands twice.',
});
