import type { Migration } from '@bureau/core';
import { matches, matchesComments, matchesDown } from './bank/matches.js';

/** Matches of bank lines with lines of the books, and reconciliations. Frozen. */
export const bankMatches: Migration = {
  name: '0052-bank-matches',
  up: [matches, matchesComments].join('\n'),
  down: matchesDown,
};
