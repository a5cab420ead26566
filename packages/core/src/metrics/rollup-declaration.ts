import type { Where } from '../model/expose.js';

/**
 * Sums of a fact that are kept in a table beside it, so that a card over many rows reads few. The
 * table is made by a migration of the same plugin (`rollupTable`); every change of the fact adds
 * what it changes in the same transaction, so that the sums are never behind the rows.
 */
export interface MetricRollup {
  /** `plugin.rollup`, unique on the platform. */
  name: string;
  /** One sentence for people. */
  description: string;
  /** The table, in the schema of the plugin. */
  table: string;
  /** What one row stands for: a day, or a calendar month. */
  grain: 'DAY' | 'MONTH';
  /** Of a fact whose time is an instant: the zone in which its days begin. */
  zone?: string;
  /** Fields of the row that are kept, columns and keys to one record: by them and over them. */
  carries: readonly string[];
  /** Numbers of the row that are added up. */
  sums: readonly string[];
  /**
   * Conditions that are decided when the row is written, by the column that holds the answer. For
   * what never changes while the row stands: a posted entry keeps its kind.
   */
  holds?: Readonly<Record<string, Where>>;
}

/** Why a roll-up cannot serve something. The caller reads the rows themselves instead. */
export class RollupMiss extends Error {
  constructor(readonly reason: string) {
    super(`A roll-up cannot serve this: ${reason}`);
  }
}

/** Which rows of a roll-up stand for what is asked; the rest comes from the rows themselves. */
export interface RollupUse {
  rollup: MetricRollup;
  /** Field of the day or instant of a row. */
  time: string;
  /** Days of the roll-up that are taken, the second one excluded; none: without a bound. */
  whole: { from?: string; until?: string };
  /** Half-open spans of days whose rows are read one by one. */
  rest: readonly { from?: string; until?: string }[];
}
