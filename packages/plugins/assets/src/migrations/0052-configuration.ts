import type { Migration } from '@bureau/core';
import { configurationTables } from './configuration/tables.js';

/** Configuration items and what depends on what. Frozen. */
export const configuration: Migration = {
  name: '0052-configuration',
  up: configurationTables,
  down: 'drop table assets.configuration_relation, assets.configuration_item;',
};
