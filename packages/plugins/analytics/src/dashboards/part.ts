import { type DefaultRole, permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { cardPicture } from '../charts/card-picture.js';
import { dashboards } from '../migrations/0001-dashboards.js';
import { METRIC_READ } from '../permissions.js';
import { Dashboard, DashboardRevision, DashboardShare } from './dashboard.entity.js';
import { DashboardDataResolver } from './dashboard-data.resolver.js';
import { DashboardResolver } from './dashboard.resolver.js';
import { DashboardRevisionType, DashboardShareType, DashboardType } from './dashboard.types.js';
import { dashboardErrors } from './errors.js';

/** To see dashboards: each figure needs its own rights beside it. */
export const DASHBOARD_READ = 'analytics.dashboard.read';
const WRITE = 'analytics.dashboard.write';

const DATA = { allOf: [DASHBOARD_READ, METRIC_READ] };

const rules: RuleTree = {
  Dashboard: { '*': DASHBOARD_READ },
  DashboardShare: { '*': DASHBOARD_READ },
  DashboardRevision: { '*': DASHBOARD_READ },
  DashboardTemplate: { '*': DASHBOARD_READ },
  DashboardCard: { '*': DASHBOARD_READ },
  DashboardData: { '*': DATA },
  DashboardCardData: { '*': DATA },
  CardRefusal: { '*': METRIC_READ },
  Query: { dashboardTemplates: DASHBOARD_READ, dashboardData: DATA },
  Mutation: {
    dashboardCreate: { allOf: [WRITE, METRIC_READ] },
    dashboardUpdate: { allOf: [WRITE, METRIC_READ] },
    dashboardSharesSet: WRITE,
    dashboardArchive: WRITE,
  },
};

const roles: DefaultRole[] = [
  {
    key: 'analyst',
    name: 'Analyst',
    description: 'Asks for figures of people, devices and books; no pay.',
    permissions: [DASHBOARD_READ, WRITE],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [DASHBOARD_READ],
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: [DASHBOARD_READ, WRITE],
  },
];

/** Dashboards that people make, and those that plugins bring. */
export const dashboardsPart: PluginPart = {
  entities: [Dashboard, DashboardShare, DashboardRevision],
  types: [DashboardType, DashboardShareType, DashboardRevisionType],
  migrations: [dashboards],
  resolvers: [DashboardResolver, DashboardDataResolver],
  permissions: permissionsOf('analytics', {
    'dashboard.read': 'See dashboards; each figure needs its own rights beside it.',
    'dashboard.write': 'Make dashboards, and change those that are yours or shared to be changed.',
    'dashboard.manage': 'See and change the dashboards of everybody.',
  }),
  rules,
  pictures: [cardPicture],
  roles,
  errors: dashboardErrors.table,
};
