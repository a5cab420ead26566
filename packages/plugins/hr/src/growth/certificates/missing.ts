import { type Ctx, decodeId, Refusal } from '@bureau/core';
import type { Day } from '../../day.js';
import { EmployeeType } from '../../employee.types.js';
import { peopleOf } from '../people-conditions.js';
import { QUALIFICATION_READ } from '../qualification-permissions.js';
import type { MissingQualification } from './certificate-inputs.js';

const MOST = 5_000;

interface Missing extends Record<string, unknown> {
  employee_id: string;
  requirement_id: string;
  level: string | null;
  valid_until: Day | null;
}

/**
 * What people of a unit and those below it have not, in one statement. A certificate is good on
 * its first and on its last day; an assessment counts from its day until the next one.
 * @throws Refusal BAD_USER_INPUT for more than 5,000
 */
export async function missingIn(ctx: Ctx, unit: string, on: Day): Promise<MissingQualification[]> {
  const condition = peopleOf(ctx.principal, QUALIFICATION_READ);
  const values: unknown[] = [decodeId('unt', unit) ?? null, on, MOST + 1];
  const person = await ctx.rowsSql(EmployeeType, { alias: 'e', values, condition });
  const rows = await ctx.sql<Missing>(statement(person), values);
  if (rows.length > MOST) throw new Refusal('BAD_USER_INPUT', 'Ask for a smaller unit.');
  return rows.map(({ employee_id, requirement_id, level, valid_until }) => ({
    ...{ employee: { id: employee_id }, requirement: { id: requirement_id } },
    level: level === null ? null : Number(level),
    validUntil: valid_until,
  }));
}

function statement(person: string): string {
  return `
with recursive units as (
  select $1::uuid as id
  union
  select u.id from core.org_unit u join units on units.id = u.parent_id
), above as (
  select id as unit_id, id as above_id from units
  union
  select a.unit_id, u.parent_id from above a join core.org_unit u on u.id = a.above_id
  where u.parent_id is not null
), asked as (
  select e.id as employee_id, r.id as requirement_id, r.skill_id, r.level, r.certificate_kind_id
  from hr.job_record j
  join hr.employee e on e.organization_id = j.organization_id and e.id = j.employee_id
  join hr.qualification_requirement r on r.organization_id = j.organization_id
    and r.valid_from <= $2::date and (r.valid_to is null or r.valid_to > $2::date)
    and (r.job_title is null or lower(r.job_title) = lower(j.position))
    and (r.unit_id is null
      or exists (select from above a where a.unit_id = j.unit_id and a.above_id = r.unit_id))
    and (r.position_id is null
      or exists (select from hr.position p
        where p.organization_id = r.organization_id and p.id = r.position_id
          and p.unit_id = j.unit_id and p.site_id = j.site_id
          and lower(p.title) = lower(j.position)))
  where j.unit_id in (select id from units)
    and daterange(j.valid_from, j.valid_to) @> $2::date and (${person})
)
select q.employee_id, q.requirement_id,
  case when q.skill_id is not null then coalesce(s.level, 0) end as level,
  c.valid_until::text as valid_until
from asked q
left join lateral (
  select a.level from hr.skill_assessment a
  where a.employee_id = q.employee_id and a.skill_id = q.skill_id and a.assessed_on <= $2::date
  order by a.assessed_on desc, a.id desc limit 1) s on q.skill_id is not null
left join lateral (
  select least(coalesce(c.valid_until, 'infinity'), coalesce(c.withdrawn_on - 1, 'infinity'))
    as valid_until
  from hr.certificate c
  where c.employee_id = q.employee_id and c.kind_id = q.certificate_kind_id
    and c.issued_on <= $2::date
  order by 1 desc limit 1) c on q.certificate_kind_id is not null
where q.skill_id is not null and coalesce(s.level, 0) < q.level
  or q.certificate_kind_id is not null and coalesce(c.valid_until, '-infinity') < $2::date
order by q.employee_id, q.requirement_id
limit $3`;
}
