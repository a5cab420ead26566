import { type DefaultRole, permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { watched } from '../migrations/0010-watched-figures.js';
import { METRIC_READ } from '../permissions.js';
import { figureErrors } from './check-query.js';
import { Kpi } from './kpi.entity.js';
import { KpiResolver } from './kpi.resolver.js';
import { KpiType } from './kpi.types.js';

const READ = 'analytics.kpi.read';
const WRITE = 'analytics.kpi.write';

const FIGURES = { allOf: [READ, METRIC_READ] };

const rules: RuleTree = {
  Kpi: { '*': READ, figures: FIGURES },
  KpiFigures: { '*': FIGURES },
  KpiPoint: { '*': FIGURES },
  Mutation: {
    kpiCreate: { allOf: [WRITE, METRIC_READ] },
    kpiUpdate: { allOf: [WRITE, METRIC_READ] },
    kpiArchive: WRITE,
  },
};

const roles: DefaultRole[] = [
  {
    key: 'analyst',
    name: 'Analyst',
    description: 'Asks for figures of people, devices and books; no pay.',
    permissions: [READ, WRITE],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [READ],
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: [READ, WRITE],
  },
];

/** Figures that somebody answers for. */
export const kpisPart: PluginPart = {
  entities: [Kpi],
  types: [KpiType],
  migrations: [watched],
  resolvers: [KpiResolver],
  permissions: permissionsOf('analytics', {
    'kpi.read': 'See figures with targets; each figure needs its own rights beside it.',
    'kpi.write': 'Set targets for figures, and change those that are yours.',
    'kpi.manage': 'Change the targets of everybody.',
  }),
  rules,
  roles,
  errors: figureErrors.table,
};
