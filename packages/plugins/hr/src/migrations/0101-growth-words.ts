import type { Migration } from '@bureau/core';

const words: readonly { table: string; column: string; told: string }[] = [
  { table: 'goal', column: 'description', told: 'Why, and what it means; sealed for the owner' },
  { table: 'goal_check_in', column: 'note', told: 'Words about it; sealed' },
  {
    table: 'skill_assessment',
    column: 'note',
    told: 'Words of whoever assessed it; sealed for the person',
  },
];
const whose: Readonly<Record<string, string>> = {
  goal: 'The person who is the owner',
  goal_check_in: 'The person whose goal it is',
  skill_assessment: 'The person who was assessed',
};

/** Words of entries end, and are sealed once; nothing else of an entry changes. */
const entry = (table: string) => `
grant update (note, plain_note, person_id, version, updated_at) on hr.${table} to bureau_app;
create trigger words_end before update on hr.${table}
  for each row execute function hr.growth_words_end();`;

/** Words about people are sealed for them; those of before wait in columns for a job to do it. */
export const growthWords: Migration = {
  name: '0101-growth-words',
  up: `
${words
  .map(
    ({ table, column, told }) => `
alter table hr.${table} rename column ${column} to plain_${column};
alter table hr.${table} add column ${column} text;
alter table hr.${table} add column person_id uuid;
alter table hr.${table} add constraint ${table}_person_id_fkey
  foreign key (organization_id, person_id) references core.person (organization_id, id);
create index ${table}_person_id_idx on hr.${table} (organization_id, person_id, id);
create index ${table}_plain_${column}_idx on hr.${table} (organization_id, id)
  where plain_${column} is not null;
comment on column hr.${table}.plain_${column} is 'Not sealed yet';
comment on column hr.${table}.${column} is '${told}';
comment on column hr.${table}.person_id is '${whose[table] ?? ''}';`,
  )
  .join('')}

create function hr.growth_words_end() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.note is not null and new.note is distinct from old.note
    and (old.note is not null or old.plain_note is null or new.plain_note is not null) then
    raise exception using errcode = '23514', message = 'Words of an entry only end.';
  end if;
  if new.plain_note is not null and new.plain_note is distinct from old.plain_note then
    raise exception using errcode = '23514', message = 'Words of an entry only end.';
  end if;
  return new;
end $$;
${entry('goal_check_in')}
${entry('skill_assessment')}
grant update (document_id) on hr.skill_assessment to bureau_app;`,
  down: `
drop trigger words_end on hr.goal_check_in;
drop trigger words_end on hr.skill_assessment;
drop function hr.growth_words_end();
revoke update on hr.goal_check_in, hr.skill_assessment from bureau_app;
revoke update (note, plain_note, person_id, version, updated_at) on hr.goal_check_in
  from bureau_app;
revoke update (note, plain_note, person_id, version, updated_at, document_id)
  on hr.skill_assessment from bureau_app;
${words
  .map(
    ({ table, column }) => `
drop index hr.${table}_plain_${column}_idx;
alter table hr.${table} drop column person_id;
alter table hr.${table} drop column ${column};
alter table hr.${table} rename column plain_${column} to ${column};`,
  )
  .join('')}`,
};
