import { defineEntity, p, Party, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { Journal } from '../ledger/journal.entity.js';
import { amount } from '../trade/document-columns.js';

/** An entry that comes back. */
export const RecurringTemplateSchema = defineEntity({
  name: 'RecurringTemplate',
  schema: 'accounting',
  tableName: 'recurring_template',
  comment: 'An entry that comes back.',
  uniques: [{ properties: ['name'] }],
  checks: [{ name: 'recurring_template_name_filled_check', expression: "btrim(name) <> ''" }],
  properties: {
    ...record(),
    name: p.string().length(120).comment('Name for people, unique; memo of its entries'),
    journal: () => p.manyToOne(Journal).comment('The journal'),
    currency: p.string().length(3).comment('Currency of its amounts (ISO 4217)'),
    rule: p.string().length(200).comment('When it comes: a recurrence rule of RFC 5545'),
    startsOn: p.date().comment('The first day'),
    nextOn: p.date().nullable().comment('The next day; null: it has ended'),
    isActive: p.boolean().default(true).comment('Whether it is posted'),
    isAutomatic: p
      .boolean()
      .default(false)
      .comment('Whether the platform posts it on its day by itself'),
  },
});

export class RecurringTemplate extends RecurringTemplateSchema.class {}
RecurringTemplateSchema.setClass(RecurringTemplate);

/** A line of an entry that comes back. */
export const RecurringLineSchema = defineEntity({
  name: 'RecurringLine',
  schema: 'accounting',
  tableName: 'recurring_line',
  comment: 'A line of an entry that comes back.',
  uniques: [{ properties: ['template', 'number'] }],
  properties: {
    ...record(),
    template: () => p.manyToOne(RecurringTemplate).comment('The template'),
    number: p.integer().comment('Place in the entry, from 1'),
    account: () => p.manyToOne(LedgerAccount).comment('The account'),
    amount: amount().comment('Debit above zero, credit below'),
    memo: p.string().length(200).nullable().comment('What the line is about'),
    party: () => p.manyToOne(Party).nullable().comment('Customer, supplier or employee'),
    dimensionValueIds: p.array().hidden().comment('Keys of the dimension values that it carries'),
  },
});

export class RecurringLine extends RecurringLineSchema.class {}
RecurringLineSchema.setClass(RecurringLine);
