import { type DefaultRole, permissionsOf, type RuleTree } from '@bureau/core';

const READ = 'hr.grievance.read';
const FILE = 'hr.grievance.file';
const HANDLE = 'hr.grievance.handle';
const INTAKE = 'hr.grievance.intake';
const OFFICER = 'hr.grievanceOfficer.read';
const OFFICER_WRITE = 'hr.grievanceOfficer.write';

/** What may be allowed of grievances. None of them shows a grievance of others to anybody. */
export const permissions = permissionsOf('hr', {
  'grievance.read': 'Read grievances that one filed or looks into; no others, whatever the role.',
  'grievance.file': 'File grievances under the own name.',
  'grievance.handle': 'Work on grievances that one was named for.',
  'grievance.intake': 'Take in grievances without a name, as a page for them does.',
  'grievanceOfficer.read': 'Read who is asked to look into grievances.',
  'grievanceOfficer.write': 'Say who is asked to look into grievances.',
});

/** What each field and operation of grievances needs. */
export const rules: RuleTree = {
  Grievance: { '*': READ },
  GrievanceHandler: { '*': READ },
  GrievanceAccused: { '*': READ },
  GrievanceMessage: { '*': READ },
  GrievanceStep: { '*': READ },
  GrievanceOfficer: { '*': OFFICER },
  GrievanceStanding: { '*': INTAKE },
  GrievanceWords: { '*': INTAKE },
  Query: { grievanceByCode: INTAKE },
  Mutation: {
    grievanceFile: FILE,
    grievanceWithdraw: FILE,
    grievanceFileAnonymously: INTAKE,
    grievanceReplyByCode: INTAKE,
    grievanceMessageSend: READ,
    grievanceAcknowledge: HANDLE,
    grievanceDecide: HANDLE,
    grievanceClose: HANDLE,
    grievanceHandlerAdd: HANDLE,
    grievanceHandlerRemove: HANDLE,
    grievanceAccusedAdd: HANDLE,
    grievanceStepAdd: HANDLE,
    grievanceStepComplete: HANDLE,
    grievanceOfficerAppoint: OFFICER_WRITE,
    grievanceOfficerDismiss: OFFICER_WRITE,
  },
};

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'hrManager',
    name: 'HR manager',
    description: 'Keeps people, jobs and pay.',
    permissions: Object.keys(permissions).filter((one) => one !== INTAKE),
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [READ, FILE, HANDLE, OFFICER],
  },
];
