import { type Exposed, expose, type Extension, many } from '@bureau/core';
import { DocumentRecordType } from '../library/library.types.js';
import { ownDocuments, visibleWith } from '../library/visibility.js';
import { DocumentBill } from './document-bill.entity.js';

export const DocumentBillType: Exposed = expose(DocumentBill, {
  prefix: 'dbl',
  filter: ['document', 'billId', 'state', 'createdAt'],
  order: ['createdAt'],
  references: { billId: { typeColumn: 'bill_type' } },
  conditions: { own: (principal) => ({ document: ownDocuments(principal) }) },
  always: visibleWith('document'),
});

export const billExtensions: Extension[] = [
  {
    type: DocumentRecordType,
    relations: { bills: many(() => DocumentBillType, 'document', 'Bills that it proves.') },
  },
];
