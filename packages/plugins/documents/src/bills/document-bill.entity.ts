import { choice, defineEntity, enumOf, type EnumValue, p, record } from '@bureau/core';
import { Document } from '../library/document.entity.js';
import { DocumentVersion } from '../library/document-version.entity.js';

export const DocumentBillState = enumOf('DocumentBillState', 'Whether a bill is posted.', {
  DRAFTED: 'It is a draft.',
  POSTED: 'It is in the books; the paper is kept for as long as they are.',
  VOIDED: 'It was taken back: the paper may become another bill.',
});
export type DocumentBillState = EnumValue<typeof DocumentBillState>;

export const DocumentBillSchema = defineEntity({
  name: 'DocumentBill',
  schema: 'documents',
  tableName: 'document_bill',
  comment: 'The paper that proves a bill, with the bytes that were read.',
  properties: {
    ...record(),
    document: () => p.manyToOne(Document).comment('The paper'),
    documentVersion: () => p.manyToOne(DocumentVersion).comment('The version that was read'),
    sha256: p.string().length(64).comment('SHA-256 of its bytes, hexadecimal'),
    billId: p.uuid().comment('The bill in accounting'),
    billType: p.string().columnType('text').default('Bill').hidden().comment('Always Bill'),
    state: choice(DocumentBillState).default('DRAFTED').comment('Whether the bill is posted'),
  },
});

/** DRAFTED -> POSTED -> VOIDED. One bill for each paper, unless it was taken back. */
export class DocumentBill extends DocumentBillSchema.class {}
DocumentBillSchema.setClass(DocumentBill);
