const ACTIONS = "'CREATE', 'UPDATE', 'DELETE', 'RUN', 'READ', 'SIGN_IN_FAILED', 'REFUSED'";

/**
 * Entries about more than changes, with their origin. The transaction says which entries are
 * final: those below the oldest running one.
 */
export const entries = `
alter table core.audit_entry
  drop constraint audit_entry_action_check,
  add constraint audit_entry_action_check check (action in (${ACTIONS})),
  alter column record_type drop not null,
  alter column record_id drop not null,
  add column credential_id uuid,
  add column user_agent text,
  add column client text,
  add column details jsonb,
  add column transaction xid8 not null default pg_current_xact_id();
create index audit_entry_at_idx on core.audit_entry (organization_id, at, id);
create index audit_entry_sealing_idx on core.audit_entry (transaction, sequence);

comment on column core.audit_entry.record_type is
  'Entity name, which is the type in the graph; null where no record is meant';
comment on column core.audit_entry.record_id is 'Key of the record; null for reads of many';
comment on column core.audit_entry.action is
  'CREATE, UPDATE, DELETE of a record; RUN without a change; READ of secret fields; SIGN_IN_FAILED; REFUSED for want of a permission';
comment on column core.audit_entry.credential_id is 'Session or API key that was used';
comment on column core.audit_entry.user_agent is
  'Class of the calling program: browser, or the name of its library';
comment on column core.audit_entry.client is 'Name that the calling program gave itself';
comment on column core.audit_entry.details is
  'READ: fields, count and ids (uuid) of the records; REFUSED: code, permission and field';
comment on column core.audit_entry.transaction is 'Transaction that wrote it';
`;

/** Takes it back; entries that the older form does not know keep it from being run. */
export const entriesDown = `
drop index core.audit_entry_at_idx, core.audit_entry_sealing_idx;
alter table core.audit_entry
  drop constraint audit_entry_action_check,
  add constraint audit_entry_action_check check (action in ('CREATE', 'UPDATE', 'DELETE')),
  alter column record_type set not null,
  alter column record_id set not null,
  drop column credential_id, drop column user_agent, drop column client, drop column details,
  drop column transaction;
`;
