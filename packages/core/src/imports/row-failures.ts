import { importErrors } from './errors.js';
import type { FileIndex } from './file-index.js';
import { faultAt } from './import-header.js';
import type { RowFault } from './import-type.js';

/** Which rows cannot be written, and those that depend on them. */
export class RowFailures {
  private readonly rows: Set<number>;

  constructor(
    private readonly index: FileIndex,
    private readonly column: string | undefined,
  ) {
    this.rows = new Set(index.faulty);
  }

  /** Rows with faults and rows that depend on such. */
  get count(): number {
    return this.rows.size;
  }

  /** Their indexes, as in the file. */
  inOrder(): number[] {
    return [...this.rows].sort((left, right) => left - right);
  }

  add(row: number): void {
    this.rows.add(row);
  }

  /** The rows of a batch that may be tried; others get the fault of what they depend on. */
  sift(batch: readonly number[]): { rows: number[]; faults: RowFault[] } {
    const rows: number[] = [];
    const faults: RowFault[] = [];
    for (const row of batch) {
      const parent = this.index.parents[row] ?? -1;
      if (this.rows.has(row)) continue;
      if (!this.rows.has(parent)) {
        rows.push(row);
        continue;
      }
      this.rows.add(row);
      const line = this.index.rows[parent]?.line ?? 0;
      const here = this.index.rows[row]?.line ?? 0;
      faults.push(faultAt(here, this.column, importErrors.IMPORT_DEPENDS({ line })));
    }
    return { rows, faults };
  }
}
