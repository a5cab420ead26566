import { choice, defineEntity, type EnumValue, enumOf, p, record, User } from '@bureau/core';
import { FiscalYear } from '../years/fiscal-year.entity.js';
import { Period } from '../years/period.entity.js';
import { Journal } from './journal.entity.js';

/** What an entry is in the books. */
export const EntryKind = enumOf('EntryKind', 'What an entry is in the books.', {
  NORMAL: 'An everyday entry.',
  OPENING: 'Opening balances, against the clearing account.',
  CLOSING: 'Zeroes income and expenses of a year; no part of its income statement.',
  REVALUATION: 'Unrealized differences of exchange.',
  REVERSAL: 'Takes another entry back, line by line.',
});
export type EntryKind = EnumValue<typeof EntryKind>;

/** A posted entry. Written by the posting function of the database only, and never changed. */
export const JournalEntrySchema = defineEntity({
  name: 'JournalEntry',
  schema: 'accounting',
  tableName: 'entry',
  comment: 'A posted entry. Written by the posting function only, and never changed.',
  uniques: [
    { properties: ['journal', 'fiscalYear', 'number'] },
    {
      name: 'entry_reverses_id_key',
      properties: ['reverses'],
      where: 'reverses_id is not null',
    },
    {
      name: 'entry_source_key',
      properties: ['sourceType', 'sourceId', 'sourceEvent'],
      where: 'source_id is not null',
    },
  ],
  checks: [
    {
      name: 'entry_source_check',
      expression:
        '(source_type is null) = (source_id is null) and ' +
        '(source_type is null) = (source_event is null)',
    },
    { name: 'entry_number_check', expression: 'number > 0' },
    { name: 'entry_reversal_check', expression: "(kind = 'REVERSAL') = (reverses_id is not null)" },
  ],
  properties: {
    ...record(),
    reference: p.string().length(60).comment('Journal, fiscal year and number: GJ-2026-000017'),
    journal: () => p.manyToOne(Journal).comment('The journal'),
    fiscalYear: () => p.manyToOne(FiscalYear).comment('The fiscal year'),
    period: () => p.manyToOne(Period).comment('The period'),
    number: p
      .integer()
      .comment(
        'Number in the journal and fiscal year; from 1 without a gap where the journal is gapless',
      ),
    postedOn: p.date().comment('Posting date: the day for which it counts'),
    postedAt: p.datetime(6).comment('When it was posted; grows with each posting'),
    postedBy: () => p.manyToOne(User).nullable().comment('Who posted it; null: the platform'),
    kind: choice(EntryKind).comment('What it is in the books'),
    memo: p.string().length(500).nullable().comment('What it is about'),
    baseTotal: p.decimal().precision(20).scale(4).comment('Sum of its debits in the base currency'),
    lineCount: p.integer().comment('How many lines it has'),
    reverses: () => p.manyToOne(JournalEntry).nullable().comment('The entry that it takes back'),
    sourceType: p.string().length(60).nullable().comment('What it comes from, such as Invoice'),
    sourceId: p.uuid().nullable().hidden().comment('Key of what it comes from'),
    sourceEvent: p.string().length(60).nullable().comment('What happened to that, such as posted'),
  },
});

export class JournalEntry extends JournalEntrySchema.class {}
JournalEntrySchema.setClass(JournalEntry);
