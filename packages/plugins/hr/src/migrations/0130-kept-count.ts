import { keptCount, type Migration } from '@bureau/core';

/** The number of people is kept: their list is long and its count asked for often. */
export const keptCounts: Migration = { name: '0130-kept-count', ...keptCount('hr.employee') };
