/** Rows that one chain of dependencies may have. */
export const MAX_CHAIN = 100;

/** Rows of one batch: one transaction, one look-up of what they name. */
export const BATCH_ROWS = 250;

/** The order in which rows are written. */
export interface RowOrder {
  /** Indexes of rows; a row comes in a later batch than the row that it depends on. */
  batches: readonly (readonly number[])[];
  /** Rows in a ring, or that hang on one. */
  rings: readonly number[];
  /** Rows at the end of too long a chain. */
  tooDeep: readonly number[];
}

const RING = -2;
const UNKNOWN = -1;

/**
 * Orders rows so that each comes after the one that it depends on, otherwise as in the file.
 * @param parents by row the index of the row that it depends on; -1 for none in this file
 */
export function orderRows(parents: readonly number[]): RowOrder {
  const levels = levelsOf(parents);
  const byLevel: number[][] = [];
  const rings: number[] = [];
  const tooDeep: number[] = [];
  for (const [row, level] of levels.entries()) {
    if (level === RING) rings.push(row);
    else if (level >= MAX_CHAIN) tooDeep.push(row);
    else (byLevel[level] ??= []).push(row);
  }
  const batches = byLevel.flatMap((rows) => {
    const parts: number[][] = [];
    for (let at = 0; at < rows.length; at += BATCH_ROWS)
      parts.push(rows.slice(at, at + BATCH_ROWS));
    return parts;
  });
  return { batches, rings, tooDeep };
}

/** Length of the chain above each row; without recursion, a chain may be as long as the file. */
function levelsOf(parents: readonly number[]): number[] {
  const levels = parents.map(() => UNKNOWN);
  for (const first of parents.keys()) {
    const path: number[] = [];
    const onPath = new Set<number>();
    let row = first;
    while (row >= 0 && levels[row] === UNKNOWN && !onPath.has(row)) {
      path.push(row);
      onPath.add(row);
      row = parents[row] ?? -1;
    }
    const isRing = row >= 0 && onPath.has(row);
    let level = isRing ? RING : row < 0 ? -1 : (levels[row] ?? -1);
    for (const passed of path.reverse()) {
      if (level !== RING) level += 1;
      levels[passed] = level;
    }
  }
  return levels;
}
