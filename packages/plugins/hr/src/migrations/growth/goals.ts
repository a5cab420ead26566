import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.goal (${RECORD},
  owner_id uuid not null,
  title varchar(200) not null,
  description varchar(2000),
  starts_on date not null,
  ends_on date not null,
  parent_id uuid,
  visibility text not null default 'MANAGER',
  progress numeric(5,2) not null default '0',
  state text not null default 'ACTIVE',
  constraint goal_days_check check (ends_on >= starts_on),
  constraint goal_progress_check check (progress between 0 and 100),
  constraint goal_visibility_check check (visibility in ('PRIVATE', 'MANAGER', 'PUBLIC')),
  constraint goal_state_check check (state in ('ACTIVE', 'DONE', 'DROPPED'))
);
create index goal_ends_on_idx on hr.goal (organization_id, ends_on, id);
create index goal_starts_on_idx on hr.goal (organization_id, starts_on, id);
create index goal_progress_idx on hr.goal (organization_id, progress, id);
create index goal_visibility_idx on hr.goal (organization_id, visibility, id);
create index goal_state_idx on hr.goal (organization_id, state, id);
${reference('goal', 'owner_id', 'employee')}
${reference('goal', 'parent_id', 'goal')}
${tenant('goal')}

create table hr.key_result (${RECORD},
  goal_id uuid not null,
  title varchar(200) not null,
  kind text not null,
  weight integer not null default 1,
  start_value numeric(20,4),
  target_value numeric(20,4),
  current_value numeric(20,4),
  is_reached boolean not null default false,
  constraint key_result_kind_check check (kind in ('NUMBER', 'MILESTONE')),
  constraint key_result_weight_check check (weight between 1 and 100),
  constraint key_result_values_check check (case kind when 'NUMBER'
    then start_value is not null and target_value <> start_value and not is_reached
    else start_value is null and target_value is null and current_value is null end)
);
create index key_result_created_at_idx on hr.key_result (organization_id, created_at, id);
create index key_result_kind_idx on hr.key_result (organization_id, kind, id);
create index key_result_is_reached_idx on hr.key_result (organization_id, is_reached, id);
${reference('key_result', 'goal_id', 'goal')}
${tenant('key_result')}

create table hr.goal_check_in (${RECORD},
  key_result_id uuid not null,
  checked_on date not null,
  value numeric(20,4),
  is_reached boolean,
  note varchar(1000),
  author_id uuid,
  constraint goal_check_in_value_check check ((value is null) <> (is_reached is null))
);
create index goal_check_in_checked_on_idx on hr.goal_check_in (organization_id, checked_on, id);
create index goal_check_in_created_at_idx on hr.goal_check_in (organization_id, created_at, id);
${reference('goal_check_in', 'key_result_id', 'key_result')}
${reference('goal_check_in', 'author_id', 'employee')}
${tenant('goal_check_in')}

-- Check-ins are entries.
revoke update, delete on hr.goal_check_in from bureau_app;

-- A goal does not serve itself. Transactions of one organization that align goals check one after
-- another: two at once could close a ring together that neither of them sees.
create function hr.goal_no_ring() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('hr.goal_ring:' || new.organization_id, 0));
  perform from (
    with recursive line (id) as (
      select new.parent_id
      union
      select g.parent_id from line l join hr.goal g on g.organization_id = new.organization_id
        and g.id = l.id
      where g.parent_id is not null
    )
    select from line where line.id = new.id) ring;
  if found then
    raise exception using errcode = 'BU001', message = 'HR_GOAL_RING';
  end if;
  return null;
end $$;
create constraint trigger no_ring after insert or update of parent_id on hr.goal
  deferrable initially deferred for each row when (new.parent_id is not null)
  execute function hr.goal_no_ring();

create function hr.goal_goes_on() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.state = old.state or old.state = 'ACTIVE' then
    return new;
  end if;
  raise exception using errcode = 'BU001', message = 'HR_GOAL_STATE',
    detail = json_build_object('state', old.state)::text;
end $$;
create trigger goes_on before update of state on hr.goal
  for each row execute function hr.goal_goes_on();
`;

const told = [
  comments('goal', 'What somebody wants to reach in a time, by its key results.', {
    owner_id: 'Who wants to reach it',
    title: 'What is to be reached',
    description: 'Why, and what it means',
    starts_on: 'First day of its time',
    ends_on: 'Last day of its time',
    parent_id: 'The goal that it serves',
    visibility: 'Who reads it',
    progress: 'How far it is in percent, by the weights of its key results',
    state: 'Whether it is pursued',
  }),
  comments('key_result', 'By what one sees how far a goal is.', {
    goal_id: 'The goal',
    title: 'What is measured',
    kind: 'How it is measured',
    weight: 'How much it counts beside the others, 1 to 100',
    start_value: 'The number at the beginning',
    target_value: 'The number that is wanted, above or below the first',
    current_value: 'The number by the latest check-in',
    is_reached: 'A milestone is reached',
  }),
  comments('goal_check_in', 'How a key result stands, said on a day; it is never changed.', {
    key_result_id: 'The key result',
    checked_on: 'Day on which it was said',
    value: 'The number, of a number',
    is_reached: 'Whether it is reached, of a milestone',
    note: 'Words about it',
    author_id: 'Who said it',
  }),
];

/** Goals, key results and how they stand. */
export const goalTables = [tables, ...told].join('\n');
