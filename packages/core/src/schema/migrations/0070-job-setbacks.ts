import type { Migration } from '../../plugin/definition.js';

/** What went wrong with a job beside its tries: processes that ended under it, and all in all. */
export const jobSetbacks: Migration = {
  name: '0070-job-setbacks',
  up: `
alter table core.job
  add column lost_leases integer not null default 0 check (lost_leases >= 0),
  add column setbacks integer not null default 0 check (setbacks >= 0);
comment on column core.job.lost_leases is
  'How often its process ended or hung since it last got on';
comment on column core.job.setbacks is 'Failed tries and lost leases in all';
`,
  down: 'alter table core.job drop column lost_leases, drop column setbacks;',
};
