import { ORGANIZATION_COLUMN, policyReason, tenant } from './tenant.js';

const DISPATCH = 'The worker dispatches the events of every organization';

/** Events that wait for their dispatcher, which is the worker and sees all organizations. */
export const outbox = `
create table core.outbox_event (${ORGANIZATION_COLUMN},
  id uuid not null,
  sequence bigint not null generated always as identity,
  transaction xid8 not null default pg_current_xact_id(),
  name text not null,
  version integer not null,
  record_type text,
  record_id uuid,
  payload jsonb not null,
  at timestamptz(6) not null default now(),
  principal_kind text not null,
  principal_id uuid not null,
  request_id text not null,
  dispatched_at timestamptz(6),
  primary key (organization_id, id)
);
create index outbox_event_waiting_idx on core.outbox_event (sequence) where dispatched_at is null;
create index outbox_event_order_idx on core.outbox_event (organization_id, sequence);
${tenant('outbox_event')}
create policy worker_select on core.outbox_event for select to bureau_worker using (true);
create policy worker_update on core.outbox_event for update to bureau_worker
  using (true) with check (true);
create policy worker_delete on core.outbox_event for delete to bureau_worker using (true);
${policyReason('outbox_event', 'worker_select', DISPATCH)}
${policyReason('outbox_event', 'worker_update', DISPATCH)}
${policyReason('outbox_event', 'worker_delete', DISPATCH)}
grant insert on core.outbox_event to bureau_app, bureau_worker;
grant select, delete on core.outbox_event to bureau_worker;
grant update (dispatched_at) on core.outbox_event to bureau_worker;

comment on table core.outbox_event is
  'Events, written in the transaction of their cause and dispatched after it.';
comment on column core.outbox_event.organization_id is 'Organization that the event belongs to';
comment on column core.outbox_event.id is 'Opaque, sortable id; consumers are idempotent by it';
comment on column core.outbox_event.sequence is 'Order of writing within one transaction';
comment on column core.outbox_event.transaction is
  'Transaction that wrote it: visible in order below the oldest running one (pg_snapshot_xmin)';
comment on column core.outbox_event.name is 'Event name, such as assets.asset.checkedOut';
comment on column core.outbox_event.version is 'Version of the payload';
comment on column core.outbox_event.record_type is 'Type of the record that it is about';
comment on column core.outbox_event.record_id is 'Key of the record that it is about';
comment on column core.outbox_event.payload is 'Payload as the schema of the event parsed it';
comment on column core.outbox_event.at is 'Start of the transaction that wrote it';
comment on column core.outbox_event.principal_kind is 'user, apiKey, system or anonymous';
comment on column core.outbox_event.principal_id is 'Membership or API key that called';
comment on column core.outbox_event.request_id is 'Reference of the request that caused it';
comment on column core.outbox_event.dispatched_at is 'When all handlers had it; null: waiting';
`;

export const outboxDown = `
drop table core.outbox_event;
`;
