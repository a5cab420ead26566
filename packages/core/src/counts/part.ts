import type { PluginPart } from '../plugin/part.js';
import { keptCounts } from '../schema/migrations/0201-kept-counts.js';
import { countAnew } from '../schema/migrations/0202-count-anew.js';

/** How many rows long lists have, kept as they come and go. */
export const countsPart: PluginPart = { migrations: [keptCounts, countAnew] };
