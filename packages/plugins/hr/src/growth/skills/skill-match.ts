import { type Ctx, decodeId, Refusal } from '@bureau/core';
import { EmployeeType } from '../../employee.types.js';
import { skillErrors } from './errors.js';
import type { SkillMatch, SkillWishInput } from './skill-inputs.js';
import { EmployeeSkillType } from './skill.types.js';

/** What is looked for; ids are public. */
export interface SkillWish {
  skills: readonly SkillWishInput[];
  unit: string | null;
  first: number;
}

const MOST_SKILLS = 20;

interface Found extends Record<string, unknown> {
  id: string;
  met: string;
  missing: string;
}

/**
 * One statement: from the wanted skills by their index to the people, then rank. Complete is who
 * has each of them on the level; the distance counts the levels that are missing.
 * @throws HR_SKILL_MATCH, Refusal BAD_USER_INPUT
 */
export async function matchSkills(ctx: Ctx, { skills, unit, first }: SkillWish) {
  if (first < 1 || first > 100) {
    throw new Refusal('BAD_USER_INPUT', 'skillMatch shows 1 to 100 people.');
  }
  const ids = skills.map(({ skillId }) => decodeId('skl', skillId));
  const levels = skills.map(({ level }) => level);
  const isSound =
    ids.length >= 1 &&
    ids.length <= MOST_SKILLS &&
    ids.every((one) => one !== undefined) &&
    new Set(ids).size === ids.length &&
    levels.every((one) => one >= 1 && one <= 10);
  if (!isSound) throw new Refusal('BAD_USER_INPUT', skillErrors.SKILL_MATCH({}).message);
  const place = unit === null ? null : (decodeId('unt', unit) ?? '');
  const values: unknown[] = [ids, levels, ctx.today, place, first];
  const skill = await ctx.rowsSql(EmployeeSkillType, { alias: 's', values });
  const person = await ctx.rowsSql(EmployeeType, { alias: 'e', values });
  const rows = await ctx.sql<Found>(statement(skill, person), values);
  return rows.map(({ id, met, missing }): SkillMatch => ({
    employee: { id },
    isComplete: Number(met) === ids.length,
    distance: Number(missing),
  }));
}

function statement(skill: string, person: string): string {
  return `
with recursive units as (
  select $4::uuid as id
  union
  select u.id from core.org_unit u join units on units.id = u.parent_id
), wanted as (
  select * from unnest($1::uuid[], $2::integer[]) as w (skill_id, level)
), held as (
  select s.employee_id, count(*) filter (where s.level >= w.level) as met,
    (select sum(level) from wanted) - sum(least(s.level, w.level)) as missing,
    sum(s.level) as level
  from wanted w join hr.employee_skill s on s.skill_id = w.skill_id
  where ${skill}
  group by s.employee_id
)
select e.id, h.met, h.missing
from held h
join hr.employee e on e.id = h.employee_id
join hr.job_record j on j.organization_id = e.organization_id and j.employee_id = e.id
  and daterange(j.valid_from, j.valid_to) @> $3::date
where (${person}) and ($4::uuid is null or j.unit_id in (select id from units))
order by h.met = cardinality($1::uuid[]) desc, h.missing, h.level desc, e.number
limit $5`;
}
