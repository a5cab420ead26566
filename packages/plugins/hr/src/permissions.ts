import {
  APPROVAL_PARTICIPANT,
  type DefaultRole,
  NOTIFICATION_RECIPIENT,
  permissionsOf,
  type RolePermission,
  type RuleTree,
} from '@bureau/core';

/** What may be allowed of people and their pay. */
export const permissions = permissionsOf('hr', {
  'employee.read': 'Read employees, their employments and jobs, and the organization chart.',
  'employee.hire': 'Hire and rehire people.',
  'employee.update': 'Change name, number and contact of employees.',
  'employee.terminate': 'End employments and read why they ended.',
  'employee.import': 'Load employees from a file.',
  'job.change': 'Change position, unit, manager, place and working time.',
  'salary.read': 'Read pay: by field, filter, order and sum.',
  'salary.write': 'Set pay.',
  'bank.read': 'Read bank accounts of employees and search by them.',
  'bank.write': 'Set bank accounts of employees.',
  'identity.read': 'Read national identity numbers and search by them.',
  'identity.write': 'Set national identity numbers.',
});

/** The auditor's table: what each field and operation needs. */
export const rules: RuleTree = {
  Employee: {
    '*': 'hr.employee.read',
    salary: 'hr.salary.read',
    salaries: 'hr.salary.read',
    salaryVersion: 'hr.salary.read',
    salaryVersions: 'hr.salary.read',
    bankAccount: 'hr.bank.read',
    nationalId: 'hr.identity.read',
    leaveRequests: 'hr.leave.read',
    leaveEntitlements: 'hr.leave.read',
  },
  Employment: { '*': 'hr.employee.read', endReason: 'hr.employee.terminate' },
  JobRecord: { '*': 'hr.employee.read' },
  OrgUnit: { jobs: 'hr.employee.read' },
  Salary: { '*': 'hr.salary.read' },
  ReportingLine: { '*': 'hr.employee.read' },
  OrgChartNode: { '*': 'hr.employee.read' },
  UnitHeadcount: { '*': 'hr.employee.read' },
  Query: { orgChart: 'hr.employee.read', headcount: 'hr.employee.read' },
  Mutation: {
    employeeHire: 'hr.employee.hire',
    employeeRehire: 'hr.employee.hire',
    employeeUpdate: 'hr.employee.update',
    employeeTerminate: 'hr.employee.terminate',
    jobChange: 'hr.job.change',
    salaryChange: 'hr.salary.write',
  },
};

/** Structure of the company, without which a job cannot be read. */
const STRUCTURE = ['core.legalEntity.read', 'core.orgUnit.read', 'core.site.read'];

const OWN: RolePermission[] = [
  { permission: 'hr.employee.read', when: ['own'] },
  { permission: 'hr.salary.read', when: ['own'] },
  { permission: 'core.person.read', when: ['own'] },
];

/** To send files and export lists, and to follow and end such work. */
const INTAKE: RolePermission[] = [
  { permission: 'core.export.run' },
  { permission: 'core.upload.write' },
  { permission: 'core.job.read', when: ['own'] },
  { permission: 'core.job.write', when: ['own'] },
];

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'hrManager',
    name: 'HR manager',
    description: 'Keeps people, jobs and pay.',
    permissions: [
      ...Object.keys(permissions),
      ...STRUCTURE,
      ...INTAKE,
      'core.organization.read',
      'core.plugin.read',
      'core.schema.read',
      'core.person.read',
      'core.person.write',
      'core.birthDate.read',
      'core.homeAddress.read',
      'core.party.read',
      'core.orgUnit.write',
    ],
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: ['hr.employee.read', 'core.person.read', ...STRUCTURE],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [...OWN, ...STRUCTURE, ...APPROVAL_PARTICIPANT, ...NOTIFICATION_RECIPIENT],
  },
  {
    key: 'viewer',
    name: 'Viewer',
    description: 'Reads what everybody in the organization may read.',
    permissions: ['hr.employee.read'],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: ['hr.employee.read'],
  },
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps the company structure, users and roles.',
    permissions: ['hr.employee.read'],
  },
];
