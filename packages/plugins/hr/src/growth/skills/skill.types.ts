import { type Exposed, expose, many } from '@bureau/core';
import { ofEmployee } from '../people-conditions.js';
import { EmployeeSkill, Skill, SkillAssessment } from './skill.entity.js';

export const SkillType: Exposed = expose(Skill, {
  prefix: 'skl',
  by: ['code'],
  filter: ['code', 'name', 'isActive'],
  order: ['name', 'code'],
  search: ['name', 'code'],
  relations: { people: many(() => EmployeeSkillType, 'skill', 'Who can do it now.') },
});

export const EmployeeSkillType: Exposed = expose(EmployeeSkill, {
  prefix: 'esk',
  filter: ['employee', 'skill', 'level', 'assessedOn', 'assessor'],
  order: ['assessedOn', 'level'],
  aggregate: ['level'],
  conditions: ofEmployee,
});

export const SkillAssessmentType: Exposed = expose(SkillAssessment, {
  prefix: 'ska',
  filter: ['employee', 'skill', 'level', 'assessedOn', 'assessor'],
  order: ['assessedOn'],
  omit: ['person'],
  conditions: ofEmployee,
});
