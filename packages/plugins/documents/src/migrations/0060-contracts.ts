import type { Migration } from '@bureau/core';
import { comments } from './contracts/comments.js';
import { keys } from './contracts/keys.js';
import { tables } from './contracts/tables.js';

/** Contracts and their parties. Frozen. */
export const contracts: Migration = {
  name: '0060-contracts',
  up: [tables, keys, comments].join('\n'),
  down: 'drop table documents.contract_party, documents.contract;',
};
