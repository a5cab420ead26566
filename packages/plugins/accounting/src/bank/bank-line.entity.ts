import { choice, defineEntity, p, Party, record, secret } from '@bureau/core';
import { amount } from '../trade/document-columns.js';
import { BankAccount } from './bank-account.entity.js';
import { BankLineStatus } from './bank-kinds.js';
import { BankMatch } from './bank-match.entity.js';
import { BankStatement } from './bank-statement.entity.js';

/** A line of a bank account: once, in however many files it stands. */
export const BankLineSchema = defineEntity({
  name: 'BankLine',
  schema: 'accounting',
  tableName: 'bank_line',
  comment: 'A line of a bank account: once, in however many files it stands.',
  uniques: [{ properties: ['bankAccount', 'fingerprint'] }],
  properties: {
    ...record(),
    bankAccount: () => p.manyToOne(BankAccount).comment('The account'),
    statement: () => p.manyToOne(BankStatement).comment('The statement that it came with'),
    place: p.integer().comment('Place in that statement, from 1'),
    fingerprint: p
      .string()
      .length(32)
      .hidden()
      .comment('What tells it from other lines, the same in every file'),
    bookedOn: p.date().comment('Booking day'),
    valueOn: p.date().nullable().comment('Day from which interest counts'),
    amount: amount().comment('Above zero: money came in; below: it went out'),
    currency: p.string().length(3).comment('Currency of the account (ISO 4217)'),
    text: p.string().length(2000).comment('What the payment says of itself'),
    reference: p.string().length(140).nullable().comment('Reference that travels with the payment'),
    counterpartyName: p.string().length(140).nullable().comment('Name of the other side'),
    counterpartyAccount: secret().nullable().comment('Account of the other side; sealed'),
    counterpartyAccountIndex: p
      .text()
      .nullable()
      .hidden()
      .index()
      .comment('Blind index for equality'),
    bankId: p.string().length(80).nullable().comment("The bank's own id of the line"),
    code: p.string().length(60).nullable().comment("The bank's code of what it is"),
    party: () =>
      p
        .manyToOne(Party)
        .nullable()
        .comment('The only party that has the account of the other side'),
    match: () =>
      p.manyToOne(BankMatch).nullable().comment('What it belongs to in the books; null: open'),
    status: choice(BankLineStatus).default('OPEN').comment('Whether the books know of it'),
  },
});

export class BankLine extends BankLineSchema.class {}
BankLineSchema.setClass(BankLine);
