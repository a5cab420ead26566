import { definePlugin, mergeParts, type PluginPart } from '@bureau/core';
import { alertsPart } from './alerts/part.js';
import { boardLinksPart } from './boardlinks/part.js';
import { dashboardsPart } from './dashboards/part.js';
import { dataSetsPart } from './datasets/part.js';
import { kpisPart } from './kpis/part.js';
import { permissions, roles, rules } from './permissions.js';
import { MetricResolver } from './query/metric.resolver.js';
import { reportsPart } from './reports/part.js';
import { rollupsPart } from './rollups/part.js';
import { seed } from './seed.js';

/** Queries of figures. */
const queryPart: PluginPart = { resolvers: [MetricResolver], permissions, rules, roles };

/** Figures: one metric layer over all plugins, with the same rights as the API. */
export const analyticsPlugin = definePlugin({
  id: 'analytics',
  version: '0.1.0',
  api: '^1.0',
  description: 'Figures of all plugins: defined once, never counted twice, for those who may.',
  enhances: { hr: '^0.1', assets: '^0.1', accounting: '^0.1' },
  // Each area has a part of its own: a new one is one more here.
  ...mergeParts([
    queryPart,
    dashboardsPart,
    kpisPart,
    alertsPart,
    reportsPart,
    boardLinksPart,
    rollupsPart,
    dataSetsPart,
  ]),
  seed,
});
