import { defineEntity, p, User } from '@bureau/core';
import { documentColumns, documentLineColumns } from './document-columns.js';

/** What a supplier asks for. */
export const BillSchema = defineEntity({
  name: 'Bill',
  schema: 'accounting',
  tableName: 'bill',
  comment: 'What a supplier asks for.',
  uniques: [{ properties: ['number'] }],
  properties: {
    ...documentColumns(),
    enteredBy: () => p.manyToOne(User).nullable().comment('Who entered it'),
    approvedBy: () => p.manyToOne(User).nullable().comment('Who approved it; never who entered it'),
  },
});

export class Bill extends BillSchema.class {}
BillSchema.setClass(Bill);

/** A line of a bill. */
export const BillLineSchema = defineEntity({
  name: 'BillLine',
  schema: 'accounting',
  tableName: 'bill_line',
  comment: 'A line of a document of trade.',
  uniques: [{ properties: ['document', 'number'] }],
  properties: {
    ...documentLineColumns(),
    document: () => p.manyToOne(Bill).deleteRule('cascade').comment('The document'),
  },
});

export class BillLine extends BillLineSchema.class {}
BillLineSchema.setClass(BillLine);
