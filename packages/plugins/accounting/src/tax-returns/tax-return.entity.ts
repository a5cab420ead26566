import { choice, defineEntity, enumOf, type EnumValue, p, record } from '@bureau/core';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { amount } from '../trade/document-columns.js';
import { boxColumns, TaxForm } from './tax-form.entity.js';

/** Whether a return is with the office. */
export const TaxReturnStatus = enumOf('TaxReturnStatus', 'Whether a tax return is filed.', {
  DRAFT: 'Prepared; its figures may be taken anew.',
  FILED: 'With the office, and in the books.',
});
export type TaxReturnStatus = EnumValue<typeof TaxReturnStatus>;

/** What is declared to the tax office for a span of days. */
export const TaxReturnSchema = defineEntity({
  name: 'TaxReturn',
  schema: 'accounting',
  tableName: 'tax_return',
  comment: 'What is declared to the tax office for a span of days.',
  uniques: [{ properties: ['form', 'startsOn'] }],
  properties: {
    ...record(),
    form: () => p.manyToOne(TaxForm).comment('The form'),
    status: choice(TaxReturnStatus).default('DRAFT').comment('Whether it is filed'),
    startsOn: p.date().comment('First day'),
    endsOn: p.date().comment('Last day'),
    preparedAt: p.datetime(6).comment('When its figures were taken'),
    payable: amount().comment('What is owed to the office; below zero: it owes'),
    lateEntryCount: p
      .integer()
      .comment('Entries of earlier returns that came after those were filed'),
    filedOn: p.date().nullable().comment('When it was filed; null: not yet'),
    entry: () => p.manyToOne(JournalEntry).nullable().comment('Its entry in the ledger'),
  },
});

export class TaxReturn extends TaxReturnSchema.class {}
TaxReturnSchema.setClass(TaxReturn);

/** A figure of a return, as it was when it was prepared. */
export const TaxReturnBoxSchema = defineEntity({
  name: 'TaxReturnBox',
  schema: 'accounting',
  tableName: 'tax_return_box',
  comment: 'A figure of a return, as it was when it was prepared.',
  uniques: [{ properties: ['taxReturn', 'number'] }],
  properties: {
    ...record(),
    taxReturn: () => p.manyToOne(TaxReturn).deleteRule('cascade').comment('The return'),
    ...boxColumns(),
    amount: amount().comment('In the base currency'),
  },
});

export class TaxReturnBox extends TaxReturnBoxSchema.class {}
TaxReturnBoxSchema.setClass(TaxReturnBox);

/** An entry that a return declares; each is declared once. */
export const TaxReturnEntrySchema = defineEntity({
  name: 'TaxReturnEntry',
  schema: 'accounting',
  tableName: 'tax_return_entry',
  comment: 'An entry that a return declares; each is declared once.',
  uniques: [{ name: 'tax_return_entry_key', properties: ['taxReturn', 'entry'] }],
  properties: {
    ...record(),
    taxReturn: () => p.manyToOne(TaxReturn).deleteRule('cascade').comment('The return'),
    entry: () => p.manyToOne(JournalEntry).comment('The entry'),
  },
});

export class TaxReturnEntry extends TaxReturnEntrySchema.class {}
TaxReturnEntrySchema.setClass(TaxReturnEntry);
