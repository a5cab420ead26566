import { definePlugin, mergeParts, type PluginPart } from '@bureau/core';
import { benefitsPart } from './benefits/part.js';
import { boardingPart } from './boarding/part.js';
import { Employee } from './employee.entity.js';
import { employeeImport } from './employee.import.js';
import { EmployeeResolver } from './employee.resolver.js';
import { employeeNumbers } from './employee-number.js';
import {
  EmployeeType,
  EmploymentType,
  JobRecordType,
  SalaryType,
  unitExtensions,
} from './employee.types.js';
import { Employment } from './employment.entity.js';
import { errors } from './errors.js';
import { employeeHired, employeeLeft, employeeTerminated, jobChanged } from './events.js';
import { growthPart } from './growth/part.js';
import { HireResolver } from './hire.resolver.js';
import { JobRecord } from './job-record.entity.js';
import { JobResolver } from './job.resolver.js';
import { grievancesPart } from './grievances/part.js';
import { leavePart } from './leave/part.js';
import { leaving, leavingPlanned } from './leaving.js';
import { managerApprover } from './superior.js';
import { dashboards } from './dashboards.js';
import { metrics } from './metrics.js';
import { init } from './migrations/0001-init.js';
import { attributes } from './migrations/0016-attributes.js';
import { keptCounts } from './migrations/0130-kept-count.js';
import { jobsOfUnit } from './migrations/0131-jobs-of-a-unit.js';
import { newJoiner, newJoinerNotice } from './new-joiner.js';
import { OrgChartResolver } from './org-chart.resolver.js';
import { permissions, roles, rules } from './permissions.js';
import { ChartLinesResolver, ReportingLinesResolver } from './reporting-lines.resolver.js';
import { recruitmentPart } from './recruitment/part.js';
import { Salary } from './salary.entity.js';
import { SalaryResolver } from './salary.resolver.js';
import { timePart } from './time/part.js';
import { surveysPart } from './surveys/part.js';
import { versionsPart } from './versions/part.js';
import { WorkingDaysResolver } from './working-days.resolver.js';
import { seed } from './seed/seed.js';

/** Employment, jobs, reporting lines and pay as they stand. */
const employmentPart = {
  entities: [Employee, Employment, JobRecord, Salary],
  types: [EmployeeType, EmploymentType, JobRecordType, SalaryType],
  extensions: unitExtensions,
  migrations: [init, attributes, keptCounts, jobsOfUnit],
  resolvers: [
    HireResolver,
    EmployeeResolver,
    JobResolver,
    SalaryResolver,
    OrgChartResolver,
    ReportingLinesResolver,
    ChartLinesResolver,
    WorkingDaysResolver,
  ],
  permissions,
  sensitive: ['hr.salary.read', 'hr.bank.read', 'hr.identity.read'],
  rules,
  roles,
  errors: errors.table,
  events: [employeeHired, jobChanged, employeeTerminated, employeeLeft],
  imports: [employeeImport],
  series: [employeeNumbers],
  backupFigures: [
    {
      name: 'employments',
      sql: `select case when ends_on is null then 'open' else 'ended' end, count(*)
        from hr.employment group by 1`,
    },
  ],
  approvers: [managerApprover],
  notifications: [newJoiner],
  jobs: [leaving],
  on: [newJoinerNotice, leavingPlanned],
  metrics,
  dashboards,
} satisfies PluginPart;

/** People: employment, jobs over time, reporting lines, pay. */
export const hrPlugin = definePlugin({
  id: 'hr',
  version: '0.1.0',
  api: '^1.0',
  description: 'People: employment, jobs over time, reporting lines and pay.',
  ...mergeParts([
    ...[employmentPart, versionsPart, leavePart, recruitmentPart, boardingPart],
    benefitsPart,
    grievancesPart,
    surveysPart,
    timePart,
    growthPart,
  ]),
  seed,
});
