import { choice, defineEntity, p } from '@bureau/core';
import { Bill } from './bill.entity.js';
import { documentColumns, documentLineColumns, letterColumns } from './document-columns.js';
import { Invoice } from './invoice.entity.js';
import { TradeSide } from './trade-kinds.js';

/** What takes an invoice or a bill back, in part or whole; its amounts are above zero. */
export const CreditNoteSchema = defineEntity({
  name: 'CreditNote',
  schema: 'accounting',
  tableName: 'credit_note',
  comment: 'What takes an invoice or a bill back, in part or whole.',
  uniques: [{ properties: ['number'] }],
  properties: {
    ...documentColumns(),
    ...letterColumns(),
    side: choice(TradeSide).comment('Whether it is for a customer or from a supplier'),
    invoice: () => p.manyToOne(Invoice).nullable().comment('The invoice that it corrects'),
    bill: () => p.manyToOne(Bill).nullable().comment('The bill that it corrects'),
  },
});

export class CreditNote extends CreditNoteSchema.class {}
CreditNoteSchema.setClass(CreditNote);

/** A line of a credit note. */
export const CreditNoteLineSchema = defineEntity({
  name: 'CreditNoteLine',
  schema: 'accounting',
  tableName: 'credit_note_line',
  comment: 'A line of a document of trade.',
  uniques: [{ properties: ['document', 'number'] }],
  properties: {
    ...documentLineColumns(),
    document: () => p.manyToOne(CreditNote).deleteRule('cascade').comment('The document'),
  },
});

export class CreditNoteLine extends CreditNoteLineSchema.class {}
CreditNoteLineSchema.setClass(CreditNoteLine);
