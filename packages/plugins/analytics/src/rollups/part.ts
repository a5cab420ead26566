import type { PluginPart } from '@bureau/core';
import { rollupCheck, rollupRebuild } from './rollup-jobs.js';
import { RollupResolver } from './rollup.resolver.js';

/** Sums that are kept beside the rows. */
export const rollupsPart: PluginPart = {
  resolvers: [RollupResolver],
  jobs: [rollupCheck, rollupRebuild],
};
