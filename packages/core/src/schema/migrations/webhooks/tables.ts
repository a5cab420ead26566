import { comments, RECORD, tenant, workerPolicies } from './tenant.js';

const REASON = 'Deliveries of every organization are sent in the background';

/** Where events are sent to, and with whose rights. */
export const endpoint = `
create table core.webhook_endpoint (${RECORD},
  name varchar(120) not null,
  url varchar(2000) not null,
  topics text[] not null,
  record_types text[] not null,
  selection text,
  scopes text[] not null,
  state text not null default 'ENABLED' check (state in ('ENABLED', 'DISABLED')),
  disabled_reason text
    check (disabled_reason in ('BY_USER', 'FAILING', 'GONE', 'RIGHT_LOST', 'SELECTION_INVALID')),
  disabled_at timestamptz(6),
  failing_since timestamptz(6),
  secret text not null,
  previous_secret text,
  previous_secret_until timestamptz(6),
  user_id uuid not null,
  foreign key (organization_id, user_id) references core.membership (organization_id, id),
  constraint webhook_endpoint_disabled_check check
    ((state = 'DISABLED') = (disabled_reason is not null)
      and (disabled_reason is null) = (disabled_at is null))
);
create index webhook_endpoint_name_idx on core.webhook_endpoint (organization_id, name, id);
create index webhook_endpoint_state_idx on core.webhook_endpoint (organization_id, state);
create index webhook_endpoint_user_id_idx on core.webhook_endpoint (organization_id, user_id);
${tenant('webhook_endpoint')}
${workerPolicies('webhook_endpoint', ['select', 'update'], REASON)}
grant select, insert, update, delete on core.webhook_endpoint to bureau_app;
grant select on core.webhook_endpoint to bureau_worker;
grant update (failing_since) on core.webhook_endpoint to bureau_worker;
${comments('webhook_endpoint', 'An address that events are sent to, with the rights of a user.', {
  name: 'What it is for',
  url: 'Address that takes the deliveries',
  topics: 'Events that it gets: names, a beginning with .*, or *',
  record_types: 'Only events about these record types; empty: all',
  selection: 'GraphQL query whose answer is in the body; variable $id is the record',
  scopes: 'Permissions that it may use of its user; * means all of them',
  state: 'Whether it gets anything',
  disabled_reason: 'Why it was switched off',
  disabled_at: 'When it was switched off',
  failing_since: 'First failure after the last success',
  secret: 'Secret that signs the deliveries; sealed',
  previous_secret: 'The secret before, which signs too until its time is over; sealed',
  previous_secret_until: 'Until then the secret before signs too',
  user_id: 'Whose rights it uses',
})}`;

/** One event for one endpoint. */
export const delivery = `
create table core.webhook_delivery (${RECORD},
  endpoint_id uuid not null,
  event_id uuid not null,
  event_name varchar(200) not null,
  state text not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'FAILED')),
  attempts integer not null default 0,
  next_attempt_at timestamptz(6) not null default now(),
  delivered_at timestamptz(6),
  last_status integer,
  foreign key (organization_id, endpoint_id) references core.webhook_endpoint (organization_id, id)
    on delete cascade,
  constraint webhook_delivery_event_key unique (organization_id, endpoint_id, event_id)
);
create index webhook_delivery_endpoint_id_idx
  on core.webhook_delivery (organization_id, endpoint_id, id);
create index webhook_delivery_event_name_idx
  on core.webhook_delivery (organization_id, event_name, id);
create index webhook_delivery_state_idx on core.webhook_delivery (organization_id, state);
create index webhook_delivery_next_attempt_at_idx
  on core.webhook_delivery (organization_id, next_attempt_at, id);
create index webhook_delivery_due_idx
  on core.webhook_delivery (organization_id, endpoint_id, next_attempt_at)
  where state = 'PENDING';
create index webhook_delivery_age_idx on core.webhook_delivery (created_at);
${tenant('webhook_delivery')}
${workerPolicies('webhook_delivery', ['select', 'insert', 'update', 'delete'], REASON)}
grant select, insert, update on core.webhook_delivery to bureau_app;
grant select, insert, update, delete on core.webhook_delivery to bureau_worker;
${comments('webhook_delivery', 'One event on its way to one endpoint; kept for 30 days.', {
  endpoint_id: 'Where it goes',
  event_id: 'The event',
  event_name: 'Name of the event',
  state: 'Whether it has arrived',
  attempts: 'Tries so far',
  next_attempt_at: 'When it is tried next, while it waits',
  delivered_at: 'When it arrived',
  last_status: 'HTTP status of the last answer',
})}`;

/** Written once, never changed; gone with the delivery. */
export const attempt = `
create table core.webhook_attempt (${RECORD},
  delivery_id uuid not null,
  at timestamptz(6) not null,
  duration_ms integer not null,
  status integer,
  fault varchar(60),
  foreign key (organization_id, delivery_id) references core.webhook_delivery (organization_id, id)
    on delete cascade
);
create index webhook_attempt_delivery_id_idx
  on core.webhook_attempt (organization_id, delivery_id, at, id);
create index webhook_attempt_at_idx on core.webhook_attempt (organization_id, at, id);
${tenant('webhook_attempt')}
${workerPolicies('webhook_attempt', ['insert', 'delete'], REASON)}
grant select on core.webhook_attempt to bureau_app;
grant insert, delete on core.webhook_attempt to bureau_worker;
${comments('webhook_attempt', 'One try to deliver an event.', {
  delivery_id: 'What was tried',
  at: 'When it was tried',
  duration_ms: 'How long it took, milliseconds',
  status: 'HTTP status of the answer; null: there was none',
  fault: 'Why there was no answer, such as TIMEOUT',
})}`;

/** By it events are found that nobody follows any more. */
export const eventAge = `
create index outbox_event_age_idx on core.outbox_event (at);
`;

/** Takes all of it back. */
export const webhooksDown = `
drop index core.outbox_event_age_idx;
drop table core.webhook_attempt, core.webhook_delivery, core.webhook_endpoint;
`;
