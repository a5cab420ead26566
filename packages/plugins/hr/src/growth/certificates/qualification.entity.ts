import { defineEntity, effective, OrgUnit, p, record } from '@bureau/core';
import { Position } from '../../recruitment/position.entity.js';
import { Skill } from '../skills/skill.entity.js';
import { CertificateKind } from './certificate.entity.js';

/**
 * What people need who hold a position, have a title or work in a unit: a level of a skill, or a
 * certificate.
 */
export const QualificationRequirementSchema = defineEntity({
  name: 'QualificationRequirement',
  schema: 'hr',
  tableName: 'qualification_requirement',
  comment:
    'A skill or a certificate that people must have by position, title or unit, from a day on.',
  properties: {
    ...record(),
    position: () =>
      p
        .manyToOne(Position)
        .nullable()
        .comment('The position: its title, in its unit, at its place; null: any'),
    jobTitle: p.string().length(120).nullable().comment('Title of the position; null: any'),
    unit: () =>
      p.manyToOne(OrgUnit).nullable().comment('Department or team, with those below it; null: any'),
    skill: () => p.manyToOne(Skill).nullable().comment('The skill that is needed'),
    level: p.integer().nullable().comment('Its least level, of a skill'),
    certificateKind: () =>
      p.manyToOne(CertificateKind).nullable().comment('The certificate that is needed'),
    ...effective(),
  },
});

export class QualificationRequirement extends QualificationRequirementSchema.class {}
QualificationRequirementSchema.setClass(QualificationRequirement);
