import { Arg, Context, type Ctx, Files, ID, Int, Mutation, Query, Resolver } from '@bureau/core';
import { Employee, filled } from '../../employee.entity.js';
import { Certificate } from '../certificates/certificate.entity.js';
import { assess, callerOf } from './assess.js';
import { wordsOf } from '../words-of.js';
import { skillErrors } from './errors.js';
import { Skill } from './skill.entity.js';
import {
  EmployeeSkillAssessInput,
  EmployeeSkillAssessPayload,
  SkillCreateInput,
  SkillCreatePayload,
  SkillMatch,
  SkillUpdateInput,
  SkillUpdatePayload,
  SkillWishInput,
} from './skill-inputs.js';
import { matchSkills } from './skill-match.js';
import { SKILL_PROOF } from './skill-proof.js';

const PATH = ['input'];

/** Skills and who has them. */
@Resolver()
export class SkillResolver {
  @Mutation(() => SkillCreatePayload, { description: 'Adds a skill with its scale.' })
  skillCreate(@Context() ctx: Ctx, @Arg('input') input: SkillCreateInput) {
    const levels = input.levels.map((one) => one.trim());
    const isSound = levels.every((one) => one.length >= 1 && one.length <= 60);
    if (levels.length < 1 || levels.length > 10 || !isSound) {
      throw skillErrors.SKILL_LEVELS({}, ['input', 'levels']);
    }
    const [code, name] = [filled(input.code, ['input', 'code']), filled(input.name, PATH)];
    return { skill: ctx.em.create(Skill, { code, name, levels }) };
  }

  @Mutation(() => SkillUpdatePayload, {
    description: 'Changes the name of a skill, or retires it.',
  })
  async skillUpdate(@Context() ctx: Ctx, @Arg('input') input: SkillUpdateInput) {
    const { expectedVersion } = input;
    const skill = await ctx.find(Skill, input.id, { expectedVersion, path: ['input', 'id'] });
    if (input.name != null) skill.name = filled(input.name, ['input', 'name']);
    if (input.isActive != null) skill.isActive = input.isActive;
    return { skill };
  }

  @Mutation(() => EmployeeSkillAssessPayload, {
    description:
      'Says on which level somebody is in a skill, with a certificate or a file as proof. The ' +
      'latest one counts, all of them stay. Level 0: none any more. Nobody assesses themselves.',
  })
  async employeeSkillAssess(@Context() ctx: Ctx, @Arg('input') input: EmployeeSkillAssessInput) {
    const { level, assessedOn, certificateId, documentId } = input;
    const path = ['input', 'employeeId'];
    const employee = await ctx.find(Employee, input.employeeId, { path });
    const assessor = await callerOf(ctx);
    if (assessor?.id === employee.id) throw skillErrors.SKILL_OWN({}, path);
    const skill = await ctx.find(Skill, input.skillId, { path: ['input', 'skillId'] });
    const certificate =
      certificateId == null
        ? null
        : await ctx.find(Certificate, certificateId, { path: ['input', 'certificateId'] });
    if (certificate && certificate.employee.id !== employee.id) {
      throw skillErrors.SKILL_PROOF({}, ['input', 'certificateId']);
    }
    const at = { purpose: SKILL_PROOF.id, path: ['input', 'documentId'] };
    const document =
      documentId == null ? null : await ctx.service(Files).attach(ctx, documentId, at);
    const facts = { employee, skill, level, assessor, certificate, document };
    const more = { assessedOn: assessedOn ?? ctx.today, note: wordsOf(input.note, 500, 'note') };
    const { assessment, current } = await assess(ctx, { ...facts, ...more }, PATH);
    return { skillAssessment: assessment, employeeSkill: current };
  }

  @Query(() => [SkillMatch], {
    description:
      'People of today who have some of the skills, among those whose skills the caller may ' +
      'read: those who have all of them first, then by levels that are missing.',
  })
  async skillMatch(
    @Context() ctx: Ctx,
    @Arg('skills', () => [SkillWishInput], { description: 'What is looked for, 1 to 20 skills.' })
    skills: SkillWishInput[],
    @Arg('unit', () => ID, { nullable: true, description: 'In this unit and those below it.' })
    unit: string | null | undefined,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many, 1 to 100.' })
    first: number,
  ): Promise<SkillMatch[]> {
    return matchSkills(ctx, { skills, unit: unit ?? null, first });
  }
}
