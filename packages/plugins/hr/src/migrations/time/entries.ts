import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.time_period (${RECORD},
  legal_entity_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  state text not null default 'OPEN',
  reopened_reason varchar(500),
  constraint time_period_state_check check (state in ('OPEN', 'APPROVED', 'LOCKED')),
  constraint time_period_span_check check (starts_on <= ends_on and ends_on < starts_on + 62)
);
alter table hr.time_period add constraint time_period_no_overlap
  exclude using gist (organization_id with =, legal_entity_id with =,
    daterange(starts_on, ends_on, '[]') with &&);
create index time_period_starts_on_idx on hr.time_period (organization_id, starts_on, id);
create index time_period_ends_on_idx on hr.time_period (organization_id, ends_on, id);
create index time_period_state_idx on hr.time_period (organization_id, state, id);
${reference('time_period', 'legal_entity_id', 'core.legal_entity')}
${tenant('time_period')}

create table hr.time_correction (${RECORD},
  employee_id uuid not null,
  day date not null,
  reason varchar(500) not null,
  state text not null default 'PENDING',
  decided_at timestamptz(6),
  constraint time_correction_state_check check (state in ('PENDING', 'APPROVED', 'REJECTED',
    'WITHDRAWN')),
  constraint time_correction_decided_check check ((state = 'PENDING') = (decided_at is null))
);
create unique index time_correction_pending_key on hr.time_correction (organization_id,
  employee_id, day) where state = 'PENDING';
create index time_correction_day_idx on hr.time_correction (organization_id, day, id);
create index time_correction_state_idx on hr.time_correction (organization_id, state, id);
create index time_correction_created_at_idx on hr.time_correction (organization_id, created_at,
  id);
${reference('time_correction', 'employee_id', 'employee')}
${tenant('time_correction')}

create table hr.time_entry (${RECORD},
  employee_id uuid not null,
  site_id uuid not null,
  time_zone varchar(64) not null,
  day date not null,
  kind text not null,
  state text not null default 'VALID',
  source text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  correction_id uuid,
  replaced_by_id uuid,
  constraint time_entry_kind_check check (kind in ('WORK', 'BREAK')),
  constraint time_entry_state_check check (state in ('PROPOSED', 'VALID', 'REPLACED', 'DROPPED')),
  constraint time_entry_source_check check (source in ('SELF', 'TERMINAL', 'CORRECTION')),
  constraint time_entry_span_check check (started_at < ended_at
    and ended_at <= started_at + interval '24 hours'),
  constraint time_entry_correction_check check ((source = 'CORRECTION') =
    (correction_id is not null) and (source <> 'CORRECTION' or ended_at is not null)),
  constraint time_entry_replaced_check check ((state = 'REPLACED') = (replaced_by_id is not null))
);
-- One open entry at most: what has no end overlaps with every other that has none.
alter table hr.time_entry add constraint time_entry_no_overlap
  exclude using gist (organization_id with =, employee_id with =,
    tstzrange(started_at, ended_at) with &&)
  where (state = 'VALID') deferrable initially deferred;
create index time_entry_day_idx on hr.time_entry (organization_id, day, id);
create index time_entry_employee_id_day_idx on hr.time_entry (organization_id, employee_id, day,
  started_at);
create index time_entry_kind_idx on hr.time_entry (organization_id, kind, id);
create index time_entry_state_idx on hr.time_entry (organization_id, state, id);
create index time_entry_started_at_idx on hr.time_entry (organization_id, started_at, id);
create index time_entry_ended_at_idx on hr.time_entry (organization_id, ended_at, id);
${reference('time_entry', 'employee_id', 'employee')}
${reference('time_entry', 'site_id', 'core.site')}
${reference('time_entry', 'correction_id', 'time_correction')}
${reference('time_entry', 'replaced_by_id', 'time_correction')}
${tenant('time_entry')}

create table hr.time_sheet (${RECORD},
  period_id uuid not null,
  employee_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  regular_minutes integer not null,
  overtime_minutes integer not null,
  night_minutes integer not null,
  sunday_minutes integer not null,
  holiday_minutes integer not null,
  break_minutes integer not null,
  leave_minutes integer not null,
  public_holiday_minutes integer not null,
  premium_minutes numeric(12,2) not null,
  warnings integer not null,
  constraint time_sheet_period_id_employee_id_key
    unique (organization_id, period_id, employee_id),
  constraint time_sheet_minutes_check check (regular_minutes >= 0 and overtime_minutes >= 0
    and night_minutes >= 0 and sunday_minutes >= 0 and holiday_minutes >= 0
    and break_minutes >= 0 and leave_minutes >= 0 and public_holiday_minutes >= 0
    and premium_minutes >= 0 and warnings >= 0)
);
create index time_sheet_ends_on_idx on hr.time_sheet (organization_id, ends_on, id);
${reference('time_sheet', 'period_id', 'time_period on delete cascade')}
${reference('time_sheet', 'employee_id', 'employee')}
${tenant('time_sheet')}
`;

const told = [
  comments('time_period', 'Days of a company whose working time is closed together.', {
    legal_entity_id: 'The company that employs',
    starts_on: 'First day',
    ends_on: 'Last day, 61 days later at most',
    state: 'Where it is in its life',
    reopened_reason: 'Why it was opened again, the last time',
  }),
  comments('time_correction', 'The wish to have other time recorded for a day.', {
    employee_id: 'Whose time',
    day: 'The day, all entries of which are replaced',
    reason: 'Why',
    state: 'Where it is in its life',
    decided_at: 'When it was decided or taken back',
  }),
  comments('time_entry', 'Time that was recorded; it is never changed but for its end.', {
    employee_id: 'Whose time',
    site_id: 'Place of work',
    time_zone: 'IANA zone of the place at that time',
    day: 'Day to which it counts, local time',
    kind: 'Work or break',
    state: 'Whether it counts',
    source: 'How it was recorded',
    started_at: 'Begin',
    ended_at: 'End; null: it goes on',
    correction_id: 'The correction that it belongs to; null: it was recorded by the clock',
    replaced_by_id: 'The correction that replaced it; null: none',
  }),
  comments('time_sheet', 'What somebody worked in a period when it was approved. In minutes.', {
    period_id: 'The period',
    employee_id: 'Whose time',
    starts_on: 'First day of the period',
    ends_on: 'Last day of the period',
    regular_minutes: 'Work that is no overtime',
    overtime_minutes: 'Work beyond the limits of day and week',
    night_minutes: 'Work in the night, part of regular and overtime',
    sunday_minutes: 'Work on Sundays, part of regular and overtime',
    holiday_minutes: 'Work on holidays, part of regular and overtime',
    break_minutes: 'Breaks',
    leave_minutes: 'What days of leave count',
    public_holiday_minutes: 'What holidays count on which there would have been work',
    premium_minutes: 'Minutes by the factors of their kinds, on top',
    warnings: 'How many days break a rule in some way',
  }),
];

/** What was worked. */
export const timeEntries = [tables, ...told].join('\n');
