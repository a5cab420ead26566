import { defineEntity, expose, type Exposed, many, p, Party, record } from '@bureau/core';
import { BASE_CURRENCY } from '../chart/base-currency.js';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { amount } from '../trade/document-columns.js';
import { OpenItem } from '../trade/open-item.entity.js';

/** What foreign currency was worth at the end of a period. */
export const RevaluationSchema = defineEntity({
  name: 'Revaluation',
  schema: 'accounting',
  tableName: 'revaluation',
  comment: 'What foreign currency was worth at the end of a period.',
  properties: {
    ...record(),
    revaluedOn: p.date().comment('The day, the last one of a period'),
    reversesOn: p.date().comment('The day after, on which all of it is taken back'),
    gain: amount().comment('Sum of what is worth more, in the base currency'),
    loss: amount().comment('Sum of what is worth less, without a sign'),
  },
});

export class Revaluation extends RevaluationSchema.class {}
RevaluationSchema.setClass(Revaluation);

/** An open item, a bank account or loans at the rate of a day. */
export const RevaluationLineSchema = defineEntity({
  name: 'RevaluationLine',
  schema: 'accounting',
  tableName: 'revaluation_line',
  comment: 'An open item or a bank account at the rate of a day.',
  uniques: [{ properties: ['revaluation', 'number'] }],
  properties: {
    ...record(),
    revaluation: () => p.manyToOne(Revaluation).comment('The revaluation'),
    number: p.integer().comment('Place in it, from 1'),
    account: () => p.manyToOne(LedgerAccount).comment('Account of the ledger'),
    openItem: () => p.manyToOne(OpenItem).nullable().comment('The open item; null: a bank account'),
    party: () => p.manyToOne(Party).nullable().comment('The party of that'),
    currency: p.string().length(3).comment('Currency of the amount (ISO 4217)'),
    amount: amount().comment('What there is of it, debit above zero'),
    exchangeRate: p
      .decimal()
      .precision(20)
      .scale(10)
      .comment('Worth of one unit in the base currency on the day'),
    bookWorth: amount().comment('What the books said before'),
    worth: amount().comment('Worth at the rate'),
    difference: amount().comment('Above zero a gain, below a loss'),
    entry: () => p.manyToOne(JournalEntry).comment('The entry that posted it'),
  },
});

export class RevaluationLine extends RevaluationLineSchema.class {}
RevaluationLineSchema.setClass(RevaluationLine);

export const RevaluationType: Exposed = expose(Revaluation, {
  prefix: 'rvl',
  amounts: { gain: BASE_CURRENCY, loss: BASE_CURRENCY },
  filter: ['revaluedOn'],
  order: ['revaluedOn'],
  relations: { lines: many(() => RevaluationLineType, 'revaluation', 'What was revalued.') },
});

export const RevaluationLineType: Exposed = expose(RevaluationLine, {
  prefix: 'rvn',
  amounts: {
    amount: 'currency',
    bookWorth: BASE_CURRENCY,
    worth: BASE_CURRENCY,
    difference: BASE_CURRENCY,
  },
  filter: ['revaluation', 'account', 'openItem', 'party', 'entry'],
  order: ['number'],
});
