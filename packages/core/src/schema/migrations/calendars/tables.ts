import { comments, RECORD, tenant } from './tenant.js';

/** When work is done, and whose calendar it is. */
export const calendarTables = `
create table core.calendar (${RECORD},
  code varchar(40) not null check (btrim(code) <> ''),
  name varchar(200) not null check (btrim(name) <> ''),
  time_zone varchar(64) not null,
  constraint calendar_code_key unique (organization_id, code)
);
create index calendar_name_idx on core.calendar (organization_id, name, id);
${tenant('calendar')}
${comments('calendar', 'When work is done: windows of the week in local time, and holidays.', {
  code: 'Short code, unique in the organization',
  name: 'Name of the calendar',
  time_zone: 'IANA time zone of its times',
})}

create table core.working_window (${RECORD},
  calendar_id uuid not null,
  weekday text not null check (weekday in
    ('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY')),
  opens varchar(5) not null check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes varchar(5) not null check (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
  constraint working_window_calendar_fkey foreign key (organization_id, calendar_id)
    references core.calendar (organization_id, id) on delete cascade,
  constraint working_window_span_check check (opens collate "C" < closes collate "C"),
  constraint working_window_start_key unique (organization_id, calendar_id, weekday, opens)
);
create index working_window_calendar_idx on core.working_window (organization_id, calendar_id, id);
create index working_window_weekday_idx on core.working_window (organization_id, weekday, id);
create index working_window_opens_idx on core.working_window (organization_id, opens, id);
${tenant('working_window')}
${comments('working_window', 'A span of one weekday in which work is done, half-open.', {
  calendar_id: 'The calendar',
  weekday: 'Day of the week',
  opens: 'First minute, local time: 09:00',
  closes: 'First minute that is out again: 17:00, at most 24:00',
})}

create table core.holiday (${RECORD},
  calendar_id uuid not null,
  day date not null,
  name varchar(120) not null check (btrim(name) <> ''),
  is_half_day boolean not null default false,
  constraint holiday_calendar_fkey foreign key (organization_id, calendar_id)
    references core.calendar (organization_id, id) on delete cascade,
  constraint holiday_day_key unique (organization_id, calendar_id, day)
);
create index holiday_calendar_idx on core.holiday (organization_id, calendar_id, id);
create index holiday_day_idx on core.holiday (organization_id, day, id);
create index holiday_name_idx on core.holiday (organization_id, name, id);
${tenant('holiday')}
${comments('holiday', 'A day on which no work is done, or until noon only.', {
  calendar_id: 'The calendar',
  day: 'The day',
  name: 'What is kept on that day',
  is_half_day: 'Work is done until noon, local time',
})}
grant select, insert, update, delete on core.calendar, core.working_window, core.holiday
  to bureau_app, bureau_worker;
grant select on core.calendar, core.working_window, core.holiday to bureau_reader;

${['organization', 'legal_entity', 'site'].map(assigned).join('\n')}
`;

/** Takes them back. */
export const calendarDown = `
alter table core.site drop column calendar_id;
alter table core.legal_entity drop column calendar_id;
alter table core.organization drop column calendar_id;
drop table core.holiday, core.working_window, core.calendar;
`;

function assigned(table: string): string {
  return `
alter table core.${table} add column calendar_id uuid;
alter table core.${table} add constraint ${table}_calendar_fkey
  foreign key (organization_id, calendar_id) references core.calendar (organization_id, id);
create index ${table}_calendar_idx on core.${table} (organization_id, calendar_id, id);
comment on column core.${table}.calendar_id is 'When work is done there';`;
}
