import { choice, defineEntity, p, Party, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { amount } from './document-columns.js';
import { PaymentDirection, TradeSide } from './trade-kinds.js';

/** Money that came in or went out for a party. */
export const PaymentSchema = defineEntity({
  name: 'Payment',
  schema: 'accounting',
  tableName: 'payment',
  comment: 'Money that came in or went out for a party.',
  uniques: [{ properties: ['number'] }],
  properties: {
    ...record(),
    number: p.string().length(40).comment('Number without gaps'),
    direction: choice(PaymentDirection).comment('Whether it came in or went out'),
    side: choice(TradeSide).comment('Whether the party is a customer or a supplier here'),
    party: () => p.manyToOne(Party).comment('Who paid, or was paid'),
    bankAccount: () => p.manyToOne(LedgerAccount).comment('Bank or cash account of the ledger'),
    paidOn: p.date().comment('Day of the payment, and its posting date'),
    currency: p.string().length(3).comment('Currency of the amount (ISO 4217)'),
    exchangeRate: p
      .decimal()
      .precision(20)
      .scale(10)
      .comment('Worth of one unit in the base currency'),
    amount: amount().comment('What the party paid or was paid'),
    fee: amount().default('0').comment('What the bank kept, of money that came in, or took on top'),
    isVoid: p.boolean().default(false).comment('Whether it was taken back'),
    partyReference: p
      .string()
      .length(80)
      .nullable()
      .comment('Reference of the other side or of the bank'),
    memo: p.string().length(500).nullable().comment('What it is about'),
    entry: () => p.manyToOne(JournalEntry).comment('Its entry in the ledger'),
  },
});

export class Payment extends PaymentSchema.class {}
PaymentSchema.setClass(Payment);
