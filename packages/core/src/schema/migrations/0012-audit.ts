import type { Migration } from '../../plugin/definition.js';
import { chain, chainDown } from './audit/chain.js';
import { entries, entriesDown } from './audit/entries.js';

/** What happened beside changes, from where, and the chain that proves it. */
export const audit: Migration = {
  name: '0012-audit',
  up: [entries, chain].join('\n'),
  down: [chainDown, entriesDown].join('\n'),
};
