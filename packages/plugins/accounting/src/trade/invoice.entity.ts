import { defineEntity, p } from '@bureau/core';
import { documentColumns, documentLineColumns, letterColumns } from './document-columns.js';

/** What a customer is asked to pay. */
export const InvoiceSchema = defineEntity({
  name: 'Invoice',
  schema: 'accounting',
  tableName: 'invoice',
  comment: 'What a customer is asked to pay.',
  uniques: [{ properties: ['number'] }],
  properties: { ...documentColumns(), ...letterColumns() },
});

export class Invoice extends InvoiceSchema.class {}
InvoiceSchema.setClass(Invoice);

/** A line of an invoice. */
export const InvoiceLineSchema = defineEntity({
  name: 'InvoiceLine',
  schema: 'accounting',
  tableName: 'invoice_line',
  comment: 'A line of a document of trade.',
  uniques: [{ properties: ['document', 'number'] }],
  properties: {
    ...documentLineColumns(),
    document: () => p.manyToOne(Invoice).deleteRule('cascade').comment('The document'),
  },
});

export class InvoiceLine extends InvoiceLineSchema.class {}
InvoiceLineSchema.setClass(InvoiceLine);
