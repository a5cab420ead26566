import {
  APPROVAL_PARTICIPANT,
  type DefaultRole,
  permissionsOf,
  type RolePermission,
  type RuleTree,
} from '@bureau/core';

/** Whose leave: the own, that of reports, or that of everybody but for reasons of health. */
export const LEAVE_READ = 'hr.leave.read';
/** To ask for leave and to take it back. */
export const LEAVE_REQUEST = 'hr.leave.request';
/** Leave of others that tells of their health. */
export const SICK_READ = 'hr.sickLeave.read';
const ADJUST = 'hr.leave.adjust';
const ABSENCE = 'hr.absence.read';
const POLICY = 'hr.leavePolicy.read';
const POLICY_WRITE = 'hr.leavePolicy.write';
const ENTITLE = 'hr.leaveEntitlement.write';

/** What may be allowed of leave. */
export const permissions = permissionsOf('hr', {
  'leave.read': 'Read requests, entries and balances of leave, but for those about health.',
  'sickLeave.read': 'With hr.leave.read: read leave of others that tells of their health.',
  'leave.request': 'Ask for leave, take it back and end it earlier.',
  'leave.adjust': 'Correct balances of leave and load opening balances.',
  'absence.read': 'See who is away on which days, without the kind of leave.',
  'leavePolicy.read': 'Read kinds of leave, policies and days without leave.',
  'leavePolicy.write': 'Set kinds of leave, policies and days without leave.',
  'leaveEntitlement.write': 'Say which policy holds for whom.',
});

/** What each field and operation of leave needs. */
export const rules: RuleTree = {
  LeaveType: { '*': POLICY },
  LeavePolicy: { '*': POLICY },
  LeavePolicyTerms: { '*': POLICY },
  LeaveTenureStep: { '*': POLICY },
  LeaveBlackout: { '*': POLICY },
  LeaveEntitlement: { '*': LEAVE_READ },
  LeaveRequest: { '*': LEAVE_READ },
  LeaveEntry: { '*': LEAVE_READ },
  LeaveBalance: { '*': LEAVE_READ },
  CarriedLeave: { '*': LEAVE_READ },
  Absence: { '*': ABSENCE },
  Query: {
    leaveBalance: LEAVE_READ,
    leaveBalances: LEAVE_READ,
    absences: ABSENCE,
  },
  Mutation: {
    leaveTypeCreate: POLICY_WRITE,
    leaveTypeUpdate: POLICY_WRITE,
    leavePolicyCreate: POLICY_WRITE,
    leavePolicyRevise: POLICY_WRITE,
    leaveBlackoutCreate: POLICY_WRITE,
    leaveBlackoutDelete: POLICY_WRITE,
    leavePolicyAssign: ENTITLE,
    leaveEntitlementEnd: ENTITLE,
    leaveBalanceAdjust: ADJUST,
    leaveRequestCreate: LEAVE_REQUEST,
    leaveRequestDelete: LEAVE_REQUEST,
    leaveRequestSubmit: LEAVE_REQUEST,
    leaveRequestCancel: LEAVE_REQUEST,
    leaveRequestShorten: LEAVE_REQUEST,
  },
};

const some = (permission: string, ...when: string[]): RolePermission => ({ permission, when });

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'hrManager',
    name: 'HR manager',
    description: 'Keeps people, jobs and pay.',
    permissions: [...Object.keys(permissions), ...APPROVAL_PARTICIPANT, 'core.calendar.read'],
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: [
      some(LEAVE_READ, 'own', 'reports'),
      ...[ABSENCE, POLICY],
      ...APPROVAL_PARTICIPANT,
    ],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [some(LEAVE_READ, 'own'), some(LEAVE_REQUEST, 'own'), ABSENCE, POLICY],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [some(LEAVE_READ, 'plain'), POLICY],
  },
];
