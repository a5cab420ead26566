import {
  type Exposed,
  expose,
  type Extension,
  inForce,
  many,
  OrgUnitType,
  type Principal,
  type Where,
} from '@bureau/core';
import { Employee } from './employee.entity.js';
import { Employment } from './employment.entity.js';
import { JobRecord } from './job-record.entity.js';
import { LeaveEntitlementType, LeaveRequestType } from './leave/leave.types.js';
import { Salary } from './salary.entity.js';
import { JobVersionType, SalaryVersionType } from './versions/version.types.js';

/** Nothing, for callers without a person behind them. */
const NOTHING: Where = { or: [] };

function ownPerson({ personId }: Principal): Where {
  return personId === undefined ? NOTHING : { person: { id: { eq: personId } } };
}

/** Rows about the caller. */
function ownEmployee(principal: Principal): Where {
  return principal.personId === undefined ? NOTHING : { employee: ownPerson(principal) };
}

export const EmployeeType: Exposed = expose(Employee, {
  prefix: 'emp',
  filter: [
    'number',
    'person',
    'displayName',
    'workEmail',
    'hiredOn',
    'terminatedOn',
    'status',
    'bankAccount',
    'nationalId',
  ],
  order: ['displayName', 'number', 'hiredOn', 'terminatedOn'],
  by: ['number'],
  search: ['displayName', 'number', 'workEmail'],
  isCounted: true,
  relations: {
    employment: {
      kind: 'asOf',
      target: () => EmploymentType,
      by: 'employee',
      description: 'The employment on a day; null when there is none.',
      span: { from: 'startsOn', to: 'endsOn', unit: 'day' },
    },
    employments: many(() => EmploymentType, 'employee', 'All employments; a rehire adds one.'),
    job: inForce(() => JobRecordType, 'employee', 'Position, unit, manager and place on a day.'),
    jobRecords: many(() => JobRecordType, 'employee', 'All jobs, past and planned ones too.'),
    salary: inForce(() => SalaryType, 'employee', 'Agreed pay on a day.'),
    salaries: many(() => SalaryType, 'employee', 'All agreed pay, past and planned too.'),
    jobVersions: many(() => JobVersionType, 'employee', 'All that was ever known of the jobs.'),
    salaryVersions: many(() => SalaryVersionType, 'employee', 'All that was ever known of pay.'),
    leaveRequests: many(() => LeaveRequestType, 'employee', 'Leave that was asked for.'),
    leaveEntitlements: many(() => LeaveEntitlementType, 'employee', 'Policies of leave, by time.'),
  },
  conditions: { own: ownPerson },
});

export const EmploymentType: Exposed = expose(Employment, {
  prefix: 'emt',
  filter: ['employee', 'legalEntity', 'kind', 'startsOn', 'endsOn'],
  order: ['startsOn', 'endsOn'],
  conditions: { own: ownEmployee },
});

export const JobRecordType: Exposed = expose(JobRecord, {
  prefix: 'jrec',
  filter: ['employee', 'employment', 'position', 'unit', 'manager', 'site', 'validFrom', 'validTo'],
  order: ['validFrom', 'position'],
  aggregate: ['partTimeShare'],
  conditions: { own: ownEmployee },
});

/** What HR adds to the units of core. */
export const unitExtensions: Extension[] = [
  {
    type: OrgUnitType,
    relations: { jobs: many(() => JobRecordType, 'unit', 'Jobs in the unit, of all times.') },
  },
];

export const SalaryType: Exposed = expose(Salary, {
  prefix: 'sal',
  filter: ['employee', 'amount', 'validFrom', 'validTo'],
  order: ['validFrom', 'amount'],
  aggregate: ['amount'],
  root: { one: 'salary', many: 'salaries' },
  conditions: { own: ownEmployee },
});
