/** How small a group may be that figures are shown of. */
const SMALLEST = 10;

/**
 * What applicants told of themselves for statistics. Nothing leads to an applicant: no key, no
 * time but the year. The server adds answers and reads figures, never answers.
 */
export const answers = `
create table hr.applicant_answer (
  organization_id uuid not null
    default (nullif(current_setting('app.organization_id', true), '')::uuid)
    references core.organization (id),
  id uuid not null default gen_random_uuid(),
  year integer not null,
  question varchar(40) not null,
  answer varchar(40) not null,
  primary key (organization_id, id)
);
create index applicant_answer_question_idx
  on hr.applicant_answer (organization_id, year, question, answer, id);
alter table hr.applicant_answer enable row level security;
alter table hr.applicant_answer force row level security;
create policy organization on hr.applicant_answer for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id =
    (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant insert on hr.applicant_answer to bureau_app;
comment on table hr.applicant_answer is
  'What applicants told of themselves for statistics; nothing leads to whom.';
comment on column hr.applicant_answer.organization_id is 'Organization that the row belongs to';
comment on column hr.applicant_answer.id is 'Random';
comment on column hr.applicant_answer.year is 'Year in which it was given';
comment on column hr.applicant_answer.question is 'What was asked, such as GENDER';
comment on column hr.applicant_answer.answer is 'What was answered';

-- Figures of a year and a question. Groups below the smallest size are kept together, and with
-- them the next larger ones until what is kept is as large; the rest of them is what a reader
-- could work out, so it is one group. Years and questions have no people in common that a second
-- query could take away, and a year that is over has the same figures for ever.
create function hr.applicant_figures(wanted_year integer, wanted_question text)
returns table (answer text, people bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with groups as (
    select a.answer, count(*) as people,
      sum(count(*)) over (order by count(*), a.answer) as below,
      count(*) < ${SMALLEST} as is_small
    from hr.applicant_answer a
    where a.year = wanted_year and a.question = wanted_question
    group by a.answer),
  judged as (
    select g.answer, g.people, g.is_small
        or exists (select from groups s where s.is_small) and g.below - g.people < ${SMALLEST}
      as is_kept
    from groups g)
  select j.answer, j.people from judged j where not j.is_kept
  union all
  select null, sum(j.people) from judged j where j.is_kept having sum(j.people) >= ${SMALLEST}
$$;
revoke all on function hr.applicant_figures(integer, text) from public;
grant execute on function hr.applicant_figures(integer, text) to bureau_app;
`;
