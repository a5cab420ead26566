import type { KnownRecord } from './import-type.js';

/** What became of rows that were not rejected. */
export interface RowCounts {
  created: number;
  updated: number;
  /** Their record was there and has these values already. */
  unchanged: number;
}

/** Before the first row. */
export const NO_ROWS: RowCounts = { created: 0, updated: 0, unchanged: 0 };

/** Both together. */
export function plus(left: RowCounts, right: RowCounts): RowCounts {
  return {
    created: left.created + right.created,
    updated: left.updated + right.updated,
    unchanged: left.unchanged + right.unchanged,
  };
}

/** Rows that are done. */
export function doneOf({ created, updated, unchanged }: RowCounts): number {
  return created + updated + unchanged;
}

/**
 * Counts rows by what was there before: nothing, or records of which one was changed or none.
 * `changed`: uuids of all records that the rows changed.
 */
export function countRows(
  known: readonly (KnownRecord | undefined)[],
  changed: ReadonlySet<string>,
): RowCounts {
  const there = known.filter((one) => one !== undefined);
  const updated = there.filter((one) => idsOf(one).some((id) => changed.has(id))).length;
  return {
    created: known.length - there.length,
    updated,
    unchanged: there.length - updated,
  };
}

/** Uuids of everything that the plugin found for a row. */
function idsOf(known: KnownRecord): string[] {
  return Object.values(known).flatMap((value: unknown) => {
    if (typeof value !== 'object' || value === null || !('id' in value)) return [];
    return typeof value.id === 'string' ? [value.id] : [];
  });
}
