import type { Migration } from '../../plugin/definition.js';

/** Of the jobs of one organization, those that somebody asked for come before those of events. */
export const jobTurns: Migration = {
  name: '0135-job-turns',
  up: `
drop index core.job_waiting_idx;
create index job_waiting_idx on core.job
  (organization_id, (order_key is not null), created_at, id) where state in ('QUEUED', 'RUNNING');
`,
  down: `
drop index core.job_waiting_idx;
create index job_waiting_idx on core.job (organization_id, created_at, id)
  where state in ('QUEUED', 'RUNNING');
`,
};
