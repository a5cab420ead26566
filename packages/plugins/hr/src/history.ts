import type { Day } from './day.js';

/** A row that holds from a day (inclusive) until a day (exclusive); null: open. */
export interface Span {
  validFrom: Day;
  validTo?: Day | null;
}

/** Where a change that takes effect on a day belongs in a history. */
export type Place<S extends Span> =
  /** A row begins on that very day: it is corrected. */
  | { kind: 'correct'; row: S }
  /** A row holds on that day: it ends there, and a new row takes over until it would have ended. */
  | { kind: 'split'; row: S; validTo: Day | null }
  /** Nothing holds on that day: a new row lasts until the next one begins, or stays open. */
  | { kind: 'open'; validTo: Day | null };

/** Whether the span holds on the day. */
export function holdsOn(span: Span, day: Day): boolean {
  return span.validFrom <= day && (span.validTo == null || day < span.validTo);
}

/**
 * Finds the place of a change in rows that do not overlap, in any order. Rows before the day and
 * rows that begin after it stay as they are, so a change in the past ends where the next known
 * fact begins.
 */
export function placeOf<S extends Span>(history: readonly S[], day: Day): Place<S> {
  const row = history.find((span) => holdsOn(span, day));
  if (row) {
    if (row.validFrom === day) return { kind: 'correct', row };
    return { kind: 'split', row, validTo: row.validTo ?? null };
  }
  const later = history.map((span) => span.validFrom).filter((from) => from > day);
  return { kind: 'open', validTo: later.sort()[0] ?? null };
}

/** What becomes of a history when nothing holds from a day on. */
export interface Ending<S extends Span> {
  /** The row that ends on that day, when one is in force on the day before. */
  closes: S | undefined;
  /** Rows that would only have begun then. */
  falls: readonly S[];
}

/** The rows to close and to drop so that nothing holds from `end` (exclusive end) on. */
export function endingAt<S extends Span>(history: readonly S[], end: Day): Ending<S> {
  return {
    closes: history.find(
      (span) => span.validFrom < end && (span.validTo == null || span.validTo > end),
    ),
    falls: history.filter((span) => span.validFrom >= end),
  };
}
