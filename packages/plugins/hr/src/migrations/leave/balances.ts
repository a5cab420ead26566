import { comments, ledger, RECORD, reference, tenant } from './tenant.js';

const tables = `
create table hr.leave_entitlement (${RECORD},
  employee_id uuid not null,
  type_id uuid not null,
  policy_id uuid not null,
  valid_from date not null,
  valid_to date,
  workdays text[],
  posted_until date,
  constraint leave_entitlement_span_check check (valid_to is null or valid_from < valid_to)
);
alter table hr.leave_entitlement add constraint leave_entitlement_no_overlap
  exclude using gist (organization_id with =, employee_id with =, type_id with =,
    daterange(valid_from, valid_to) with &&) deferrable initially deferred;
create index leave_entitlement_valid_from_idx on hr.leave_entitlement (organization_id,
  valid_from, id);
create index leave_entitlement_valid_to_idx on hr.leave_entitlement (organization_id,
  valid_to, id);
${reference('leave_entitlement', 'employee_id', 'employee')}
${reference('leave_entitlement', 'type_id', 'leave_type')}
${reference('leave_entitlement', 'policy_id', 'leave_policy')}
${tenant('leave_entitlement')}

create table hr.leave_request (${RECORD},
  employee_id uuid not null,
  type_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  is_from_noon boolean not null default false,
  is_until_noon boolean not null default false,
  days numeric(9,4) not null,
  day_list jsonb not null,
  note varchar(500),
  state text not null default 'DRAFT',
  constraint leave_request_state_check check (state in ('DRAFT', 'PENDING', 'APPROVED',
    'REJECTED', 'CANCELLED', 'SHORTENED')),
  constraint leave_request_span_check check (starts_on < ends_on
    or starts_on = ends_on and not (is_from_noon and is_until_noon)),
  constraint leave_request_days_check check (days >= 0)
);
-- In half days, so that a morning and the afternoon of one day may be two requests.
alter table hr.leave_request add constraint leave_request_no_overlap
  exclude using gist (organization_id with =, employee_id with =,
    int4range((starts_on - date '2000-01-01') * 2 + is_from_noon::int,
      (ends_on - date '2000-01-01') * 2 + 2 - is_until_noon::int) with &&)
  where (state in ('PENDING', 'APPROVED', 'SHORTENED')) deferrable initially deferred;
create index leave_request_starts_on_idx on hr.leave_request (organization_id, starts_on, id);
create index leave_request_ends_on_idx on hr.leave_request (organization_id, ends_on, id);
create index leave_request_created_at_idx on hr.leave_request (organization_id, created_at, id);
create index leave_request_state_idx on hr.leave_request (organization_id, state, id);
${reference('leave_request', 'employee_id', 'employee')}
${reference('leave_request', 'type_id', 'leave_type')}
${tenant('leave_request')}

create table hr.leave_entry (${RECORD},
  employee_id uuid not null,
  type_id uuid not null,
  kind text not null,
  effective_on date not null,
  days numeric(9,4) not null,
  source varchar(80) not null,
  revision integer not null default 0,
  request_id uuid,
  expires_on date,
  reason varchar(500),
  constraint leave_entry_source_key
    unique (organization_id, employee_id, type_id, source, revision),
  constraint leave_entry_kind_check check (kind in ('OPENING', 'ACCRUAL', 'CARRY_OVER', 'EXPIRY',
    'TAKEN', 'CANCELLED', 'ADJUSTMENT')),
  constraint leave_entry_days_check check (days <> 0 and (kind <> 'TAKEN' or days < 0)
    and (kind <> 'CANCELLED' or days > 0)),
  constraint leave_entry_request_check check ((kind in ('TAKEN', 'CANCELLED')) =
    (request_id is not null))
);
create index leave_entry_effective_on_idx on hr.leave_entry (organization_id, effective_on, id);
create index leave_entry_created_at_idx on hr.leave_entry (organization_id, created_at, id);
create index leave_entry_kind_idx on hr.leave_entry (organization_id, kind, id);
create index leave_entry_source_idx on hr.leave_entry (organization_id, source, id);
create index leave_entry_balance_idx on hr.leave_entry (organization_id, employee_id, type_id,
  effective_on) include (days);
${reference('leave_entry', 'employee_id', 'employee')}
${reference('leave_entry', 'type_id', 'leave_type')}
${reference('leave_entry', 'request_id', 'leave_request')}
${ledger('leave_entry')}

create function hr.leave_entry_stands() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception using errcode = 'BU001', message = 'HR_LEAVE_LEDGER';
end $$;
create trigger immutable before update or delete or truncate on hr.leave_entry
  for each statement execute function hr.leave_entry_stands();
`;

const told = [
  comments(
    'leave_entitlement',
    'Which policy gives somebody leave of a type, from one day until another.',
    {
      employee_id: 'Who is entitled',
      type_id: 'The kind of leave, that of the policy',
      policy_id: 'The policy',
      valid_from: 'First day on which this holds',
      valid_to: 'First day on which this no longer holds; null = open',
      workdays: 'Days of the week on which the employee works; null: those of the calendar',
      posted_until: 'Day up to which accruals, carry-over and expiry are posted; null: none yet',
    },
  ),
  comments('leave_request', 'Days off that somebody asks for, or has.', {
    employee_id: 'Who wants to be off',
    type_id: 'The kind of leave',
    starts_on: 'First day',
    ends_on: 'Last day',
    is_from_noon: 'Begins at noon of the first day',
    is_until_noon: 'Ends at noon of the last day',
    days: 'Days that it uses up',
    day_list: 'What each day uses up',
    note: 'Words of whoever asks',
    state: 'Where it is in its life',
  }),
  comments(
    'leave_entry',
    'A movement of a balance of leave: a ledger to which entries are only ever added.',
    {
      employee_id: 'Whose leave it is',
      type_id: 'The kind of leave',
      kind: 'Why the balance moves',
      effective_on: 'Day from which it counts; recorded at createdAt',
      days: 'Days; below zero takes away',
      source: 'What it is for, such as accrual:2026-03',
      revision: 'How many entries of this source stand before it',
      request_id: 'The leave that was taken',
      expires_on: 'First day on which carried days are gone',
      reason: 'Why it was corrected by hand',
    },
  ),
];

/** Who is entitled to what, requests, and the ledger of days. */
export const balances = [tables, ...told].join('\n');
