import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.grievance (${RECORD},
  category text not null,
  title text,
  filed_by_id uuid,
  filed_on date not null,
  code_hash bytea,
  state text not null default 'FILED',
  acknowledge_by date not null,
  answer_by date not null,
  outcome text,
  outcome_words text,
  closed_on date,
  keep_days integer not null default 1095,
  erased_at timestamptz(6),
  constraint grievance_category_check check (category in ('HARASSMENT', 'DISCRIMINATION',
    'SAFETY', 'FRAUD', 'RETALIATION', 'CONDITIONS', 'OTHER')),
  constraint grievance_state_check check (state in ('FILED', 'IN_REVIEW', 'DECIDED', 'CLOSED',
    'WITHDRAWN')),
  constraint grievance_outcome_check check (outcome in ('UPHELD', 'PARTLY_UPHELD', 'NOT_UPHELD',
    'UNRESOLVED')),
  constraint grievance_decided_check check (
    (state in ('DECIDED', 'CLOSED')) = (outcome is not null)),
  constraint grievance_closed_on_check check (
    (state in ('CLOSED', 'WITHDRAWN')) = (closed_on is not null)),
  constraint grievance_erased_at_check check (erased_at is null or closed_on is not null),
  constraint grievance_keep_days_check check (keep_days between 30 and 3650)
);
create unique index grievance_code_hash_key on hr.grievance (organization_id, code_hash)
  where code_hash is not null;
create index grievance_category_idx on hr.grievance (organization_id, category, id);
create index grievance_state_idx on hr.grievance (organization_id, state, id);
create index grievance_filed_on_idx on hr.grievance (organization_id, filed_on, id);
create index grievance_acknowledge_by_idx on hr.grievance (organization_id, acknowledge_by, id);
create index grievance_answer_by_idx on hr.grievance (organization_id, answer_by, id);
create index grievance_closed_on_idx on hr.grievance (organization_id, closed_on, id);
${reference('grievance', 'filed_by_id', 'employee')}
${tenant('grievance')}
revoke delete on hr.grievance from bureau_app;

create table hr.grievance_officer (${RECORD},
  employee_id uuid not null,
  constraint grievance_officer_employee_id_key unique (organization_id, employee_id)
);
create index grievance_officer_created_at_idx on hr.grievance_officer (organization_id,
  created_at, id);
${reference('grievance_officer', 'employee_id', 'employee')}
${tenant('grievance_officer')}

create table hr.grievance_handler (${RECORD},
  grievance_id uuid not null,
  employee_id uuid not null,
  is_active boolean not null default true,
  constraint grievance_handler_grievance_id_employee_id_key
    unique (organization_id, grievance_id, employee_id)
);
create index grievance_handler_is_active_idx on hr.grievance_handler (organization_id, is_active,
  id);
create index grievance_handler_created_at_idx on hr.grievance_handler (organization_id,
  created_at, id);
${reference('grievance_handler', 'grievance_id', 'grievance')}
${reference('grievance_handler', 'employee_id', 'employee')}
${tenant('grievance_handler')}

create table hr.grievance_accused (${RECORD},
  grievance_id uuid not null,
  employee_id uuid not null,
  constraint grievance_accused_grievance_id_employee_id_key
    unique (organization_id, grievance_id, employee_id)
);
create index grievance_accused_created_at_idx on hr.grievance_accused (organization_id,
  created_at, id);
${reference('grievance_accused', 'grievance_id', 'grievance')}
${reference('grievance_accused', 'employee_id', 'employee')}
${tenant('grievance_accused')}

create table hr.grievance_message (${RECORD},
  grievance_id uuid not null,
  author text not null,
  handler_id uuid,
  is_internal boolean not null default false,
  words text,
  constraint grievance_message_author_check check (author in ('REPORTER', 'HANDLER')),
  constraint grievance_message_handler_check check (
    author = 'HANDLER' or (handler_id is null and not is_internal))
);
create index grievance_message_author_idx on hr.grievance_message (organization_id, author, id);
create index grievance_message_is_internal_idx on hr.grievance_message (organization_id,
  is_internal, id);
create index grievance_message_created_at_idx on hr.grievance_message (organization_id,
  created_at, id);
${reference('grievance_message', 'grievance_id', 'grievance')}
${reference('grievance_message', 'handler_id', 'employee')}
${tenant('grievance_message')}
revoke delete on hr.grievance_message from bureau_app;

create table hr.grievance_step (${RECORD},
  grievance_id uuid not null,
  title text,
  due_on date not null,
  done_on date
);
create index grievance_step_due_on_idx on hr.grievance_step (organization_id, due_on, id);
create index grievance_step_done_on_idx on hr.grievance_step (organization_id, done_on, id);
${reference('grievance_step', 'grievance_id', 'grievance')}
${tenant('grievance_step')}

-- Whatever writes: a grievance goes on and not back, and whose it is never changes but by erasure.
create function hr.grievance_goes_on() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.state is distinct from new.state and (old.state, new.state) not in (
      ('FILED', 'IN_REVIEW'), ('IN_REVIEW', 'DECIDED'), ('DECIDED', 'CLOSED'),
      ('FILED', 'WITHDRAWN'), ('IN_REVIEW', 'WITHDRAWN'))
    or (old.filed_by_id is distinct from new.filed_by_id and new.erased_at is null) then
    raise exception using errcode = 'BU001', message = 'HR_GRIEVANCE_STATE';
  end if;
  return new;
end $$;
create trigger goes_on before update on hr.grievance
  for each row execute function hr.grievance_goes_on();
`;

const told = [
  comments('grievance', 'A complaint that named people look into, and nobody else ever sees.', {
    category: 'What it is about',
    title: 'In a few words; sealed; null: erased',
    filed_by_id: 'Who filed it; null: nobody knows',
    filed_on: 'Day on which it came in',
    code_hash: 'SHA-256 of the code to come back with',
    state: 'How far it is',
    acknowledge_by: 'Last day to acknowledge it',
    answer_by: 'Last day to tell what came of it',
    outcome: 'What came of it',
    outcome_words: 'The same in words; sealed',
    closed_on: 'Day on which it was closed or taken back',
    keep_days: 'Days after the end until words are erased',
    erased_at: 'When words were erased',
  }),
  comments('grievance_officer', 'Somebody to whom grievances go that come in.', {
    employee_id: 'Who it is',
  }),
  comments('grievance_handler', 'Somebody who looks into a grievance: nobody else reads it.', {
    grievance_id: 'What is looked into',
    employee_id: 'Who does',
    is_active: 'Reads it at present',
  }),
  comments(
    'grievance_accused',
    'Somebody of whom a grievance complains: never a reader of it, nor are superiors.',
    { grievance_id: 'The grievance', employee_id: 'Who is meant' },
  ),
  comments('grievance_message', 'What was written about a grievance; sealed.', {
    grievance_id: 'The grievance',
    author: 'Who wrote it',
    handler_id: 'Which of those who look into it',
    is_internal: 'Not for whoever filed it',
    words: 'What was written; sealed; null: erased',
  }),
  comments('grievance_step', 'Something to be done about a grievance until a day.', {
    grievance_id: 'The grievance',
    title: 'What is to be done; sealed; null: erased',
    due_on: 'Last day',
    done_on: 'Day on which it was done',
  }),
];

/** Grievances and what hangs on them. */
export const cases = [tables, ...told].join('\n');
