import {
  DateTimeScalar,
  type Exposed,
  expose,
  Field,
  ID,
  InputType,
  inputOf,
  JobType,
  many,
  ObjectType,
  patchOf,
  payloadOf,
  type Principal,
} from '@bureau/core';
import { owned, ownedUnless, ownedWith } from '../dashboards/visibility.js';
import {
  ReportFormat,
  ReportRecipient,
  ReportRun,
  ScheduledReport,
} from './scheduled-report.entity.js';

/** Leaves its holders every report, with what was made of it. */
const REPORT_MANAGE = 'analytics.report.manage';

const ownedReport = (principal: Principal) => ({ report: owned(principal) });

/** It is made with the rights of its owner, who alone sees it. */
export const ScheduledReportType: Exposed = expose(ScheduledReport, {
  prefix: 'rpt',
  filter: ['title', 'owner', 'dashboard', 'state', 'nextRunAt'],
  order: ['title', 'nextRunAt', 'createdAt'],
  relations: {
    recipients: many(() => ReportRecipientType, 'report', 'Who gets it.'),
    runs: many(() => ReportRunType, 'report', 'What was made of it.'),
  },
  conditions: { own: owned },
  always: ownedUnless(REPORT_MANAGE),
});

export const ReportRecipientType: Exposed = expose(ReportRecipient, {
  prefix: 'rpr',
  root: false,
  filter: ['report', 'user'],
  conditions: { own: ownedReport },
  always: ownedWith('report', REPORT_MANAGE),
});

export const ReportRunType: Exposed = expose(ReportRun, {
  prefix: 'rrn',
  filter: ['report', 'state', 'dataAsOf'],
  order: ['dataAsOf', 'createdAt'],
  omit: ['pdf', 'csv'],
  conditions: { own: ownedReport },
  always: ownedWith('report', REPORT_MANAGE),
});

const FORMATS = { description: 'Its forms; at least one.' };
const RECIPIENTS = { description: 'Users who get it, 1 to 50; they see what its owner sees.' };

@InputType({ description: 'A dashboard to be mailed. Give `dashboardId` or `dashboardKey`.' })
export class ScheduledReportCreateInput extends inputOf(
  ScheduledReport,
  ['title', 'dashboard', 'dashboardKey', 'cron'],
  { optional: ['dashboard', 'dashboardKey'] },
) {
  @Field(() => [ReportFormat], FORMATS)
  formats!: ReportFormat[];
  @Field(() => [ID], RECIPIENTS)
  recipientIds!: string[];
}

@InputType({ description: 'Changes of a report; what is left out stays.' })
export class ScheduledReportUpdateInput extends patchOf(ScheduledReport, ['title', 'cron'], {
  id: 'reportId',
}) {
  @Field(() => [ReportFormat], { nullable: true, ...FORMATS })
  formats?: ReportFormat[] | null;
  @Field(() => [ID], { nullable: true, ...RECIPIENTS })
  recipientIds?: string[] | null;
}

@InputType({ description: 'A report, and the version of the record that you saw.' })
export class ScheduledReportInput extends inputOf(ScheduledReport, [], { id: 'reportId' }) {}

@ObjectType('ReportFile', { description: 'Where a file can be had.' })
export class ReportFile {
  @Field(() => ReportFormat, { description: 'Its form.' })
  format!: ReportFormat;
  @Field(() => String, { description: 'Where to GET the bytes, relative to this server.' })
  url!: string;
  @Field(() => DateTimeScalar, { description: 'Until when.' })
  expiresAt!: Date;
}

const scheduledReport = { scheduledReport: ScheduledReportType };
export const ScheduledReportCreatePayload = payloadOf(
  'ScheduledReportCreatePayload',
  scheduledReport,
);
export const ScheduledReportUpdatePayload = payloadOf(
  'ScheduledReportUpdatePayload',
  scheduledReport,
);
export const ScheduledReportPausePayload = payloadOf(
  'ScheduledReportPausePayload',
  scheduledReport,
);
export const ScheduledReportResumePayload = payloadOf(
  'ScheduledReportResumePayload',
  scheduledReport,
);
export const ScheduledReportRunPayload = payloadOf('ScheduledReportRunPayload', { job: JobType });
