import type { Migration } from '@bureau/core';
import { accounts, accountsComments, accountsDown } from './bank/accounts.js';

/** Bank accounts, statements and lines. Frozen. */
export const bank: Migration = {
  name: '0051-bank',
  up: [accounts, accountsComments].join('\n'),
  down: accountsDown,
};
