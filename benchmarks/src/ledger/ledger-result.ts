import type { Figure, ItemResult } from '../results.js';

/** What an item of the ledger shows. */
export interface LedgerResult {
  item: ItemResult;
  /** What its candidates say of each other, where Bureau is not one of the two. */
  figures: Figure[];
}
