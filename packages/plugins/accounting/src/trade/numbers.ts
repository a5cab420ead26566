import { numberSeries } from '@bureau/core';

/** Numbers of invoices: law wants them without gaps (EU Directive 2006/112, article 226). */
export const invoiceNumbers = numberSeries({
  key: 'accounting.invoice',
  description: 'Numbers of invoices, drawn when they are posted.',
  pattern: 'INV-{yyyy}-{00000}',
  isGapless: true,
});

/** Our own numbers of bills of suppliers. */
export const billNumbers = numberSeries({
  key: 'accounting.bill',
  description: 'Own numbers of bills, drawn when they are posted.',
  pattern: 'BILL-{yyyy}-{00000}',
  isGapless: true,
});

/** Numbers of credit notes to customers and from suppliers. */
export const creditNoteNumbers = numberSeries({
  key: 'accounting.creditNote',
  description: 'Numbers of credit notes, drawn when they are posted.',
  pattern: 'CN-{yyyy}-{00000}',
  isGapless: true,
});

/** Numbers of expenses of employees. */
export const expenseClaimNumbers = numberSeries({
  key: 'accounting.expenseClaim',
  description: 'Numbers of expenses, drawn when they are posted.',
  pattern: 'EXP-{yyyy}-{00000}',
  isGapless: true,
});

/** Numbers of payments that came in or went out. */
export const paymentNumbers = numberSeries({
  key: 'accounting.payment',
  description: 'Numbers of payments.',
  pattern: 'PAY-{yyyy}-{00000}',
  isGapless: true,
});
