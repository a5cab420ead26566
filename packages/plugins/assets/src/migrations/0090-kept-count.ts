import { keptCount, type Migration } from '@bureau/core';

/** The number of assets is kept: their list is long and its count asked for often. */
export const keptCounts: Migration = { name: '0090-kept-count', ...keptCount('assets.asset') };
