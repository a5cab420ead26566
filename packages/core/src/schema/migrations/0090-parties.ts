import type { Migration } from '../../plugin/definition.js';
import { partyDown, partyTables } from './parties/tables.js';

/** Customers, suppliers and employees as one model, with addresses and bank accounts. */
export const parties: Migration = {
  name: '0090-parties',
  up: partyTables,
  down: partyDown,
};
