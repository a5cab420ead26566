import type { Coalescing, SharedCall } from '@bureau/core';
import { DomainError } from '@bureau/core';
import { readEntry } from './entry-input.js';
import type { JournalEntryPostInput } from './entry.types.js';
import { type CallersEntry, postForCallers } from './posting.js';

/** Lines that one transaction takes from waiting calls: some fifth of a second of the database. */
const LINES = 2_000;

/**
 * `journalEntryPost` of several callers: postings of one organization come one after another
 * anyway, and one call of the posting function takes the lock, the number and the chain once.
 */
export const postTogether: Coalescing = {
  room: LINES,
  sizeOf: ({ input }) => (input as JournalEntryPostInput).lines.length + 2,
  run: async (calls) => {
    const read = calls.map(entryOfCall);
    const sound = read.filter((one): one is CallersEntry => !(one instanceof DomainError));
    if (sound.length < read.length) {
      return read.map((one) => (one instanceof DomainError ? one : undefined));
    }
    const outcomes = await postForCallers(sound);
    return outcomes.map((outcome) => {
      if (!outcome) return undefined;
      return 'error' in outcome ? outcome.error : { journalEntry: outcome.entry };
    });
  },
};

function entryOfCall({ ctx, args }: SharedCall): CallersEntry | DomainError {
  const entry = readEntry(args['input'] as JournalEntryPostInput, ['input']);
  return entry instanceof DomainError ? entry : { ctx, entry };
}
