import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.shift_pattern (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  starts varchar(5) not null,
  ends varchar(5) not null,
  break_minutes integer not null default 0,
  is_active boolean not null default true,
  constraint shift_pattern_code_key unique (organization_id, code),
  constraint shift_pattern_starts_check check (starts ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  constraint shift_pattern_ends_check check (ends ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  constraint shift_pattern_break_minutes_check check (break_minutes between 0 and 480)
);
create index shift_pattern_name_idx on hr.shift_pattern (organization_id, name, id);
create index shift_pattern_is_active_idx on hr.shift_pattern (organization_id, is_active, id);
${tenant('shift_pattern')}

create table hr.work_time_policy (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  daily_minutes integer not null,
  overtime_daily_minutes integer,
  overtime_weekly_minutes integer,
  longest_day_minutes integer,
  rest_minutes integer not null,
  night_starts varchar(5) not null,
  night_ends varchar(5) not null,
  rounding_minutes integer not null,
  shortest_break_minutes integer not null,
  is_break_deducted boolean not null,
  overtime_factor numeric(5,4) not null,
  night_factor numeric(5,4) not null,
  sunday_factor numeric(5,4) not null,
  holiday_factor numeric(5,4) not null,
  is_active boolean not null default true,
  constraint work_time_policy_code_key unique (organization_id, code),
  constraint work_time_policy_minutes_check check (daily_minutes between 1 and 1440
    and overtime_daily_minutes between 0 and 1440 and overtime_weekly_minutes between 0 and 10080
    and longest_day_minutes between 0 and 1440 and rest_minutes between 0 and 1440
    and rounding_minutes between 1 and 60 and shortest_break_minutes between 0 and 240),
  constraint work_time_policy_night_starts_check
    check (night_starts ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  constraint work_time_policy_night_ends_check
    check (night_ends ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  constraint work_time_policy_factors_check check (overtime_factor between 0 and 9
    and night_factor between 0 and 9 and sunday_factor between 0 and 9
    and holiday_factor between 0 and 9)
);
create index work_time_policy_name_idx on hr.work_time_policy (organization_id, name, id);
create index work_time_policy_is_active_idx on hr.work_time_policy (organization_id, is_active,
  id);
${tenant('work_time_policy')}

create table hr.work_time_break (${RECORD},
  policy_id uuid not null,
  after_minutes integer not null,
  break_minutes integer not null,
  constraint work_time_break_policy_id_after_minutes_key
    unique (organization_id, policy_id, after_minutes),
  constraint work_time_break_check check (after_minutes between 0 and 1440
    and break_minutes between 1 and 480)
);
create index work_time_break_after_minutes_idx on hr.work_time_break (organization_id,
  after_minutes, id);
${reference('work_time_break', 'policy_id', 'work_time_policy')}
${tenant('work_time_break')}

create table hr.work_time_assignment (${RECORD},
  employee_id uuid not null,
  policy_id uuid not null,
  valid_from date not null,
  valid_to date,
  constraint work_time_assignment_span_check check (valid_to is null or valid_from < valid_to)
);
alter table hr.work_time_assignment add constraint work_time_assignment_no_overlap
  exclude using gist (organization_id with =, employee_id with =,
    daterange(valid_from, valid_to) with &&) deferrable initially deferred;
create index work_time_assignment_valid_from_idx on hr.work_time_assignment (organization_id,
  valid_from, id);
create index work_time_assignment_valid_to_idx on hr.work_time_assignment (organization_id,
  valid_to, id);
${reference('work_time_assignment', 'employee_id', 'employee')}
${reference('work_time_assignment', 'policy_id', 'work_time_policy')}
${tenant('work_time_assignment')}

create table hr.shift (${RECORD},
  employee_id uuid not null,
  pattern_id uuid not null,
  site_id uuid not null,
  day date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  constraint shift_span_check check (starts_at < ends_at)
);
alter table hr.shift add constraint shift_no_overlap
  exclude using gist (organization_id with =, employee_id with =,
    tstzrange(starts_at, ends_at) with &&) deferrable initially deferred;
create index shift_day_idx on hr.shift (organization_id, day, id);
create index shift_starts_at_idx on hr.shift (organization_id, starts_at, id);
${reference('shift', 'employee_id', 'employee')}
${reference('shift', 'pattern_id', 'shift_pattern')}
${reference('shift', 'site_id', 'core.site')}
${tenant('shift')}
`;

const told = [
  comments('shift_pattern', 'Hours of a shift by the clock of the place.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
    starts: 'First minute, local time: 22:00',
    ends: 'First minute that is out: 06:00; at or before the start it lies on the next day',
    break_minutes: 'Planned break in minutes',
    is_active: 'May be assigned',
  }),
  comments('work_time_policy', 'Rules of working time. What it says never changes.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
    daily_minutes: 'Work of a full day in full time: what a day of leave or a holiday counts',
    overtime_daily_minutes: 'More on one day is overtime; null: no limit by the day',
    overtime_weekly_minutes: 'More from Monday to Sunday is overtime; null: no limit by the week',
    longest_day_minutes: 'More on one day is told as a warning; null: never',
    rest_minutes: 'Rest between two days of work; less is told as a warning',
    night_starts: 'First minute of the night, local time: 23:00',
    night_ends: 'First minute after the night, local time: 06:00',
    rounding_minutes: 'Work of a day is rounded to the nearest multiple, half a step up',
    shortest_break_minutes: 'A shorter break is none',
    is_break_deducted: 'A break that was not taken is taken off the work',
    overtime_factor: 'What a minute of overtime counts on top of itself',
    night_factor: 'What a minute of night work counts on top of itself',
    sunday_factor: 'What a minute of work on a Sunday counts on top of itself',
    holiday_factor: 'What a minute of work on a holiday counts on top of itself',
    is_active: 'May be assigned',
  }),
  comments('work_time_break', 'A break that has to lie in work of some length.', {
    policy_id: 'The policy',
    after_minutes: 'Work that lasts longer needs it',
    break_minutes: 'Minutes of break in all',
  }),
  comments('work_time_assignment', 'Which rules of working time hold for somebody, and when.', {
    employee_id: 'For whom',
    policy_id: 'The policy',
    valid_from: 'First day on which this holds',
    valid_to: 'First day on which this no longer holds; null = open',
  }),
  comments('shift', 'When somebody is to work.', {
    employee_id: 'Who is to work',
    pattern_id: 'The hours that it was made of',
    site_id: 'Place of work',
    day: 'Day on which it begins, local time',
    starts_at: 'Begin',
    ends_at: 'End',
  }),
];

/** Hours, rules and rosters. */
export const timeRules = [tables, ...told].join('\n');
