import { choice, defineEntity, type EnumValue, enumOf, p, record } from '@bureau/core';

/** What a journal is for. */
export const JournalKind = enumOf('JournalKind', 'What a journal is for.', {
  GENERAL: 'Everything that has no journal of its own.',
  SALES: 'Invoices and credit notes to customers.',
  PURCHASES: 'Bills and credit notes of suppliers.',
  BANK: 'Movements of bank accounts.',
  CASH: 'Movements of cash.',
  PAYROLL: 'Wages and salaries.',
});
export type JournalKind = EnumValue<typeof JournalKind>;

/** How a journal numbers its entries. */
export const JournalNumbering = enumOf('JournalNumbering', 'How a journal numbers its entries.', {
  GAPLESS: 'From 1 without a gap, in the order of posting; nobody chooses a number.',
  PLAIN:
    'An entry may bring its number, so there may be gaps, as in books of another program; one ' +
    'that brings none gets the next after the highest.',
});
export type JournalNumbering = EnumValue<typeof JournalNumbering>;

/** A book of entries that counts its numbers anew in each fiscal year. */
export const JournalSchema = defineEntity({
  name: 'Journal',
  schema: 'accounting',
  tableName: 'journal',
  comment: 'A book of entries that counts its numbers anew in each fiscal year.',
  checks: [
    { name: 'journal_code_check', expression: "code ~ '^[A-Z0-9]+$'" },
    { name: 'journal_name_filled_check', expression: "btrim(name) <> ''" },
  ],
  properties: {
    ...record(),
    code: p.string().length(10).comment('Short code, unique; part of entry references'),
    name: p.string().length(120).comment('Name for people'),
    kind: choice(JournalKind).comment('What it is for; says which locks hold'),
    numbering: choice(JournalNumbering).default('GAPLESS').comment('How its entries are numbered'),
    isActive: p.boolean().default(true).comment('Whether new entries may be posted in it'),
  },
});

export class Journal extends JournalSchema.class {}
JournalSchema.setClass(Journal);
