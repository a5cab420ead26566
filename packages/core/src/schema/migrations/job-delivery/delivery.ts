/**
 * Jobs that the worker makes itself (for events and schedules), that exist once by a key, and that
 * keep an order; and the end of those that were tried as often as they may be.
 */
export const delivery = `
alter table core.job
  add column unique_key varchar(200),
  add column order_key varchar(300),
  add column order_number bigint,
  drop constraint job_state_check,
  drop constraint job_end_check,
  add constraint job_state_check
    check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'DEAD', 'CANCELLED')),
  add constraint job_end_check check
    ((state in ('SUCCEEDED', 'FAILED', 'DEAD', 'CANCELLED')) = (finished_at is not null)),
  add constraint job_order_check check ((order_key is null) = (order_number is null));
create unique index job_unique_key_idx on core.job (organization_id, kind, unique_key)
  where unique_key is not null and state in ('QUEUED', 'RUNNING');
create index job_order_idx on core.job (organization_id, order_key, order_number)
  where order_key is not null and state in ('QUEUED', 'RUNNING');
drop index core.job_waiting_idx;
create index job_waiting_idx on core.job (organization_id, created_at, id)
  where state in ('QUEUED', 'RUNNING');
create policy worker_insert on core.job for insert to bureau_worker with check (true);
create policy worker_delete on core.job for delete to bureau_worker using (true);
comment on policy worker_insert on core.job is
  'bureau:own-policy The worker makes jobs for events and schedules of every organization';
comment on policy worker_delete on core.job is
  'bureau:own-policy The worker removes old jobs of every organization';
grant insert, delete on core.job to bureau_worker;
grant delete on core.import_fault to bureau_app;
create policy worker_insert on core.outbox_event for insert to bureau_worker with check (true);
comment on policy worker_insert on core.outbox_event is
  'bureau:own-policy The worker says how the jobs of every organization get on';
comment on column core.job.unique_key is 'At most one job of its kind waits or runs with this key';
comment on column core.job.order_key is 'Jobs with one key run one after another, by order_number';
comment on column core.job.order_number is 'Place among the jobs with the same order_key';
`;

/** Takes it back; dead jobs become failed ones. */
export const deliveryDown = `
drop policy worker_insert on core.outbox_event;
revoke insert, delete on core.job from bureau_worker;
revoke delete on core.import_fault from bureau_app;
drop policy worker_insert on core.job;
drop policy worker_delete on core.job;
drop index core.job_unique_key_idx, core.job_order_idx, core.job_waiting_idx;
create index job_waiting_idx on core.job (created_at, id) where state in ('QUEUED', 'RUNNING');
alter table core.job no force row level security;
update core.job set state = 'FAILED' where state = 'DEAD';
alter table core.job force row level security;
alter table core.job
  drop constraint job_state_check,
  drop constraint job_end_check,
  drop constraint job_order_check,
  add constraint job_state_check
    check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  add constraint job_end_check check
    ((state in ('SUCCEEDED', 'FAILED', 'CANCELLED')) = (finished_at is not null)),
  drop column unique_key, drop column order_key, drop column order_number;
`;
