/**
 * Tries of single events. The index of what waits starts with the organization, because each is
 * dispatched for itself.
 */
export const dispatch = `
alter table core.outbox_event
  add column attempts integer not null default 0,
  add column retry_at timestamptz(6),
  add column fault varchar(500);
drop index core.outbox_event_waiting_idx;
create index outbox_event_waiting_idx on core.outbox_event (organization_id, sequence)
  where dispatched_at is null;
create index outbox_event_retry_idx on core.outbox_event (organization_id, record_id, sequence)
  where retry_at is not null;
grant update (attempts, retry_at, fault) on core.outbox_event to bureau_worker;
comment on column core.outbox_event.attempts is 'Tries to dispatch it that failed';
comment on column core.outbox_event.retry_at is 'Not to be tried before; null: at once';
comment on column core.outbox_event.fault is 'Consumers that never took it, after all tries';
`;

/** Takes it back. */
export const dispatchDown = `
drop index core.outbox_event_retry_idx, core.outbox_event_waiting_idx;
create index outbox_event_waiting_idx on core.outbox_event (sequence) where dispatched_at is null;
alter table core.outbox_event drop column attempts, drop column retry_at, drop column fault;
`;
