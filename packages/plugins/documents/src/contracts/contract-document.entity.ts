import { defineEntity, p, record } from '@bureau/core';
import { Document } from '../library/document.entity.js';
import { Contract } from './contract.entity.js';

export const ContractDocumentSchema = defineEntity({
  name: 'ContractDocument',
  schema: 'documents',
  tableName: 'contract_document',
  comment: 'A paper of a contract: what was signed, and what was written about it.',
  uniques: [{ properties: ['contract', 'document'] }],
  properties: {
    ...record(),
    contract: () => p.manyToOne(Contract).comment('The contract'),
    document: () => p.manyToOne(Document).comment('The paper'),
  },
});

/** A paper of a contract; terms that run from its end wait for all its contracts. */
export class ContractDocument extends ContractDocumentSchema.class {}
ContractDocumentSchema.setClass(ContractDocument);
