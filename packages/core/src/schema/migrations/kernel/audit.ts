import { ORGANIZATION_COLUMN, policyReason, tenant } from './tenant.js';

/**
 * The audit trail: written in the transaction of the change, and never changed by anyone. Its
 * owner is refused by the trigger; the worker reads across organizations to seal it.
 */
export const auditTrail = `
create table core.audit_entry (${ORGANIZATION_COLUMN},
  id uuid not null,
  sequence bigint not null generated always as identity,
  at timestamptz(6) not null default now(),
  principal_kind text not null,
  principal_id uuid not null,
  operation text not null,
  request_id text not null,
  address text,
  record_type text not null,
  record_id uuid not null,
  action text not null check (action in ('CREATE', 'UPDATE', 'DELETE')),
  before jsonb,
  after jsonb,
  primary key (organization_id, id),
  constraint audit_entry_sequence_key unique (organization_id, sequence)
);
create index audit_entry_record_idx
  on core.audit_entry (organization_id, record_type, record_id, sequence);
create index audit_entry_principal_idx
  on core.audit_entry (organization_id, principal_id, sequence);
${tenant('audit_entry')}
create policy worker on core.audit_entry for select to bureau_worker using (true);
${policyReason('audit_entry', 'worker', 'The worker seals the trail of every organization')}
grant select, insert on core.audit_entry to bureau_app, bureau_worker;

create function core.refuse_audit_change() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'the audit trail is append-only' using errcode = '42501';
end $$;
create trigger append_only before update or delete or truncate on core.audit_entry
  for each statement execute function core.refuse_audit_change();

comment on table core.audit_entry is
  'Who changed which record, when and how. Append-only: nobody may update, delete or truncate.';
comment on column core.audit_entry.organization_id is 'Organization that the entry belongs to';
comment on column core.audit_entry.id is 'Opaque, sortable id';
comment on column core.audit_entry.sequence is
  'Order of writing, which is not the order of commits: read it below a watermark';
comment on column core.audit_entry.at is 'Start of the transaction that made the change';
comment on column core.audit_entry.principal_kind is 'user, apiKey, system or anonymous';
comment on column core.audit_entry.principal_id is 'Membership or API key that called';
comment on column core.audit_entry.operation is 'Mutation field or job that made the change';
comment on column core.audit_entry.request_id is 'Reference of the request, as in logs and errors';
comment on column core.audit_entry.address is 'Network address of the caller, where there is one';
comment on column core.audit_entry.record_type is 'Entity name, which is the type in the graph';
comment on column core.audit_entry.record_id is 'Key of the record';
comment on column core.audit_entry.action is 'CREATE, UPDATE or DELETE';
comment on column core.audit_entry.before is 'Changed values before; secrets as ***';
comment on column core.audit_entry.after is 'Changed values after; secrets as ***';
`;

export const auditDown = `
drop table core.audit_entry;
drop function core.refuse_audit_change();
`;
