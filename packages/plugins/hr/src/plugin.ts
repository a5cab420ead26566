import { definePlugin } from '@bureau/core';
import { Employee } from './employee.entity.js';
import { employeeImport } from './employee.import.js';
import { EmployeeResolver } from './employee.resolver.js';
import { employeeNumbers } from './employee-number.js';
import { EmployeeType, EmploymentType, JobRecordType, SalaryType } from './employee.types.js';
import { Employment } from './employment.entity.js';
import { errors } from './errors.js';
import { employeeHired, employeeLeft, employeeTerminated, jobChanged } from './events.js';
import { HireResolver } from './hire.resolver.js';
import { JobRecord } from './job-record.entity.js';
import { JobResolver } from './job.resolver.js';
import { leavePart } from './leave/part.js';
import { leaving, leavingPlanned } from './leaving.js';
import { managerApprover } from './superior.js';
import { init } from './migrations/0001-init.js';
import { attributes } from './migrations/0016-attributes.js';
import { newJoiner, newJoinerNotice } from './new-joiner.js';
import { OrgChartResolver } from './org-chart.resolver.js';
import { joinRules, permissions, roles, rules } from './permissions.js';
import { ChartLinesResolver, ReportingLinesResolver } from './reporting-lines.resolver.js';
import { Salary } from './salary.entity.js';
import { SalaryResolver } from './salary.resolver.js';
import { WorkingDaysResolver } from './working-days.resolver.js';
import { seed } from './seed/seed.js';

/** People: employment, jobs over time, reporting lines, pay. */
export const hrPlugin = definePlugin({
  id: 'hr',
  version: '0.1.0',
  api: '^1.0',
  description: 'People: employment, jobs over time, reporting lines and pay.',
  entities: [Employee, Employment, JobRecord, Salary, ...leavePart.entities],
  types: [EmployeeType, EmploymentType, JobRecordType, SalaryType, ...leavePart.types],
  migrations: [init, attributes, ...leavePart.migrations],
  resolvers: [
    HireResolver,
    EmployeeResolver,
    JobResolver,
    SalaryResolver,
    OrgChartResolver,
    ReportingLinesResolver,
    ChartLinesResolver,
    WorkingDaysResolver,
    ...leavePart.resolvers,
  ],
  permissions: { ...permissions, ...leavePart.permissions },
  sensitive: ['hr.salary.read', 'hr.bank.read', 'hr.identity.read'],
  rules: joinRules(rules, leavePart.rules),
  roles: [...roles, ...leavePart.roles],
  errors: { ...errors.table, ...leavePart.errors },
  events: [employeeHired, jobChanged, employeeTerminated, employeeLeft, ...leavePart.events],
  imports: [employeeImport, ...leavePart.imports],
  series: [employeeNumbers],
  backupFigures: [
    {
      name: 'employments',
      sql: `select case when ends_on is null then 'open' else 'ended' end, count(*)
        from hr.employment group by 1`,
    },
  ],
  approvals: leavePart.approvals,
  approvers: [managerApprover, ...leavePart.approvers],
  notifications: [newJoiner, ...leavePart.notifications],
  jobs: [leaving, ...leavePart.jobs],
  on: [newJoinerNotice, leavingPlanned, ...leavePart.on],
  seed,
});
