import type { PluginPart, RuleTree } from '@bureau/core';
import { labelErrors } from './errors.js';
import { labelJob } from './label-job.js';
import { LabelResolver } from './label.resolver.js';

const rules: RuleTree = { Mutation: { assetLabelsPrint: 'assets.asset.update' } };

/** Labels of assets as PDF. */
export const labelsPart = {
  resolvers: [LabelResolver],
  rules,
  errors: labelErrors.table,
  jobs: [labelJob],
} satisfies PluginPart;
