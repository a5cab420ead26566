import { type DefaultRole, permissionsOf, type RuleTree } from '@bureau/core';

/** To ask for figures, of what one may see. */
export const METRIC_READ = 'analytics.metric.read';
const EXPLAIN = 'analytics.metric.explain';
const ROLLUP = 'analytics.rollup.manage';

/** What may be allowed of figures. */
export const permissions = permissionsOf('analytics', {
  'metric.read': 'Ask for figures; each needs what its fields need, and counts visible rows only.',
  'metric.explain': 'Read the statements by which figures are computed.',
  'rollup.manage': 'Hold roll-ups against the rows, and add them up anew.',
});

/** What each field and operation of figures needs. */
export const rules: RuleTree = {
  MetricResult: { '*': METRIC_READ },
  MetricRollup: { '*': METRIC_READ },
  MetricOrigin: { '*': METRIC_READ },
  MetricPassedOver: { '*': EXPLAIN },
  MetricLegExplanation: { '*': EXPLAIN },
  MetricColumn: { '*': METRIC_READ },
  MetricRow: { '*': METRIC_READ },
  MetricCell: { '*': METRIC_READ },
  MetricRecords: { '*': METRIC_READ },
  MetricExplanation: { '*': EXPLAIN },
  MetricMeasure: { '*': METRIC_READ },
  MetricDimension: { '*': METRIC_READ },
  MetricFact: { '*': METRIC_READ },
  MetricHierarchy: { '*': METRIC_READ },
  Query: {
    metrics: METRIC_READ,
    metricRecords: METRIC_READ,
    metricFacts: METRIC_READ,
    metricExplain: EXPLAIN,
    metricRollups: METRIC_READ,
  },
  Mutation: { metricRollupCheck: ROLLUP, metricRollupRebuild: ROLLUP },
};

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'analyst',
    name: 'Analyst',
    description: 'Asks for figures of people, devices and books; no pay.',
    permissions: [
      ...[METRIC_READ, EXPLAIN, 'core.orgUnit.read', 'core.site.read', 'core.legalEntity.read'],
      ...['core.schema.read', 'core.organization.read', 'core.party.read'],
      ...['hr.employee.read', 'assets.asset.read', 'assets.catalogue.read'],
      ...['assets.license.read', 'accounting.entry.read', 'accounting.setup.read'],
    ],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [METRIC_READ, EXPLAIN],
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: [METRIC_READ],
  },
];
