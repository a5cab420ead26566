import { ORGANIZATION_COLUMN, policyReason, tenant } from './tenant.js';

const RETENTION = 'The worker forgets the old keys of every organization';

/** Keys of requests that were done, with their sealed outcome for whoever asks again. */
export const idempotencyKeys = `
create table core.idempotency_key (${ORGANIZATION_COLUMN},
  principal_id uuid not null,
  key text not null check (length(key) between 1 and 255),
  fingerprint text not null,
  outcome text,
  created_at timestamptz(6) not null default now(),
  kept_until timestamptz(6),
  primary key (organization_id, principal_id, key)
);
create index idempotency_key_kept_idx on core.idempotency_key (kept_until)
  where kept_until is not null;
${tenant('idempotency_key')}
create policy worker_select on core.idempotency_key for select to bureau_worker using (true);
create policy worker_delete on core.idempotency_key for delete to bureau_worker using (true);
${policyReason('idempotency_key', 'worker_select', RETENTION)}
${policyReason('idempotency_key', 'worker_delete', RETENTION)}
grant select, insert on core.idempotency_key to bureau_app, bureau_worker;
grant update (outcome) on core.idempotency_key to bureau_app, bureau_worker;
grant delete on core.idempotency_key to bureau_worker;

comment on table core.idempotency_key is
  'One row per idempotency key, committed together with the effect that it stands for.';
comment on column core.idempotency_key.organization_id is 'Organization of the caller';
comment on column core.idempotency_key.principal_id is 'Membership or API key that called';
comment on column core.idempotency_key.key is 'Key as sent';
comment on column core.idempotency_key.fingerprint is 'SHA-256 of mutation field and arguments';
comment on column core.idempotency_key.outcome is 'Payload of the mutation, sealed';
comment on column core.idempotency_key.created_at is 'When the key was used first';
comment on column core.idempotency_key.kept_until is 'When it may be forgotten; null: never';
`;

export const idempotencyDown = `
drop table core.idempotency_key;
`;
