import { APPROVAL_PARTICIPANT, type DefaultRole, permissionsOf, type RuleTree } from '@bureau/core';

const READ = 'hr.recruitment.read';
const WRITE = 'hr.recruitment.write';
const APPLY = 'hr.application.create';
/** Who somebody is that applied, and what was noted of them. */
const APPLICANT = 'hr.applicant.read';

/** What may be allowed of recruitment. */
export const permissions = permissionsOf('hr', {
  'recruitment.read':
    'Read positions, requisitions, applications, interviews and offers, no names.',
  'recruitment.write': 'Keep positions and requisitions, move applications on, make offers.',
  'application.create': 'Hand in applications, as a careers page does.',
  'applicant.read': 'Read names and contacts of applicants and what was noted of them.',
  'applicantFigures.read': 'Read what applicants told of themselves, in large groups.',
});

/** What each field and operation of recruitment needs. */
export const rules: RuleTree = {
  Position: { '*': READ },
  Requisition: { '*': READ },
  JobPosting: { '*': READ },
  Applicant: {
    '*': READ,
    givenName: APPLICANT,
    familyName: APPLICANT,
    email: APPLICANT,
    phone: APPLICANT,
  },
  Application: { '*': READ, document: APPLICANT },
  Interview: { '*': READ, note: APPLICANT },
  Offer: { '*': READ, pay: 'hr.salary.read' },
  ApplicantFigure: { '*': 'hr.applicantFigures.read' },
  Query: { applicantFigures: 'hr.applicantFigures.read' },
  Mutation: {
    positionCreate: WRITE,
    positionUpdate: WRITE,
    requisitionCreate: WRITE,
    requisitionSubmit: WRITE,
    requisitionClose: WRITE,
    jobPostingCreate: WRITE,
    jobPostingPublish: WRITE,
    jobPostingClose: WRITE,
    applicationCreate: APPLY,
    applicationMove: WRITE,
    applicationReject: WRITE,
    applicationWithdraw: WRITE,
    applicationHire: { allOf: [WRITE, 'hr.employee.hire'] },
    interviewPlan: WRITE,
    interviewConclude: WRITE,
    interviewCancel: WRITE,
    offerCreate: WRITE,
    offerSubmit: WRITE,
    offerAccept: WRITE,
    offerDecline: WRITE,
    offerWithdraw: WRITE,
  },
};

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'hrManager',
    name: 'HR manager',
    description: 'Keeps people, jobs and pay.',
    permissions: [...Object.keys(permissions), ...APPROVAL_PARTICIPANT, 'core.file.read'],
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: [READ],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [READ],
  },
];
