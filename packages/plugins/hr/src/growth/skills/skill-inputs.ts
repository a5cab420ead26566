import { Field, ID, inputOf, InputType, Int, ObjectType, patchOf, payloadOf } from '@bureau/core';
import { EmployeeType } from '../../employee.types.js';
import { Skill, SkillAssessment } from './skill.entity.js';
import { EmployeeSkillType, SkillAssessmentType, SkillType } from './skill.types.js';

@InputType({ description: 'A new skill.' })
export class SkillCreateInput extends inputOf(Skill, ['code', 'name']) {
  @Field(() => [String], { description: 'Names of the levels, from level 1 to the best, 1 to 10.' })
  levels!: string[];
}

@InputType({ description: 'Changes of a skill; what is left out stays. Its scale stands.' })
export class SkillUpdateInput extends patchOf(Skill, ['name', 'isActive'], { id: 'id' }) {}

@InputType({ description: 'What is found of somebody in one skill.' })
export class EmployeeSkillAssessInput extends inputOf(
  SkillAssessment,
  ['employee', 'skill', 'level', 'assessedOn', 'certificate', 'document', 'note'],
  { optional: ['assessedOn'] },
) {}

@InputType({ description: 'A skill that is looked for.' })
export class SkillWishInput {
  @Field(() => ID, { description: 'The skill.' })
  skillId!: string;
  @Field(() => Int, { description: 'The least level, from 1 on.' })
  level!: number;
}

@ObjectType('SkillMatch', { description: 'Somebody who has some of the skills looked for.' })
export class SkillMatch {
  @Field(() => EmployeeType.object, { nullable: true, description: 'Who it is.' })
  employee!: { id: string };
  @Field(() => Boolean, { description: 'Has all of them, each on the level or above it.' })
  isComplete!: boolean;
  @Field(() => Int, { description: 'Levels that are missing, over all skills; 0: none.' })
  distance!: number;
}

export const SkillCreatePayload = payloadOf('SkillCreatePayload', { skill: SkillType });
export const SkillUpdatePayload = payloadOf('SkillUpdatePayload', { skill: SkillType });
export const EmployeeSkillAssessPayload = payloadOf('EmployeeSkillAssessPayload', {
  skillAssessment: SkillAssessmentType,
  employeeSkill: EmployeeSkillType,
});
