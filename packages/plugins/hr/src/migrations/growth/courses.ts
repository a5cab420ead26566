import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.course (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  description varchar(2000),
  certificate_kind_id uuid,
  is_active boolean not null default true,
  constraint course_code_key unique (organization_id, code)
);
create index course_name_idx on hr.course (organization_id, name, id);
create index course_is_active_idx on hr.course (organization_id, is_active, id);
create index course_search_idx
  on hr.course using gin (name public.gin_trgm_ops, code public.gin_trgm_ops);
${reference('course', 'certificate_kind_id', 'certificate_kind')}
${tenant('course')}

create table hr.course_session (${RECORD},
  course_id uuid not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  time_zone varchar(64) not null,
  site_id uuid,
  place varchar(200),
  trainer varchar(120),
  capacity integer not null,
  arrivals integer not null default 0,
  cost_amount numeric(20,4),
  cost_currency varchar(3),
  state text not null default 'PLANNED',
  constraint course_session_time_check check (ends_at > starts_at),
  constraint course_session_capacity_check check (capacity between 1 and 1000),
  constraint course_session_cost_check check (cost_amount >= 0),
  constraint course_session_state_check check (state in ('PLANNED', 'HELD', 'CANCELLED')),
  constraint course_session_cost_whole_check
    check ((cost_amount is null) = (cost_currency is null))
);
create index course_session_starts_at_idx on hr.course_session (organization_id, starts_at, id);
create index course_session_ends_at_idx on hr.course_session (organization_id, ends_at, id);
create index course_session_state_idx on hr.course_session (organization_id, state, id);
${reference('course_session', 'course_id', 'course')}
${reference('course_session', 'site_id', 'core.site')}
${tenant('course_session')}

create table hr.course_enrolment (${RECORD},
  session_id uuid not null,
  employee_id uuid not null,
  place integer not null,
  state text not null,
  result text,
  certificate_id uuid,
  constraint course_enrolment_state_check
    check (state in ('WAITING', 'ENROLLED', 'ATTENDED', 'ABSENT', 'CANCELLED')),
  constraint course_enrolment_result_check check (result in ('PASSED', 'FAILED')),
  constraint course_enrolment_attended_check check (result is null or state = 'ATTENDED')
);
create unique index course_enrolment_once_key
  on hr.course_enrolment (organization_id, session_id, employee_id) where state <> 'CANCELLED';
create unique index course_enrolment_place_key
  on hr.course_enrolment (organization_id, session_id, place);
create index course_enrolment_created_at_idx
  on hr.course_enrolment (organization_id, created_at, id);
create index course_enrolment_place_idx on hr.course_enrolment (organization_id, place, id);
create index course_enrolment_state_idx on hr.course_enrolment (organization_id, state, id);
create index course_enrolment_result_idx on hr.course_enrolment (organization_id, result, id);
${reference('course_enrolment', 'session_id', 'course_session')}
${reference('course_enrolment', 'employee_id', 'employee')}
${reference('course_enrolment', 'certificate_id', 'certificate')}
${tenant('course_enrolment')}

-- Whatever writes: never more people than places. The session is locked, so that two who come at
-- once are counted one after the other.
create function hr.course_has_place() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  session uuid := case tg_table_name when 'course_session'
    then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'session_id')::uuid end;
  places integer;
  taken integer;
begin
  select s.capacity into places from hr.course_session s
    where s.organization_id = new.organization_id and s.id = session for update;
  select count(*) into taken from hr.course_enrolment e
    where e.organization_id = new.organization_id and e.session_id = session
      and e.state in ('ENROLLED', 'ATTENDED', 'ABSENT');
  if taken > places then
    raise exception using errcode = 'BU001', message = 'HR_COURSE_FULL';
  end if;
  return null;
end $$;
create constraint trigger has_place after insert or update of state, session_id
  on hr.course_enrolment deferrable initially deferred for each row
  when (new.state in ('ENROLLED', 'ATTENDED', 'ABSENT')) execute function hr.course_has_place();
create constraint trigger has_place after update of capacity on hr.course_session
  deferrable initially deferred for each row execute function hr.course_has_place();

create function hr.course_enrolment_goes_on() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.state = old.state or (old.state, new.state) in (('WAITING', 'ENROLLED'),
    ('WAITING', 'CANCELLED'), ('ENROLLED', 'CANCELLED'), ('ENROLLED', 'ATTENDED'),
    ('ENROLLED', 'ABSENT')) then
    return new;
  end if;
  raise exception using errcode = 'BU001', message = 'HR_COURSE_ENROLMENT_STATE',
    detail = json_build_object('state', old.state)::text;
end $$;
create trigger goes_on before update of state on hr.course_enrolment
  for each row execute function hr.course_enrolment_goes_on();
`;

const told = [
  comments('course', 'Something that people can learn in sessions.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
    description: 'What is learned',
    certificate_kind_id: 'Certificate of those who pass',
    is_active: 'Sessions of it are planned',
  }),
  comments('course_session', 'A date on which a course takes place, for so many people.', {
    course_id: 'The course',
    starts_at: 'When it begins',
    ends_at: 'When it ends',
    time_zone: 'Zone of its place, such as Europe/Vienna',
    site_id: 'Where it is; null: elsewhere',
    place: 'Room, address or link',
    trainer: 'Who teaches',
    capacity: 'How many people may come, 1 to 1,000',
    arrivals: 'How many ever asked; gives the next place',
    cost_amount: 'What it costs in all (Exact amount in units of the currency)',
    cost_currency: 'What it costs in all (ISO 4217 code)',
    state: 'Where it is in its life',
  }),
  comments('course_enrolment', 'That somebody comes to a session, or waits for a place.', {
    session_id: 'The session',
    employee_id: 'Who comes',
    place: 'Order of arrival; waiting people are taken by it',
    state: 'Whether somebody comes',
    result: 'How it went; null: not known',
    certificate_id: 'What was issued for it',
  }),
];

/** Courses, sessions and who comes. */
export const courseTables = [tables, ...told].join('\n');
