import { errorsOf } from '@bureau/core';

/** Business errors of payment runs; codes are `ACCOUNTING_<KEY>` and never renamed. */
export const paymentRunErrors = errorsOf('accounting', {
  PAYMENT_RUN_ITEMS: 'A payment run has 1 to {limit} transfers; this one has {size}.',
  PAYMENT_RUN_DEBTOR: 'Bank account {name} has no IBAN to pay from.',
  PAYMENT_RUN_ITEM: 'A transfer names an open item, or a party and an amount.',
  PAYMENT_RUN_SIDE: '{reference} is nothing that is owed.',
  PAYMENT_RUN_CURRENCY: '{reference} is in {currency}, the bank account in {wanted}.',
  PAYMENT_RUN_ACCOUNT: 'Party {party} has no bank account that payments go to.',
  PAYMENT_RUN_OPEN: 'Of {reference} {open} {currency} is open and not ordered yet.',
  PAYMENT_RUN_FAULT: 'The bank would refuse it: {place} {reason}.',
  PAYMENT_RUN_STATE: 'Payment run {number} is {state} already.',
});
