import {
  APPROVAL_PARTICIPANT,
  type DefaultRole,
  permissionsOf,
  type RolePermission,
  type RuleTree,
} from '@bureau/core';

/** Whose time: the own, that of everybody below in the reporting lines, or that of all. */
export const TIME_READ = 'hr.time.read';
/** To clock in and out. Whole: for anybody, at an instant that was told by a terminal. */
export const TIME_CLOCK = 'hr.time.clock';
export const TIME_CORRECT = 'hr.time.correct';
export const SHIFT_WRITE = 'hr.shift.write';
const POLICY = 'hr.workTimePolicy.read';
const POLICY_WRITE = 'hr.workTimePolicy.write';
const PERIOD = 'hr.timePeriod.read';
const PERIOD_WRITE = 'hr.timePeriod.write';

/** What may be allowed of working time. */
export const permissions = permissionsOf('hr', {
  'time.read': 'Read shifts, recorded time and time sheets.',
  'time.clock': 'Clock in and out; whole: for everybody, as a terminal does.',
  'time.correct': 'Ask for corrections of recorded time.',
  'shift.write': 'Assign shifts and take them back.',
  'workTimePolicy.read': 'Read hours of shifts and rules of working time.',
  'workTimePolicy.write': 'Set hours of shifts and rules of working time, and for whom they hold.',
  'timePeriod.read': 'Read periods of working time.',
  'timePeriod.write': 'Approve, lock and reopen periods of working time.',
});

/** What each field and operation of working time needs. */
export const rules: RuleTree = {
  ShiftPattern: { '*': POLICY },
  WorkTimePolicy: { '*': POLICY },
  WorkTimeBreak: { '*': POLICY },
  WorkTimeAssignment: { '*': TIME_READ },
  Shift: { '*': TIME_READ },
  TimeEntry: { '*': TIME_READ },
  TimeCorrection: { '*': TIME_READ },
  TimePeriod: { '*': PERIOD, sheets: TIME_READ },
  TimeSheet: { '*': TIME_READ },
  WorkedTime: { '*': TIME_READ },
  WorkedDay: { '*': TIME_READ },
  WorkedMinutes: { '*': TIME_READ },
  WorkedDayWarning: { '*': TIME_READ },
  Query: { workedTime: TIME_READ },
  Mutation: {
    shiftPatternCreate: POLICY_WRITE,
    shiftPatternUpdate: POLICY_WRITE,
    workTimePolicyCreate: POLICY_WRITE,
    workTimePolicyUpdate: POLICY_WRITE,
    workTimePolicyAssign: POLICY_WRITE,
    shiftAssign: SHIFT_WRITE,
    shiftDelete: SHIFT_WRITE,
    timeClockIn: TIME_CLOCK,
    timeClockOut: TIME_CLOCK,
    timeBreakStart: TIME_CLOCK,
    timeBreakEnd: TIME_CLOCK,
    timeCorrectionCreate: TIME_CORRECT,
    timeCorrectionWithdraw: TIME_CORRECT,
    timePeriodCreate: PERIOD_WRITE,
    timePeriodDelete: PERIOD_WRITE,
    timePeriodApprove: PERIOD_WRITE,
    timePeriodLock: PERIOD_WRITE,
    timePeriodReopen: PERIOD_WRITE,
  },
};

const some = (permission: string, ...when: string[]): RolePermission => ({ permission, when });

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'hrManager',
    name: 'HR manager',
    description: 'Keeps people, jobs and pay.',
    permissions: [...Object.keys(permissions), ...APPROVAL_PARTICIPANT],
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: [
      some(TIME_READ, 'own', 'reports'),
      some(TIME_CORRECT, 'own', 'reports'),
      some(SHIFT_WRITE, 'reports'),
      ...[POLICY, PERIOD],
      ...APPROVAL_PARTICIPANT,
    ],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [
      some(TIME_READ, 'own'),
      some(TIME_CLOCK, 'own'),
      some(TIME_CORRECT, 'own'),
      ...[POLICY, PERIOD],
    ],
  },
  {
    key: 'timeTerminal',
    name: 'Time terminal',
    description: 'Clocks people in and out by their numbers; reads nothing.',
    permissions: [TIME_CLOCK],
  },
];
