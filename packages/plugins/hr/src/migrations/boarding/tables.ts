import { comments, RECORD, reference, tenant } from '../tenant.js';

const KINDS = "('ONBOARDING', 'OFFBOARDING')";
const OWNERS = "('EMPLOYEE', 'MANAGER', 'ROLE', 'PERSON')";

const tables = `
create table hr.boarding_template (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  kind text not null,
  is_default boolean not null default false,
  is_active boolean not null default true,
  constraint boarding_template_code_key unique (organization_id, code),
  constraint boarding_template_kind_check check (kind in ${KINDS})
);
create unique index boarding_template_default_key on hr.boarding_template (organization_id, kind)
  where is_default and is_active;
create index boarding_template_name_idx on hr.boarding_template (organization_id, name, id);
create index boarding_template_kind_idx on hr.boarding_template (organization_id, kind, id);
create index boarding_template_is_active_idx on hr.boarding_template (organization_id, is_active,
  id);
${tenant('boarding_template')}

create table hr.boarding_template_task (${RECORD},
  template_id uuid not null,
  title varchar(200) not null,
  owner_kind text not null,
  owner_role varchar(60),
  owner_id uuid,
  due_days integer not null,
  constraint boarding_template_task_owner_kind_check check (owner_kind in ${OWNERS}),
  constraint boarding_template_task_owner_check check (
    (owner_kind = 'ROLE') = (owner_role is not null)
    and (owner_kind = 'PERSON') = (owner_id is not null)),
  constraint boarding_template_task_due_check check (due_days between -366 and 366)
);
create index boarding_template_task_due_days_idx on hr.boarding_template_task (organization_id,
  due_days, id);
${reference('boarding_template_task', 'template_id', 'boarding_template')}
${reference('boarding_template_task', 'owner_id', 'employee')}
${tenant('boarding_template_task')}

create table hr.boarding_plan (${RECORD},
  employee_id uuid not null,
  kind text not null,
  template_id uuid,
  day date not null,
  total integer not null default 0,
  finished integer not null default 0,
  state text not null default 'RUNNING',
  constraint boarding_plan_kind_check check (kind in ${KINDS}),
  constraint boarding_plan_state_check check (state in ('RUNNING', 'DONE', 'CANCELLED')),
  constraint boarding_plan_count_check check (finished between 0 and total)
);
create unique index boarding_plan_running_key on hr.boarding_plan (organization_id, employee_id,
  kind) where state = 'RUNNING';
create index boarding_plan_day_idx on hr.boarding_plan (organization_id, day, id);
create index boarding_plan_kind_idx on hr.boarding_plan (organization_id, kind, id);
create index boarding_plan_state_idx on hr.boarding_plan (organization_id, state, id);
${reference('boarding_plan', 'employee_id', 'employee')}
${reference('boarding_plan', 'template_id', 'boarding_template')}
${tenant('boarding_plan')}

create table hr.boarding_task (${RECORD},
  plan_id uuid not null,
  key varchar(120) not null,
  title varchar(200) not null,
  owner_kind text not null,
  owner_role varchar(60),
  owner_id uuid,
  due_days integer not null,
  due_on date not null,
  state text not null default 'OPEN',
  note varchar(500),
  finished_at timestamptz(6),
  finished_by_id uuid,
  constraint boarding_task_plan_id_key_key unique (organization_id, plan_id, key),
  constraint boarding_task_owner_kind_check check (owner_kind in ${OWNERS}),
  constraint boarding_task_due_check check (due_days between -366 and 366),
  constraint boarding_task_state_check check (state in ('OPEN', 'DONE', 'SKIPPED'))
);
create index boarding_task_due_on_idx on hr.boarding_task (organization_id, due_on, id);
create index boarding_task_state_idx on hr.boarding_task (organization_id, state, id);
create index boarding_task_owner_role_idx on hr.boarding_task (organization_id, owner_role, id);
${reference('boarding_task', 'plan_id', 'boarding_plan')}
${reference('boarding_task', 'owner_id', 'employee')}
${reference('boarding_task', 'finished_by_id', 'core.membership')}
${tenant('boarding_task')}
`;

const owner = {
  title: 'What is to be done',
  owner_kind: 'Who does it',
  owner_role: 'Key of the role, of a ROLE',
};

const told = [
  comments('boarding_template', 'What is to be done when somebody joins or leaves.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
    kind: 'For joiners or leavers',
    is_default: 'A plan begins by itself; one of a kind at most',
    is_active: 'Plans may be made of it',
  }),
  comments(
    'boarding_template_task',
    'Something that is to be done, by whom, and how many days before or after the day.',
    {
      ...owner,
      template_id: 'The template',
      owner_id: 'Who does it, of a PERSON',
      due_days: 'Days after the day; before it below zero',
    },
  ),
  comments('boarding_plan', 'What is to be done because somebody joins or leaves.', {
    employee_id: 'Who joins or leaves',
    kind: 'Whether somebody joins or leaves',
    template_id: 'What it was made of',
    day: 'First or last day of work',
    total: 'How many tasks it has',
    finished: 'How many of them are done or skipped',
    state: 'Where it is in its life',
  }),
  comments('boarding_task', 'Something that somebody does because somebody joins or leaves.', {
    ...owner,
    plan_id: 'The plan',
    key: 'Unique in the plan; begins with the plugin that asks',
    owner_id: 'Who does it; null: whoever holds the role, or nobody was found',
    due_days: 'Days after the day of the plan; before it below zero',
    due_on: 'Day on which it should be done',
    state: 'Whether it is done',
    note: 'Why it was skipped',
    finished_at: 'When it was done or skipped',
    finished_by_id: 'Who did or skipped it',
  }),
];

/** Templates, plans and their tasks. */
export const boardingTables = [tables, ...told].join('\n');
