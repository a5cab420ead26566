import { defineEntity, File, p, Person, record, secret } from '@bureau/core';
import { Employee } from '../../employee.entity.js';
import { Certificate } from '../certificates/certificate.entity.js';
import { skillErrors } from './errors.js';

/** Something that people can do, on a scale of its own. */
export const SkillSchema = defineEntity({
  name: 'Skill',
  schema: 'hr',
  tableName: 'skill',
  comment: 'Something that people can do, on a scale of levels.',
  properties: {
    ...record(),
    code: p.string().length(40).unique().comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    levels: p.array().comment('Names of the levels, from level 1 to the best, 1 to 10'),
    isActive: p.boolean().default(true).comment('People are assessed in it'),
  },
});

export class Skill extends SkillSchema.class {
  /** A level of the scale; 0 for none any more. @throws HR_SKILL_LEVEL */
  levelOf(level: number, path: readonly string[], least = 0): number {
    const most = this.levels.length;
    if (level >= least && level <= most) return level;
    throw skillErrors.SKILL_LEVEL({ code: this.code, least, most }, path);
  }
}
SkillSchema.setClass(Skill);

/** What somebody can do now: the latest assessment. */
export const EmployeeSkillSchema = defineEntity({
  name: 'EmployeeSkill',
  schema: 'hr',
  tableName: 'employee_skill',
  comment: 'What somebody can do now, by the latest assessment.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Who can do it'),
    skill: () => p.manyToOne(Skill).comment('What it is'),
    level: p.integer().comment('Level on the scale of the skill, from 1 on'),
    assessedOn: p.date().comment('Day of the assessment'),
    assessor: () => p.manyToOne(Employee).nullable().comment('Who assessed it'),
  },
  uniques: [{ properties: ['employee', 'skill'] }],
});

export class EmployeeSkill extends EmployeeSkillSchema.class {}
EmployeeSkillSchema.setClass(EmployeeSkill);

/** One assessment; a later one takes over and none is changed. */
export const SkillAssessmentSchema = defineEntity({
  name: 'SkillAssessment',
  schema: 'hr',
  tableName: 'skill_assessment',
  comment: 'One assessment of what somebody can do; it is never changed.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Who was assessed'),
    skill: () => p.manyToOne(Skill).comment('In what'),
    level: p.integer().comment('Level on the scale of the skill; 0: none any more'),
    assessedOn: p.date().comment('Day of the assessment'),
    assessor: () => p.manyToOne(Employee).nullable().comment('Who assessed it'),
    certificate: () => p.manyToOne(Certificate).nullable().comment('Certificate that proves it'),
    document: () => p.manyToOne(File).nullable().comment('File that proves it'),
    person: () => p.manyToOne(Person).nullable().comment('The person who was assessed'),
    note: secret({ subject: 'person' })
      .nullable()
      .comment('Words of whoever assessed it; sealed for the person'),
    plainNote: p.string().length(500).nullable().hidden().comment('Not sealed yet'),
  },
});

export class SkillAssessment extends SkillAssessmentSchema.class {}
SkillAssessmentSchema.setClass(SkillAssessment);
