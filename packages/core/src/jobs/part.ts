import { type DefaultRole, permissionsOf } from '../authz/permissions.js';
import type { PluginPart } from '../plugin/part.js';
import { jobDelivery } from '../schema/migrations/0030-job-delivery.js';
import { jobSetbacks } from '../schema/migrations/0070-job-setbacks.js';
import { jobTurns } from '../schema/migrations/0135-job-turns.js';
import { jobFaultFacts } from '../schema/migrations/0200-job-fault-facts.js';
import { jobUpdated } from './events.js';
import { JobSchedule } from './job-schedule.entity.js';
import { JobScheduleResolver } from './job-schedule.resolver.js';
import { JobScheduleType } from './job-schedule.types.js';

const READ = 'core.jobSchedule.read';
const WRITE = 'core.jobSchedule.write';

const roles: DefaultRole[] = [
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps the company structure, users and roles.',
    permissions: [READ, WRITE],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [READ],
  },
];

/** Jobs of plugins, of events and of the calendar. */
export const jobsPart: PluginPart = {
  entities: [JobSchedule],
  types: [JobScheduleType],
  migrations: [jobDelivery, jobSetbacks, jobTurns, jobFaultFacts],
  resolvers: [JobScheduleResolver],
  permissions: permissionsOf('core', {
    'jobSchedule.read': 'See what runs by the calendar.',
    'jobSchedule.write': 'Run scheduled work now, pause it and let it go on.',
  }),
  rules: {
    Mutation: { jobScheduleRun: WRITE, jobScheduleUpdate: WRITE },
    JobSchedule: { '*': READ },
  },
  roles,
  events: [jobUpdated],
};
