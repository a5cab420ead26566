import { metricDimensions, type MetricFact } from '@bureau/core';
import { EmploymentType, JobRecordType, SalaryType } from './employee.types.js';
import { ApplicationType } from './recruitment/recruitment.types.js';
import { LeaveEntryType, LeaveRequestType } from './leave/leave.types.js';

/** Where somebody works on the day of a row. */
const place = {
  ...metricDimensions.unit('employee.job.unit'),
  ...metricDimensions.site('employee.job.site'),
};

const position = {
  path: 'employee.job.position',
  description: 'Title of the position on the day.',
};

/** Employments: who joins, who leaves, how many there are. */
const employments: MetricFact = {
  type: EmploymentType,
  description: 'Employments; a rehire is another one.',
  time: { path: 'startsOn' },
  dimensions: {
    ...place,
    ...metricDimensions.legalEntity('legalEntity'),
    'hr.position': position,
    'hr.employmentKind': { path: 'kind', description: 'On which terms somebody is employed.' },
    'hr.employee': { path: 'employee', label: 'displayName', description: 'Who is employed.' },
  },
  measures: {
    'hr.joiners': { kind: 'COUNT', unit: 'people', description: 'Employments by first day.' },
    'hr.leavers': {
      kind: 'COUNT',
      time: { path: 'endsOn', offset: -1 },
      unit: 'people',
      description: 'Employments by last day.',
    },
    'hr.headcount': {
      kind: 'IN_FORCE',
      span: { from: 'startsOn', to: 'endsOn' },
      unit: 'people',
      description: 'People who are employed on the last day.',
    },
    'hr.turnover': {
      kind: 'RATIO',
      of: 'hr.leavers',
      per: 'hr.headcount',
      description: 'Leavers for each one who is employed on the last day.',
    },
  },
  hierarchies: { place: ['core.legalEntity', 'core.site'], people: ['core.unit', 'hr.employee'] },
};

/** Jobs: how much is worked. */
const jobs: MetricFact = {
  type: JobRecordType,
  description: 'Jobs, from one change until the next.',
  dimensions: {
    ...metricDimensions.unit('unit'),
    ...metricDimensions.site('site'),
    ...metricDimensions.legalEntity('employment.legalEntity'),
    'hr.position': { path: 'position', description: position.description },
    'hr.employmentKind': {
      path: 'employment.kind',
      description: 'On which terms somebody is employed.',
    },
  },
  measures: {
    'hr.fullTimeEquivalents': {
      kind: 'IN_FORCE',
      span: { from: 'validFrom', to: 'validTo' },
      of: 'partTimeShare',
      description: 'Part-time shares in force on the last day.',
    },
    'hr.sharePerHead': {
      kind: 'RATIO',
      of: 'hr.fullTimeEquivalents',
      per: 'hr.headcount',
      description: 'Mean part-time share.',
    },
  },
};

const inForce = { from: 'validFrom', to: 'validTo' };

/** Pay; for those who may read salaries. */
const pay: MetricFact = {
  type: SalaryType,
  description: 'Agreed pay, from one change until the next.',
  dimensions: place,
  measures: {
    'hr.yearlyPay': {
      kind: 'IN_FORCE',
      span: inForce,
      of: 'amount',
      where: { period: { eq: 'YEAR' } },
      description: 'Pay agreed by the year, in force on the last day.',
    },
    'hr.monthlyPay': {
      kind: 'IN_FORCE',
      span: inForce,
      of: 'amount',
      where: { period: { eq: 'MONTH' } },
      description: 'Pay agreed by the month, in force on the last day.',
    },
    'hr.lowestPay': { kind: 'MIN', of: 'amount', description: 'The lowest amount ever agreed.' },
    'hr.highestPay': { kind: 'MAX', of: 'amount', description: 'The highest amount ever agreed.' },
  },
};

const leaveType = { path: 'type', label: 'name', description: 'Kind of leave.' };

/** The ledger of leave: what is owed. */
const leaveEntries: MetricFact = {
  type: LeaveEntryType,
  description: 'Movements of balances of leave.',
  time: { path: 'effectiveOn' },
  dimensions: {
    ...place,
    'hr.leaveType': leaveType,
    'hr.leaveEntryKind': { path: 'kind', description: 'Why the balance moves.' },
  },
  measures: {
    'hr.leaveLiability': {
      kind: 'BALANCE',
      of: 'days',
      unit: 'days',
      description: 'Days of leave that are owed at the end of the period.',
    },
    'hr.leaveEarned': {
      kind: 'SUM',
      of: 'days',
      where: { kind: { eq: 'ACCRUAL' } },
      unit: 'days',
      description: 'Days of leave earned.',
    },
    'hr.leaveTaken': {
      kind: 'SUM',
      of: { negate: 'days' },
      where: { kind: { in: ['TAKEN', 'CANCELLED'] } },
      unit: 'days',
      description: 'Days of approved leave, without those given back.',
    },
  },
};

/** Requests for leave. */
const leaveRequests: MetricFact = {
  type: LeaveRequestType,
  description: 'Requests for leave, by their first day.',
  time: { path: 'startsOn' },
  dimensions: {
    ...place,
    'hr.leaveType': leaveType,
    'hr.leaveState': { path: 'state', description: 'Where the request is.' },
  },
  measures: {
    'hr.leaveRequests': { kind: 'COUNT', description: 'Requests for leave.' },
    'hr.leaveRequestDays': {
      kind: 'AVERAGE',
      of: 'days',
      unit: 'days',
      description: 'Mean length of a request.',
    },
  },
};

/** Where the people are wanted. */
const wanted = {
  ...metricDimensions.unit('requisition.position.unit'),
  ...metricDimensions.site('requisition.position.site'),
};

/** Applications: who comes, who is hired, how long it takes. */
const applications: MetricFact = {
  type: ApplicationType,
  description: 'Applications, by the day on which they came in.',
  time: { path: 'appliedOn' },
  dimensions: {
    ...wanted,
    'hr.stage': { path: 'stage', description: 'How far the application is.' },
    'hr.wantedPosition': {
      path: 'requisition.position',
      label: 'title',
      description: 'Position that people apply for.',
    },
  },
  measures: {
    'hr.applications': { kind: 'COUNT', unit: 'applications', description: 'Applications.' },
    'hr.hires': {
      kind: 'COUNT',
      time: { path: 'closedOn' },
      where: { stage: { eq: 'HIRED' } },
      unit: 'people',
      description: 'Applicants by the day on which they became employees.',
    },
    'hr.daysToHire': {
      kind: 'AVERAGE',
      of: { days: ['appliedOn', 'closedOn'] },
      time: { path: 'closedOn' },
      where: { stage: { eq: 'HIRED' } },
      unit: 'days',
      description: 'Mean days from the application until it was accepted.',
    },
    'hr.applicationsPerHire': {
      kind: 'RATIO',
      of: 'hr.applications',
      per: 'hr.hires',
      description: 'Applications for each one who is hired.',
    },
  },
};

/** What is counted and summed of people. */
export const metrics: MetricFact[] = [
  employments,
  jobs,
  pay,
  leaveEntries,
  leaveRequests,
  applications,
];
