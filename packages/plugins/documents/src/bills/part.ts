import { type PluginPart, permissionsOf, type RuleTree } from '@bureau/core';
import { DOCUMENT_READ } from '../library/permissions.js';
import { bills } from '../migrations/0031-bills.js';
import { billPosted, billVoided } from './bill-followers.js';
import { DocumentBillResolver } from './bill.resolver.js';
import { billExtensions, DocumentBillType } from './bills.types.js';
import { DocumentBill } from './document-bill.entity.js';
import { billErrors } from './errors.js';
import { billDrafted, billProved } from './events.js';

const CREATE = 'documents.bill.create';

const rules: RuleTree = {
  DocumentBill: { '*': DOCUMENT_READ },
  Mutation: { documentBillCreate: CREATE },
};

/** Papers that become bills in accounting, where it is there. */
export const billsPart: PluginPart = {
  entities: [DocumentBill],
  types: [DocumentBillType],
  extensions: billExtensions,
  migrations: [bills],
  resolvers: [DocumentBillResolver],
  permissions: permissionsOf('documents', {
    'bill.create': 'Make drafts of bills of documents; needs the right to write bills too.',
  }),
  rules,
  roles: [
    {
      key: 'bookkeeper',
      name: 'Bookkeeper',
      description: 'Enters and posts invoices, bills and payments.',
      permissions: [CREATE, DOCUMENT_READ, 'documents.document.write'],
    },
    {
      key: 'accountant',
      name: 'Accountant',
      description: 'Keeps the books: posts, reverses and corrects entries.',
      permissions: [CREATE, DOCUMENT_READ, 'documents.document.write'],
      limitClass: 'bulk',
    },
  ],
  errors: billErrors.table,
  events: [billDrafted, billProved],
  on: [billPosted, billVoided],
};
