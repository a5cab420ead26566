import { defineEntity, p, Party, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { DimensionSet } from '../dimensions/dimension-set.entity.js';
import { JournalEntry } from './journal-entry.entity.js';

const amount = () => p.decimal().precision(20).scale(4);

/** A line of a posted entry; never changed. */
export const JournalLineSchema = defineEntity({
  name: 'JournalLine',
  schema: 'accounting',
  tableName: 'line',
  comment: 'A line of a posted entry; never changed.',
  uniques: [{ properties: ['entry', 'number'] }],
  indexes: [{ properties: ['account', 'postedOn'] }],
  properties: {
    ...record(),
    entry: () => p.manyToOne(JournalEntry).comment('The entry'),
    number: p.integer().comment('Place in the entry, from 1'),
    account: () => p.manyToOne(LedgerAccount).comment('The account'),
    postedOn: p.date().comment('Posting date of the entry'),
    currency: p.string().length(3).comment('Currency of the amount (ISO 4217)'),
    amount: amount().comment('In the currency: debit above zero, credit below'),
    baseAmount: amount().comment('In the base currency: debit above zero, credit below'),
    debit: amount().generated('(greatest(amount, 0)) stored').comment('The amount, if a debit'),
    credit: amount().generated('(greatest(-amount, 0)) stored').comment('The amount, if a credit'),
    memo: p.string().length(200).nullable().comment('What the line is about'),
    dimensionSet: () =>
      p.manyToOne(DimensionSet).nullable().comment('Dimension values that it has'),
    party: () => p.manyToOne(Party).nullable().comment('Customer, supplier or employee'),
    openItemId: p.uuid().nullable().hidden().comment('Open item that it made or settles'),
    taxCodeId: p.uuid().nullable().hidden().comment('Tax that it is'),
    taxBase: amount().nullable().comment('What the tax is of, in the currency'),
    quantity: p.decimal().precision(20).scale(8).nullable().comment('Quantity, where one counts'),
  },
});

export class JournalLine extends JournalLineSchema.class {}
JournalLineSchema.setClass(JournalLine);
