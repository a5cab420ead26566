import { type DefaultRole, permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { reports } from '../migrations/0011-reports.js';
import { METRIC_READ } from '../permissions.js';
import { reportsDue } from './due.job.js';
import { reportErrors } from './errors.js';
import { reportSent, reportStopped, stoppedNotice } from './notices.js';
import { reportSend } from './report.job.js';
import { CSV, PDF } from './report-files.js';
import { ReportResolver, ReportRunResolver } from './report.resolver.js';
import { ReportRecipientType, ReportRunType, ScheduledReportType } from './report.types.js';
import { ReportRecipient, ReportRun, ScheduledReport } from './scheduled-report.entity.js';

const READ = 'analytics.report.read';
const WRITE = 'analytics.report.write';

const rules: RuleTree = {
  ScheduledReport: { '*': READ },
  ReportRecipient: { '*': READ },
  ReportRun: { '*': READ },
  ReportFile: { '*': READ },
  Mutation: {
    scheduledReportCreate: { allOf: [WRITE, METRIC_READ] },
    scheduledReportUpdate: WRITE,
    scheduledReportPause: WRITE,
    scheduledReportResume: WRITE,
    scheduledReportRun: WRITE,
  },
};

const roles: DefaultRole[] = [
  {
    key: 'analyst',
    name: 'Analyst',
    description: 'Asks for figures of people, devices and books; no pay.',
    permissions: [READ, WRITE],
  },
];

/** Dashboards that are mailed. */
export const reportsPart: PluginPart = {
  entities: [ScheduledReport, ReportRecipient, ReportRun],
  types: [ScheduledReportType, ReportRecipientType, ReportRunType],
  migrations: [reports],
  resolvers: [ReportResolver, ReportRunResolver],
  permissions: permissionsOf('analytics', {
    'report.read': 'See the own reports, and what was made of them.',
    'report.write': 'Have dashboards mailed to users, with the own rights.',
    'report.manage': 'See the reports of everybody, with figures that their owners may read.',
  }),
  rules,
  roles,
  errors: reportErrors.table,
  events: [reportSent, reportStopped],
  notifications: [stoppedNotice],
  jobs: [reportSend as never, reportsDue],
  files: [PDF, CSV],
};
