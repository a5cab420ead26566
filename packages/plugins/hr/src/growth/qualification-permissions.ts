import {
  type DefaultRole,
  NOTIFICATION_RECIPIENT,
  permissionsOf,
  type RolePermission,
  type RuleTree,
} from '@bureau/core';

/** What people can do and which certificates they have: the own ones, of reports, or of all. */
export const QUALIFICATION_READ = 'hr.qualification.read';
const READ = QUALIFICATION_READ;
const WRITE = 'hr.qualification.write';
const CATALOGUE = 'hr.training.read';
const KEEP = 'hr.training.write';

/** What may be allowed of skills, certificates and what people must have. */
export const permissions = permissionsOf('hr', {
  'training.read': 'Read skills, kinds of certificates, what jobs ask, courses and sessions.',
  'training.write': 'Set skills, kinds of certificates and what jobs ask.',
  'qualification.read': 'Read what people can do and which certificates they have.',
  'qualification.write': 'Assess skills and add certificates, of people that one may read.',
});

/** What each field and operation of skills and certificates needs. */
export const rules: RuleTree = {
  Skill: { '*': CATALOGUE, people: READ },
  EmployeeSkill: { '*': READ },
  SkillAssessment: { '*': READ },
  SkillMatch: { '*': READ },
  CertificateKind: { '*': CATALOGUE, certificates: READ },
  Certificate: { '*': READ },
  QualificationRequirement: { '*': CATALOGUE },
  MissingQualification: { '*': READ },
  Employee: { skills: READ, skillAssessments: READ, certificates: READ },
  File: { certificates: READ, skillAssessments: READ },
  Query: { skillMatch: READ, missingQualifications: READ },
  Mutation: {
    skillCreate: KEEP,
    skillUpdate: KEEP,
    employeeSkillAssess: WRITE,
    certificateKindCreate: KEEP,
    certificateKindUpdate: KEEP,
    certificateAdd: WRITE,
    certificateRenew: WRITE,
    certificateWithdraw: WRITE,
    qualificationRequirementCreate: KEEP,
    qualificationRequirementEnd: KEEP,
  },
};

const some = (permission: string, ...when: string[]): RolePermission => ({ permission, when });

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'hrManager',
    name: 'HR manager',
    description: 'Keeps people, jobs and pay.',
    permissions: [...Object.keys(permissions), 'core.file.read', 'core.upload.write'],
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: [CATALOGUE, some(READ, 'own', 'reports'), ...NOTIFICATION_RECIPIENT],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [CATALOGUE, some(READ, 'own')],
  },
];
