import type { Migration } from '@bureau/core';
import { documents, documentsComments, documentsDown } from './trade/documents.js';
import { settlement, settlementComments, settlementDown } from './trade/settlement.js';
import { setup, setupComments, setupDown } from './trade/setup.js';

const comments = [setupComments, documentsComments, settlementComments];

/** Terms, taxes, invoices, bills, credit notes, payments and open items. Frozen. */
export const trade: Migration = {
  name: '0030-trade',
  up: [setup, documents, settlement, ...comments].join('\n'),
  down: [settlementDown, documentsDown, setupDown].join('\n'),
};
