import { FileType, many, type PluginPart } from '@bureau/core';
import { EmployeeType } from '../employee.types.js';
import { qualifications } from '../migrations/0081-qualifications.js';
import { Certificate, CertificateKind } from './certificates/certificate.entity.js';
import { certificateImport } from './certificates/certificate.import.js';
import { CertificateResolver } from './certificates/certificate.resolver.js';
import {
  CertificateKindType,
  CertificateType,
  QualificationRequirementType,
} from './certificates/certificate.types.js';
import { CERTIFICATE_FILE } from './certificates/certificate-file.js';
import { certificateErrors } from './certificates/errors.js';
import { certificateIssued } from './certificates/events.js';
import { certificateExpiring, certificateReminder } from './certificates/expiry.js';
import { QualificationRequirement } from './certificates/qualification.entity.js';
import { QualificationResolver } from './certificates/qualification.resolver.js';
import { permissions, roles, rules } from './qualification-permissions.js';
import { employeeSkillImport } from './skills/employee-skill.import.js';
import { skillErrors } from './skills/errors.js';
import { skillAssessed } from './skills/events.js';
import { EmployeeSkill, Skill, SkillAssessment } from './skills/skill.entity.js';
import { SkillResolver } from './skills/skill.resolver.js';
import { EmployeeSkillType, SkillAssessmentType, SkillType } from './skills/skill.types.js';
import { SKILL_PROOF } from './skills/skill-proof.js';

const of = {
  certificates: many(() => CertificateType, 'document', 'Certificates that it is.'),
  skillAssessments: many(() => SkillAssessmentType, 'document', 'Skills that it proves.'),
};
const has = {
  skills: many(() => EmployeeSkillType, 'employee', 'What somebody can do now.'),
  skillAssessments: many(() => SkillAssessmentType, 'employee', 'All assessments.'),
  certificates: many(() => CertificateType, 'employee', 'Certificates, those that ended too.'),
};

/** What people can do, what they have papers of, and what they must have. */
export const qualificationPart = {
  entities: [
    ...[Skill, EmployeeSkill, SkillAssessment],
    ...[CertificateKind, Certificate, QualificationRequirement],
  ],
  types: [
    ...[SkillType, EmployeeSkillType, SkillAssessmentType],
    ...[CertificateKindType, CertificateType, QualificationRequirementType],
  ],
  extensions: [
    { type: FileType, relations: of },
    { type: EmployeeType, relations: has },
  ],
  migrations: [qualifications],
  resolvers: [SkillResolver, CertificateResolver, QualificationResolver],
  permissions,
  rules,
  roles,
  errors: { ...skillErrors.table, ...certificateErrors.table },
  events: [skillAssessed, certificateIssued],
  imports: [employeeSkillImport, certificateImport],
  files: [SKILL_PROOF, CERTIFICATE_FILE],
  notifications: [certificateExpiring],
  jobs: [certificateReminder],
} satisfies PluginPart;
