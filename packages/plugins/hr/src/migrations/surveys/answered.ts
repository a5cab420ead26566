/**
 * What was answered. Nothing leads to who it was: no key, no time, and no order once the survey is
 * closed. The server adds answers and reads figures of large groups, never answers.
 */
export const answered = `
create table hr.survey_answer (
  organization_id uuid not null
    default (nullif(current_setting('app.organization_id', true), '')::uuid)
    references core.organization (id),
  id uuid not null default gen_random_uuid(),
  survey_id uuid not null,
  unit_id uuid not null,
  question_id uuid not null,
  answer text not null,
  primary key (organization_id, id),
  constraint survey_answer_survey_id_fkey foreign key (organization_id, survey_id)
    references hr.survey (organization_id, id),
  constraint survey_answer_unit_id_fkey foreign key (organization_id, unit_id)
    references core.org_unit (organization_id, id),
  constraint survey_answer_question_id_fkey foreign key (organization_id, question_id)
    references hr.survey_question (organization_id, id)
);
create index survey_answer_survey_id_idx on hr.survey_answer (organization_id, survey_id,
  question_id, unit_id, id);
create index survey_answer_unit_id_idx on hr.survey_answer (organization_id, unit_id, id);
create index survey_answer_question_id_idx on hr.survey_answer (organization_id, question_id, id);
alter table hr.survey_answer enable row level security;
alter table hr.survey_answer force row level security;
create policy organization on hr.survey_answer for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id =
    (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant insert on hr.survey_answer to bureau_app;
comment on table hr.survey_answer is 'What was answered to a survey; nothing leads to by whom.';
comment on column hr.survey_answer.organization_id is 'Organization that the row belongs to';
comment on column hr.survey_answer.id is 'Random';
comment on column hr.survey_answer.survey_id is 'The survey';
comment on column hr.survey_answer.unit_id is 'Unit of whoever answered, when they were asked';
comment on column hr.survey_answer.question_id is 'The question';
comment on column hr.survey_answer.answer is 'A number, an option or words';

-- Figures of a survey that is closed, by unit. All questions but those in own words are answered
-- by everybody, so a unit has the same size in each of them. Units below the smallest size are one
-- group, with the next larger ones until it is as large: what is left over when all others are
-- taken away is that group. It is the only way in which people are divided.
create function hr.survey_figures(wanted uuid)
returns table (unit_id uuid, group_people bigint, question_id uuid, answer text, people bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with closed as (
    select s.id, s.min_group from hr.survey s where s.id = wanted and s.state = 'CLOSED'),
  counted as (
    select a.unit_id, a.question_id, count(*) as people
    from hr.survey_answer a join closed c on c.id = a.survey_id
    join hr.survey_question q on q.id = a.question_id and q.kind <> 'TEXT'
    group by a.unit_id, a.question_id),
  units as (
    select u.unit_id, max(u.people) as people from counted u group by u.unit_id),
  ranked as (
    select u.unit_id, u.people, u.people < c.min_group as is_small, c.min_group,
      sum(u.people) over (order by u.people, u.unit_id) as below
    from units u cross join closed c),
  judged as (
    select r.unit_id, r.people, r.min_group, r.is_small
        or exists (select from ranked s where s.is_small)
          and r.below - r.people < r.min_group as is_kept
    from ranked r),
  grouped as (
    select j.unit_id, case when j.is_kept then null else j.unit_id end as shown, j.min_group,
      sum(j.people) over (partition by case when j.is_kept then null else j.unit_id end) as people
    from judged j)
  select g.shown, g.people::bigint, a.question_id, a.answer, count(*)
  from grouped g
  join hr.survey_answer a on a.survey_id = wanted and a.unit_id = g.unit_id
  join hr.survey_question q on q.id = a.question_id and q.kind <> 'TEXT'
  where g.people >= g.min_group
  group by g.shown, g.people, a.question_id, a.answer
$$;
revoke all on function hr.survey_figures(uuid) from public;
grant execute on function hr.survey_figures(uuid) to bureau_app;

-- Words of all units together, in no order, where as many answered as a group needs; and never
-- words to a question that fewer wrote something to.
create function hr.survey_words(wanted uuid)
returns table (question_id uuid, words text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.question_id, a.answer
  from hr.survey s
  join hr.survey_answer a on a.survey_id = s.id
  join hr.survey_question q on q.id = a.question_id and q.kind = 'TEXT'
  where s.id = wanted and s.state = 'CLOSED'
    and s.min_group <= (select count(*) from hr.survey_answer o
      where o.survey_id = s.id and o.question_id = a.question_id)
  order by a.question_id, md5(a.id::text)
$$;
revoke all on function hr.survey_words(uuid) from public;
grant execute on function hr.survey_words(uuid) to bureau_app;

-- Rows know the transaction that wrote them, as the trail does: written anew by one transaction
-- they do not lead to it any more.
create function hr.survey_shuffle(wanted uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (
    delete from hr.survey_answer a using hr.survey s
    where s.id = wanted and s.state = 'CLOSED' and a.survey_id = s.id
    returning a.survey_id, a.unit_id, a.question_id, a.answer)
  insert into hr.survey_answer (survey_id, unit_id, question_id, answer)
  select survey_id, unit_id, question_id, answer from gone order by random()
$$;
revoke all on function hr.survey_shuffle(uuid) from public;
grant execute on function hr.survey_shuffle(uuid) to bureau_app;
`;
