import { type DefaultRole, permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { METRIC_READ } from '../permissions.js';
import { Alert, AlertEvent } from './alert.entity.js';
import { AlertResolver } from './alert.resolver.js';
import { AlertEventType, AlertType } from './alert.types.js';
import { alertErrors } from './errors.js';
import { alertCleared, alertNotice, alertRaised } from './events.js';
import { watchAlerts } from './watch.job.js';

const READ = 'analytics.alert.read';
const WRITE = 'analytics.alert.write';

const rules: RuleTree = {
  Alert: { '*': READ },
  AlertEvent: { '*': READ },
  Mutation: {
    alertCreate: { allOf: [WRITE, METRIC_READ] },
    alertUpdate: { allOf: [WRITE, METRIC_READ] },
    alertArchive: WRITE,
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
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: [READ, WRITE],
  },
];

/** Figures that are watched, and their owners told. */
export const alertsPart: PluginPart = {
  entities: [Alert, AlertEvent],
  types: [AlertType, AlertEventType],
  resolvers: [AlertResolver],
  permissions: permissionsOf('analytics', {
    'alert.read': 'See the own alerts, and what they told of.',
    'alert.manage': 'See the alerts of everybody, with figures that their owners may read.',
    'alert.write': 'Have figures watched, with the own rights.',
  }),
  rules,
  roles,
  errors: alertErrors.table,
  events: [alertRaised, alertCleared],
  notifications: [alertNotice],
  jobs: [watchAlerts],
};
