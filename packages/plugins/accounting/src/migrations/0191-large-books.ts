import type { Migration } from '@bureau/core';
import { judgeEntries, judgeEntriesBefore } from './large-books/judge-entries.js';
import { mirroredLines, mirroredLinesBefore } from './large-books/mirrored-lines.js';
import { postEntries, postEntriesBefore } from './large-books/post-entries.js';
import { proofs, proofsBefore } from './large-books/proofs.js';

/**
 * A posting reads what it is about, whatever its connection did before. A connection keeps plans
 * and serves one organization after the other: what was planned for a new one joined the batch with
 * all entries and lines of the organization, which is nothing there and was 5 s of CPU for each
 * posting in books of a million lines. So entries are looked up one by one (`offset 0` keeps the
 * planner from making a join of it), and the organization is a sub-select: the planner evaluates
 * the function by itself and would count the rows of the organization at hand.
 */
export const largeBooks: Migration = {
  name: '0191-large-books',
  up: `${mirroredLines}${judgeEntries}${postEntries}${proofs}`,
  down: `${proofsBefore}${postEntriesBefore}${judgeEntriesBefore}${mirroredLinesBefore}`,
};
