import { type Ctx, type File, uuidv7 } from '@bureau/core';
import type { Day } from '../../day.js';
import { Employee } from '../../employee.entity.js';
import type { Certificate } from '../certificates/certificate.entity.js';
import { skillErrors } from './errors.js';
import { skillAssessed } from './events.js';
import { EmployeeSkill, type Skill, SkillAssessment } from './skill.entity.js';

/** What is found of somebody in one skill. */
export interface Assessment {
  employee: Employee;
  skill: Skill;
  /** 0: none any more. */
  level: number;
  assessedOn: Day;
  assessor: Employee | null;
  certificate?: Certificate | null;
  document?: File | null;
  note?: string | null;
}

/**
 * Adds an assessment; what somebody can do now is the one of the latest day, of two of a day the
 * later one. Returns what they can do now; null: it is not there any more. The employee is locked:
 * of two at once, the second sees the first.
 * @throws HR_SKILL_LEVEL, HR_SKILL_DAY, HR_SKILL_INACTIVE
 */
export async function assess(
  ctx: Ctx,
  found: Assessment,
  path: readonly string[],
): Promise<{ assessment: SkillAssessment; current: EmployeeSkill | null }> {
  const { employee, skill, assessedOn } = found;
  const level = skill.levelOf(found.level, [...path, 'level']);
  if (assessedOn > ctx.today) throw skillErrors.SKILL_DAY({}, [...path, 'assessedOn']);
  if (!skill.isActive) throw skillErrors.SKILL_INACTIVE({ code: skill.code }, path);
  await ctx.sql('select id from hr.employee where id = $1 for no key update', [employee.id]);
  const assessment = ctx.em.create(SkillAssessment, {
    ...{ id: uuidv7(), ...found, level, person: employee.person },
  });
  const record = { type: 'SkillAssessment', id: assessment.id };
  const payload = { employeeId: employee.id, skillId: skill.id, level, assessedOn };
  ctx.emit(skillAssessed, payload, record);
  return { assessment, current: await settle(ctx, assessment) };
}

async function settle(ctx: Ctx, one: SkillAssessment): Promise<EmployeeSkill | null> {
  const { employee, skill, level, assessedOn, assessor = null } = one;
  const current = await ctx.em.findOne(EmployeeSkill, { employee, skill });
  if (current && current.assessedOn > assessedOn) return current;
  if (level === 0) {
    const later = { employee, skill, assessedOn: { $gt: assessedOn } };
    const isLast = (await ctx.em.count(SkillAssessment, later)) === 0;
    if (current && isLast) ctx.em.remove(current);
    return null;
  }
  if (!current) {
    const later = { employee, skill, assessedOn: { $gt: assessedOn } };
    // A later one said that it is not there any more.
    if ((await ctx.em.count(SkillAssessment, later)) > 0) return null;
    const facts = { employee, skill, level, assessedOn, assessor };
    return ctx.em.create(EmployeeSkill, { id: uuidv7(), ...facts });
  }
  Object.assign(current, { level, assessedOn, assessor });
  return current;
}

/** The employee that the caller is; null for programs and people who work elsewhere. */
export async function callerOf(ctx: Ctx): Promise<Employee | null> {
  const { personId } = ctx.principal;
  return personId === undefined ? null : ctx.em.findOne(Employee, { person: personId });
}
