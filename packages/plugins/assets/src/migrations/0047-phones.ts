import type { Migration } from '@bureau/core';
import { phoneTables } from './phones/tables.js';

/** Phone contracts, lines and numbers. Frozen. */
export const phones: Migration = {
  name: '0047-phones',
  up: phoneTables,
  down: 'drop table assets.phone_number, assets.phone_line, assets.phone_contract;',
};
