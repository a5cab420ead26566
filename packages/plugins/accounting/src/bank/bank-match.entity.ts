import { defineEntity, p, record } from '@bureau/core';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { JournalLine } from '../ledger/journal-line.entity.js';
import { amount } from '../trade/document-columns.js';
import { Payment } from '../trade/payment.entity.js';
import { BankAccount } from './bank-account.entity.js';

/** Lines of the bank that are the same money as lines of the books. */
export const BankMatchSchema = defineEntity({
  name: 'BankMatch',
  schema: 'accounting',
  tableName: 'bank_match',
  comment: 'Lines of the bank that are the same money as lines of the books.',
  properties: {
    ...record(),
    bankAccount: () => p.manyToOne(BankAccount).comment('The bank account'),
    rule: p.string().length(60).nullable().comment('The rule that found it; null: a person did'),
    score: p.integer().nullable().comment('How sure that rule was, 0 to 100'),
    payment: () =>
      p.manyToOne(Payment).nullable().comment('Payment that was recorded by it, and goes with it'),
    entry: () =>
      p
        .manyToOne(JournalEntry)
        .nullable()
        .comment('Entry that was posted by it, and is taken back with it'),
  },
});

export class BankMatch extends BankMatchSchema.class {}
BankMatchSchema.setClass(BankMatch);

/** A line of the books in a match. */
export const BankMatchItemSchema = defineEntity({
  name: 'BankMatchItem',
  schema: 'accounting',
  tableName: 'bank_match_item',
  comment: 'A line of the books in a match.',
  uniques: [{ properties: ['line'] }],
  properties: {
    ...record(),
    match: () => p.manyToOne(BankMatch).comment('The match'),
    line: () => p.manyToOne(JournalLine).comment('The line of the ledger, in one match at most'),
  },
});

export class BankMatchItem extends BankMatchItemSchema.class {}
BankMatchItemSchema.setClass(BankMatchItem);

/** A day up to which a bank account is reconciled. */
export const BankReconciliationSchema = defineEntity({
  name: 'BankReconciliation',
  schema: 'accounting',
  tableName: 'bank_reconciliation',
  comment: 'A day up to which a bank account is reconciled.',
  uniques: [{ properties: ['bankAccount', 'closedOn'] }],
  properties: {
    ...record(),
    bankAccount: () => p.manyToOne(BankAccount).comment('The bank account'),
    closedOn: p.date().comment('The last day; matches up to it stay as they are'),
    statementBalance: amount().comment('Balance by the statement of the bank'),
    bookBalance: amount().comment('Balance in the books'),
    inTransit: amount().comment('Sum of lines of the books that the bank did not have yet'),
  },
});

export class BankReconciliation extends BankReconciliationSchema.class {}
BankReconciliationSchema.setClass(BankReconciliation);
