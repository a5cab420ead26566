import { type Migration, rollupLocks } from '@bureau/core';
import { lineMonth } from './0190-line-months.js';

/** Folds of one organization wait for no other one. Frozen. */
export const lineMonthLocks: Migration = {
  name: '0193-line-month-locks',
  ...rollupLocks(lineMonth),
};
