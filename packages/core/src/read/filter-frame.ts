import type { Where } from '../model/expose.js';
import type { RecordType } from '../model/record-type.js';
import { Refusal } from '../write/errors.js';
import type { ReadScope, StatementBuilder } from './scope.js';

const MAX_DEPTH = 5;
const MAX_LEAVES = 50;
const MAX_LIST = 250;

/** Where a filter is being written: which row it is about, and how much of the budget is left. */
export interface FilterFrame {
  scope: ReadScope;
  builder: StatementBuilder;
  record: RecordType;
  alias: string;
  /** Ids are uuids (row conditions, plugin code), not TypeIDs; no limits. */
  internal: boolean;
  /**
   * Relations reach every row. A row condition speaks of the data as they are; were it narrowed by
   * the conditions of the types that it passes through, one that leads back to its own type would
   * never end.
   */
  whole: boolean;
  /** Below an odd number of negations. */
  negated: boolean;
  depth: number;
  budget: { leaves: number; relations: number };
}

/** One level further down: refused when that is too deep. */
export function deeper(frame: FilterFrame): FilterFrame {
  const depth = frame.depth + 1;
  if (depth > MAX_DEPTH && !frame.internal) throw refuse(`A filter may nest ${MAX_DEPTH} levels.`);
  return { ...frame, depth };
}

/**
 * What a filter really says. A caller's absent key says nothing; in a row condition or in plugin
 * code an undefined value is a figure that is not known: see `unknown`.
 * @throws Refusal BAD_USER_INPUT for null, which GraphQL lets through everywhere
 */
export function given(where: Where, frame: FilterFrame): [string, unknown][] {
  const entries = Object.entries(where);
  const nothing = entries.find(([, value]) => value === null);
  if (nothing) throw refuse(`where: ${nothing[0]} is null; use { isNull: true } to ask for that.`);
  return frame.internal ? entries : entries.filter(([, value]) => value !== undefined);
}

/** A condition on a figure that is not known: whatever it stands in meets no row for it. */
export function unknown(frame: FilterFrame): string {
  return frame.negated ? 'true' : 'false';
}

/** Counts one condition. */
export function spend(frame: FilterFrame, what: 'leaves' | 'relations' = 'leaves'): void {
  frame.budget[what] += 1;
  if (frame.budget[what] > MAX_LEAVES && !frame.internal) throw tooMany();
}

/** The list of an `and`, `or`. */
export function bounded(list: readonly Where[], frame: FilterFrame): readonly Where[] {
  if (list.length > MAX_LEAVES && !frame.internal) throw tooMany();
  return list;
}

/** The list of an `in`. */
export function boundedValues(list: readonly unknown[], frame: FilterFrame): readonly unknown[] {
  if (list.length <= MAX_LIST || frame.internal) return list;
  throw refuse(`A list of a filter may have ${MAX_LIST} values.`);
}

/** `(a and b)`; nothing at all is true. */
export function allOf(parts: readonly string[]): string {
  return parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
}

export function refuse(message: string): Refusal {
  return new Refusal('BAD_USER_INPUT', message);
}

function tooMany(): Refusal {
  return refuse(`A filter may have ${MAX_LEAVES} conditions.`);
}
