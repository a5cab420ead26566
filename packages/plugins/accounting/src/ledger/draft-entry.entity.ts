import { defineEntity, p, Party, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { Journal } from './journal.entity.js';

/** An entry that is being written: without number and effect, free to be changed. */
export const DraftEntrySchema = defineEntity({
  name: 'DraftEntry',
  schema: 'accounting',
  tableName: 'draft_entry',
  comment: 'An entry that is being written: without number and effect, free to be changed.',
  properties: {
    ...record(),
    journal: () => p.manyToOne(Journal).comment('The journal in which it will be posted'),
    postedOn: p.date().comment('Posting date that is meant'),
    memo: p.string().length(500).nullable().comment('What it is about'),
  },
});

export class DraftEntry extends DraftEntrySchema.class {}
DraftEntrySchema.setClass(DraftEntry);

const amount = () => p.decimal().precision(20).scale(4);

/** A line of a draft. */
export const DraftLineSchema = defineEntity({
  name: 'DraftLine',
  schema: 'accounting',
  tableName: 'draft_line',
  comment: 'A line of a draft.',
  uniques: [{ properties: ['draft', 'number'] }],
  properties: {
    ...record(),
    draft: () => p.manyToOne(DraftEntry).deleteRule('cascade').comment('The draft'),
    number: p.integer().comment('Place in the draft, from 1'),
    account: () => p.manyToOne(LedgerAccount).comment('The account'),
    currency: p.string().length(3).comment('Currency of the amount (ISO 4217)'),
    amount: amount().comment('In the currency: debit above zero, credit below'),
    baseAmount: amount()
      .nullable()
      .comment('In the base currency; null: the same, where the currency is the base'),
    memo: p.string().length(200).nullable().comment('What the line is about'),
    party: () => p.manyToOne(Party).nullable().comment('Customer, supplier or employee'),
    dimensionValueIds: p.array().hidden().comment('Keys of the dimension values that it will have'),
  },
});

export class DraftLine extends DraftLineSchema.class {}
DraftLineSchema.setClass(DraftLine);
