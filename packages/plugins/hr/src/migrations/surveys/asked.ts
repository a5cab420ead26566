import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.survey_template (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  is_active boolean not null default true,
  constraint survey_template_code_key unique (organization_id, code)
);
create index survey_template_name_idx on hr.survey_template (organization_id, name, id);
create index survey_template_is_active_idx on hr.survey_template (organization_id, is_active, id);
${tenant('survey_template')}

create table hr.survey_question (${RECORD},
  template_id uuid not null,
  position integer not null,
  kind text not null,
  words varchar(500) not null,
  options text[] not null default '{}',
  constraint survey_question_template_id_position_key
    unique (organization_id, template_id, position),
  constraint survey_question_kind_check check (kind in ('SCALE', 'RECOMMEND', 'CHOICE', 'TEXT'))
);
create index survey_question_position_idx on hr.survey_question (organization_id, position, id);
create index survey_question_kind_idx on hr.survey_question (organization_id, kind, id);
${reference('survey_question', 'template_id', 'survey_template')}
${tenant('survey_question')}
revoke update, delete on hr.survey_question from bureau_app;

create table hr.survey (${RECORD},
  template_id uuid not null,
  name varchar(120) not null,
  opens_on date not null,
  closes_on date not null,
  min_group integer not null default 5,
  unit_ids text[] not null,
  state text not null default 'OPEN',
  constraint survey_days_check check (opens_on <= closes_on),
  constraint survey_min_group_check check (min_group between 5 and 100),
  constraint survey_state_check check (state in ('OPEN', 'CLOSED'))
);
create index survey_opens_on_idx on hr.survey (organization_id, opens_on, id);
create index survey_closes_on_idx on hr.survey (organization_id, closes_on, id);
create index survey_state_idx on hr.survey (organization_id, state, id);
${reference('survey', 'template_id', 'survey_template')}
${tenant('survey')}

create table hr.survey_invitation (${RECORD},
  survey_id uuid not null,
  employee_id uuid not null,
  unit_id uuid not null,
  is_answered boolean not null default false,
  constraint survey_invitation_survey_id_employee_id_key
    unique (organization_id, survey_id, employee_id)
);
create index survey_invitation_is_answered_idx on hr.survey_invitation (organization_id,
  is_answered, id);
create index survey_invitation_created_at_idx on hr.survey_invitation (organization_id,
  created_at, id);
${reference('survey_invitation', 'survey_id', 'survey')}
${reference('survey_invitation', 'employee_id', 'employee')}
${reference('survey_invitation', 'unit_id', 'core.org_unit')}
${tenant('survey_invitation')}

-- Whatever writes: what is closed is never opened again, and the smallest group never gets
-- smaller, whatever was promised to those who answered.
create function hr.survey_stays() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.state = 'CLOSED' and new.state <> 'CLOSED' or new.min_group <> old.min_group
    or new.template_id <> old.template_id then
    raise exception using errcode = 'BU001', message = 'HR_SURVEY_CLOSED';
  end if;
  return new;
end $$;
create trigger stays before update on hr.survey
  for each row execute function hr.survey_stays();
`;

const told = [
  comments('survey_template', 'Questions that are asked again and again.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
    is_active: 'May be asked',
  }),
  comments('survey_question', 'A question of a survey.', {
    template_id: 'The template',
    position: 'Place in the order, from 1',
    kind: 'How it is answered',
    words: 'What is asked',
    options: 'Of a CHOICE: the options',
  }),
  comments('survey', 'A template that is asked in some units, for some days.', {
    template_id: 'What is asked',
    name: 'Name for people, such as Pulse 2026-Q1',
    opens_on: 'First day',
    closes_on: 'Last day',
    min_group: 'How many must have answered for a figure, 5 to 100',
    unit_ids: 'Units that are asked, with those below; empty: all',
    state: 'Whether it can be answered',
  }),
  comments('survey_invitation', 'That somebody may answer a survey, once.', {
    survey_id: 'The survey',
    employee_id: 'Who may answer',
    unit_id: 'The unit that the answers count for',
    is_answered: 'Was used: it cannot be used again',
  }),
];

/** What is asked, and of whom. */
export const asked = [tables, ...told].join('\n');
