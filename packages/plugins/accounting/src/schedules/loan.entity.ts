import { choice, defineEntity, p, Party, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { amount } from '../trade/document-columns.js';
import { LoanDayCount, LoanDirection, LoanKind, LoanPaymentKind } from './schedule-kinds.js';

/** A loan, paid back in equal steps of time. */
export const LoanSchema = defineEntity({
  name: 'Loan',
  schema: 'accounting',
  tableName: 'loan',
  comment: 'A loan, paid back in equal steps of time.',
  checks: [
    { name: 'loan_name_filled_check', expression: "btrim(name) <> ''" },
    // I33: what is owed never goes below zero.
    {
      name: 'loan_open_principal_check',
      expression: 'principal > 0 and open_principal >= 0 and open_principal <= principal',
    },
    { name: 'loan_open_base_amount_check', expression: 'open_base_amount >= 0' },
  ],
  properties: {
    ...record(),
    name: p.string().length(200).comment('What it is for'),
    direction: choice(LoanDirection).comment('Who owes it'),
    party: () => p.manyToOne(Party).nullable().comment('The other side'),
    principal: amount().comment('What was lent'),
    openPrincipal: amount().comment('What is owed by the payments that were posted'),
    currency: p.string().length(3).comment('Currency of its amounts (ISO 4217)'),
    openBaseAmount: amount().comment(
      'What the open principal stands for in the books, in the base currency',
    ),
    yearlyPercent: p.decimal().precision(9).scale(6).comment('Nominal percent a year'),
    paidOutOn: p.date().comment('When it was paid out; interest runs from here'),
    firstPaymentOn: p.date().comment('Day of the first payment'),
    everyMonths: p.integer().comment('Months from payment to payment'),
    paymentCount: p.integer().comment('How many payments'),
    kind: choice(LoanKind).default('ANNUITY').comment('How it is paid back'),
    dayCount: choice(LoanDayCount).default('PERIODS').comment('How interest is counted'),
    loanAccount: () => p.manyToOne(LedgerAccount).comment('What is owed'),
    interestAccount: () => p.manyToOne(LedgerAccount).comment('Interest paid or earned'),
    paymentAccount: () => p.manyToOne(LedgerAccount).comment('Bank or clearing account'),
    entry: () =>
      p.manyToOne(JournalEntry).nullable().comment('The entry of the pay-out; null: another did'),
  },
});

export class Loan extends LoanSchema.class {}
LoanSchema.setClass(Loan);

/** One payment of a loan. */
export const LoanPaymentSchema = defineEntity({
  name: 'LoanPayment',
  schema: 'accounting',
  tableName: 'loan_payment',
  comment: 'One payment of a loan.',
  uniques: [{ properties: ['loan', 'number'] }],
  checks: [
    {
      name: 'loan_payment_sum_check',
      expression: 'payment = interest + principal + fee and fee >= 0',
    },
  ],
  properties: {
    ...record(),
    loan: () => p.manyToOne(Loan).comment('The loan'),
    number: p.integer().comment('Place in the schedule, from 1'),
    dueOn: p.date().comment('Its day, and the posting date'),
    kind: choice(LoanPaymentKind)
      .default('REGULAR')
      .comment('Whether it was planned or came early'),
    payment: amount().comment('What is paid'),
    interest: amount().comment('Of it interest'),
    principal: amount().comment('Of it principal'),
    fee: amount().default('0').comment('What was paid beside for paying early'),
    balance: amount().comment('What is owed after it'),
    isPosted: p.boolean().default(false).comment('Whether it is in the books'),
    entry: () =>
      p.manyToOne(JournalEntry).nullable().comment('Its entry; null: not yet, or before the books'),
  },
});

export class LoanPayment extends LoanPaymentSchema.class {}
LoanPaymentSchema.setClass(LoanPayment);
