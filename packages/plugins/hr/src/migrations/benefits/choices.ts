import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.life_event (${RECORD},
  employee_id uuid not null,
  kind text not null,
  happened_on date not null,
  reported_on date not null,
  state text not null default 'REPORTED',
  decided_on date,
  constraint life_event_kind_check check (kind in ('MARRIAGE', 'SEPARATION', 'BIRTH', 'DEATH',
    'LOSS_OF_COVER', 'MOVE')),
  constraint life_event_state_check check (state in ('REPORTED', 'CONFIRMED', 'REJECTED')),
  constraint life_event_days_check check (happened_on <= reported_on
    and (state = 'REPORTED') = (decided_on is null))
);
create index life_event_kind_idx on hr.life_event (organization_id, kind, id);
create index life_event_happened_on_idx on hr.life_event (organization_id, happened_on, id);
create index life_event_state_idx on hr.life_event (organization_id, state, id);
${reference('life_event', 'employee_id', 'employee')}
${tenant('life_event')}

create table hr.dependant (${RECORD},
  employee_id uuid not null,
  person_id uuid not null,
  relation text not null,
  name text,
  birth_date text,
  ended_on date,
  constraint dependant_relation_check check (relation in ('SPOUSE', 'PARTNER', 'CHILD', 'OTHER'))
);
create index dependant_relation_idx on hr.dependant (organization_id, relation, id);
create index dependant_ended_on_idx on hr.dependant (organization_id, ended_on, id);
create index dependant_created_at_idx on hr.dependant (organization_id, created_at, id);
${reference('dependant', 'employee_id', 'employee')}
${reference('dependant', 'person_id', 'core.person')}
${tenant('dependant')}

create table hr.enrollment (${RECORD},
  employee_id uuid not null,
  plan_id uuid not null,
  level_id uuid not null,
  valid_from date not null,
  valid_to date,
  reason text not null,
  life_event_id uuid,
  state text not null default 'ELECTED',
  constraint enrollment_reason_check check (reason in ('OPEN', 'NEW_HIRE', 'LIFE_EVENT')),
  constraint enrollment_event_check check ((reason = 'LIFE_EVENT') = (life_event_id is not null)),
  constraint enrollment_state_check check (state in ('ELECTED', 'REPLACED')),
  constraint enrollment_span_check check (valid_to is null or valid_from < valid_to),
  constraint enrollment_no_overlap exclude using gist (organization_id with =,
    employee_id with =, plan_id with =, daterange(valid_from, valid_to) with &&)
    where (state = 'ELECTED') deferrable initially deferred
);
create index enrollment_valid_from_idx on hr.enrollment (organization_id, valid_from, id);
create index enrollment_valid_to_idx on hr.enrollment (organization_id, valid_to, id);
create index enrollment_reason_idx on hr.enrollment (organization_id, reason, id);
create index enrollment_state_idx on hr.enrollment (organization_id, state, id);
${reference('enrollment', 'employee_id', 'employee')}
${reference('enrollment', 'plan_id', 'benefit_plan')}
${reference('enrollment', 'level_id', 'benefit_level')}
${reference('enrollment', 'life_event_id', 'life_event')}
${tenant('enrollment')}
revoke delete on hr.enrollment from bureau_app;

create table hr.covered_dependant (${RECORD},
  enrollment_id uuid not null,
  dependant_id uuid not null,
  constraint covered_dependant_enrollment_id_dependant_id_key
    unique (organization_id, enrollment_id, dependant_id)
);
create index covered_dependant_created_at_idx on hr.covered_dependant (organization_id,
  created_at, id);
${reference('covered_dependant', 'enrollment_id', 'enrollment')}
${reference('covered_dependant', 'dependant_id', 'dependant')}
${tenant('covered_dependant')}
revoke update, delete on hr.covered_dependant from bureau_app;

-- Whatever writes: a choice is never another one later. It may end, or never have begun.
create function hr.enrollment_stays() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.state = 'REPLACED' or (new.employee_id, new.plan_id, new.level_id, new.valid_from,
      new.reason, new.life_event_id) is distinct from (old.employee_id, old.plan_id, old.level_id,
      old.valid_from, old.reason, old.life_event_id) then
    raise exception using errcode = 'BU001', message = 'HR_ENROLLMENT_STAYS';
  end if;
  return new;
end $$;
create trigger stays before update on hr.enrollment
  for each row execute function hr.enrollment_stays();
`;

const told = [
  comments(
    'life_event',
    'Something in the life of an employee that lets benefits be chosen anew.',
    {
      employee_id: 'Whose life',
      kind: 'What changed',
      happened_on: 'Day on which it happened',
      reported_on: 'Day on which it was told',
      state: 'Whether it counts',
      decided_on: 'Day on which it was confirmed or rejected',
    },
  ),
  comments('dependant', 'Somebody whom an employee may have covered; personal data are sealed.', {
    employee_id: 'Whose dependant',
    person_id: 'The person who is the employee',
    relation: 'What the dependant is to the employee',
    name: 'Whole name; sealed',
    birth_date: 'Day of birth, YYYY-MM-DD; sealed',
    ended_on: 'Day from which nobody covers the dependant any more',
  }),
  comments('enrollment', 'Cover that an employee chose, from one day until another.', {
    employee_id: 'Who is covered',
    plan_id: 'The plan',
    level_id: 'The level of cover',
    valid_from: 'First day of cover',
    valid_to: 'First day without this cover; null: open',
    reason: 'What let it be chosen',
    life_event_id: 'The event, for LIFE_EVENT',
    state: 'Whether it holds',
  }),
  comments('covered_dependant', 'A dependant who is covered by an enrollment.', {
    enrollment_id: 'The cover',
    dependant_id: 'Who is covered',
  }),
];

/** What changed in lives, whom people support, and what they chose. */
export const choices = [tables, ...told].join('\n');
