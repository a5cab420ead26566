import { expose, type Exposed, many } from '@bureau/core';
import { BASE_CURRENCY } from '../chart/base-currency.js';
import { DraftEntry, DraftLine } from './draft-entry.entity.js';
import { JournalEntry } from './journal-entry.entity.js';
import { JournalLine } from './journal-line.entity.js';
import { Journal } from './journal.entity.js';

export const JournalType: Exposed = expose(Journal, {
  prefix: 'jrn',
  filter: ['code', 'name', 'kind', 'isActive'],
  order: ['code', 'name'],
  by: ['code'],
  relations: { entries: many(() => JournalEntryType, 'journal', 'Its entries.') },
});

export const JournalEntryType: Exposed = expose(JournalEntry, {
  prefix: 'jen',
  amounts: { baseTotal: BASE_CURRENCY },
  filter: [
    'reference',
    'journal',
    'fiscalYear',
    'period',
    'postedOn',
    'postedAt',
    'postedBy',
    'kind',
    'reverses',
  ],
  order: ['postedOn', 'postedAt'],
  by: ['reference'],
  relations: {
    lines: many(() => JournalLineType, 'entry', 'Its lines.'),
    reversals: many(() => JournalEntryType, 'reverses', 'The entry that took it back, if any.'),
  },
});

export const JournalLineType: Exposed = expose(JournalLine, {
  prefix: 'jln',
  amounts: {
    amount: 'currency',
    debit: 'currency',
    credit: 'currency',
    taxBase: 'currency',
    baseAmount: BASE_CURRENCY,
  },
  filter: ['entry', 'account', 'party', 'postedOn', 'dimensionSet'],
  order: ['postedOn'],
});

export const DraftEntryType: Exposed = expose(DraftEntry, {
  prefix: 'jdr',
  filter: ['journal', 'postedOn'],
  order: ['createdAt', 'postedOn'],
  relations: { lines: many(() => DraftLineType, 'draft', 'Its lines.') },
});

export const DraftLineType: Exposed = expose(DraftLine, {
  prefix: 'jdl',
  amounts: { amount: 'currency', baseAmount: BASE_CURRENCY },
  filter: ['draft', 'account'],
  order: ['number'],
  root: false,
});
