import { comments, RECORD, tenant } from './tenant.js';

/** When the scheduled jobs of each organization run; kept up to date by the worker. */
export const schedules = `
create table core.job_schedule (${RECORD},
  kind varchar(120) not null,
  rule varchar(500) not null,
  time_zone varchar(60) not null,
  is_paused boolean not null default false,
  next_run_at timestamptz(6) not null,
  last_run_at timestamptz(6),
  constraint job_schedule_kind_key unique (organization_id, kind)
);
create index job_schedule_next_run_at_idx on core.job_schedule (organization_id, next_run_at, id);
create index job_schedule_due_idx on core.job_schedule (next_run_at) where not is_paused;
${tenant('job_schedule')}
create policy worker on core.job_schedule for all to bureau_worker using (true) with check (true);
comment on policy worker on core.job_schedule is
  'bureau:own-policy The worker starts the scheduled jobs of every organization';
grant select, update on core.job_schedule to bureau_app;
grant select, insert, update on core.job_schedule to bureau_worker;
${comments('job_schedule', 'When a job of one kind runs by itself.', {
  kind: 'What is done, such as assets.warrantyReminder',
  rule: 'Five fields of cron, or a recurrence rule of RFC 5545',
  time_zone: 'IANA time zone in which the rule is read: that of the organization',
  is_paused: 'Whether it stands still',
  next_run_at: 'When it runs next; what was missed runs once',
  last_run_at: 'When it was started last',
})}`;

/** Takes it back. */
export const schedulesDown = `
drop table core.job_schedule;
`;
