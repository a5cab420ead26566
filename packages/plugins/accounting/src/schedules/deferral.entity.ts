import { choice, defineEntity, p, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { amount } from '../trade/document-columns.js';
import { DeferralKind, DeferralSpread } from './schedule-kinds.js';

/** An amount that belongs to the result of a span of days. */
export const DeferralSchema = defineEntity({
  name: 'Deferral',
  schema: 'accounting',
  tableName: 'deferral',
  comment: 'An amount that belongs to the result of a span of days.',
  checks: [
    { name: 'deferral_name_filled_check', expression: "btrim(name) <> ''" },
    { name: 'deferral_amount_check', expression: 'amount > 0' },
    { name: 'deferral_span_check', expression: 'starts_on <= ends_on' },
    // I37: never more than there was.
    {
      name: 'deferral_recognized_check',
      expression: 'recognized >= 0 and recognized <= amount',
    },
  ],
  properties: {
    ...record(),
    name: p.string().length(200).comment('What it is'),
    kind: choice(DeferralKind).comment('Expense or income'),
    amount: amount().comment('What is deferred'),
    currency: p.string().length(3).comment('Currency of its amounts (ISO 4217)'),
    baseAmount: amount().comment(
      'Its worth in the base currency, which stays as it was on the first day',
    ),
    startsOn: p.date().comment('First day of the service'),
    endsOn: p.date().comment('Last day of the service'),
    spreadBy: choice(DeferralSpread).default('MONTH').comment('How it is spread'),
    balanceAccount: () => p.manyToOne(LedgerAccount).comment('Where it stands until then'),
    resultAccount: () => p.manyToOne(LedgerAccount).comment('Where it belongs'),
    recognized: amount().default('0').comment('What is in the result already'),
    isEnded: p.boolean().default(false).comment('Whether all of it is'),
    entry: () =>
      p.manyToOne(JournalEntry).nullable().comment('The entry that deferred it; null: another did'),
    memo: p.string().length(500).nullable().comment('What else is known'),
    dimensionValueIds: p
      .array()
      .hidden()
      .comment('Keys of the dimension values that the result carries'),
  },
});

export class Deferral extends DeferralSchema.class {}
DeferralSchema.setClass(Deferral);

/** A month of a deferral. */
export const DeferralLineSchema = defineEntity({
  name: 'DeferralLine',
  schema: 'accounting',
  tableName: 'deferral_line',
  comment: 'A month of a deferral.',
  uniques: [{ properties: ['deferral', 'number'] }],
  properties: {
    ...record(),
    deferral: () => p.manyToOne(Deferral).comment('The deferral'),
    number: p.integer().comment('Place in the schedule, from 1'),
    dueOn: p.date().comment('Last day of the month, and the posting date'),
    amount: amount().comment('What belongs to the month'),
    baseAmount: amount().comment('Its part of the worth'),
    isRecognized: p.boolean().default(false).comment('Whether it is in the result'),
    entry: () =>
      p.manyToOne(JournalEntry).nullable().comment('Its entry; null: not yet, or before the books'),
  },
});

export class DeferralLine extends DeferralLineSchema.class {}
DeferralLineSchema.setClass(DeferralLine);
