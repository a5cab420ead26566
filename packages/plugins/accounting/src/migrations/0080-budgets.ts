import type { Migration } from '@bureau/core';
import { comments } from './budgets/comments.js';
import { keys } from './budgets/keys.js';
import { tables } from './budgets/tables.js';

/** Budgets of fiscal years. Frozen. */
export const budgets: Migration = {
  name: '0080-budgets',
  up: [tables, keys, comments].join('\n'),
  down: `
drop table accounting.budget_line;
drop table accounting.budget;
`,
};
