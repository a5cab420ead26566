import { choice, defineEntity, enumOf, type EnumValue, File, p, record, User } from '@bureau/core';
import { Dashboard } from '../dashboards/dashboard.entity.js';
import type { StoredCard } from '../dashboards/card.types.js';

export const ScheduledReportState = enumOf('ScheduledReportState', 'Where a report is.', {
  ACTIVE: 'It is sent by its calendar.',
  PAUSED: 'It waits until somebody lets it go on.',
  STOPPED: 'It cannot be made with the rights of its owner; `reason` says why.',
});
export type ScheduledReportState = EnumValue<typeof ScheduledReportState>;

export const ReportFormat = enumOf('ReportFormat', 'The form of a report.', {
  PDF: 'For people: pictures and tables.',
  CSV: 'For programs: a line for each figure (RFC 4180).',
});
export type ReportFormat = EnumValue<typeof ReportFormat>;

export const ScheduledReportSchema = defineEntity({
  name: 'ScheduledReport',
  schema: 'analytics',
  tableName: 'scheduled_report',
  comment: 'A dashboard that is mailed by a calendar, with the rights of its owner.',
  properties: {
    ...record(),
    title: p.string().length(120).comment('What it is called; subject of its mails'),
    dashboard: () => p.manyToOne(Dashboard).nullable().comment('The dashboard that it is made of'),
    dashboardKey: p
      .string()
      .length(80)
      .nullable()
      .comment('Or the dashboard of a plugin, by its key'),
    owner: () => p.manyToOne(User).comment('Whose rights count'),
    cron: p
      .string()
      .length(100)
      .comment(
        'Five fields: minute, hour, day, month, day of week; in the zone of the organization',
      ),
    formats: p.array().comment('PDF, CSV'),
    state: choice(ScheduledReportState).default('ACTIVE').comment('Where it is'),
    reason: p.string().length(300).nullable().comment('Why it was stopped'),
    nextRunAt: p.datetime(6).nullable().comment('When it is sent next; null: not by itself'),
  },
});

/** A dashboard that is mailed by a calendar. */
export class ScheduledReport extends ScheduledReportSchema.class {}
ScheduledReportSchema.setClass(ScheduledReport);

export const ReportRecipientSchema = defineEntity({
  name: 'ReportRecipient',
  schema: 'analytics',
  tableName: 'report_recipient',
  comment: 'A user who gets a report by mail.',
  properties: {
    ...record(),
    report: () => p.manyToOne(ScheduledReport).comment('The report'),
    user: () => p.manyToOne(User).comment('Who gets it'),
  },
});

/** A user who gets a report. */
export class ReportRecipient extends ReportRecipientSchema.class {}
ReportRecipientSchema.setClass(ReportRecipient);

export const ReportRunState = enumOf('ReportRunState', 'What became of a report.', {
  SENT: 'It was made and its mails were handed over to be sent.',
  STOPPED: 'It was not made; the report was stopped.',
});
export type ReportRunState = EnumValue<typeof ReportRunState>;

export const ReportRunSchema = defineEntity({
  name: 'ReportRun',
  schema: 'analytics',
  tableName: 'report_run',
  comment: 'A report as it was made once; it never changes.',
  properties: {
    ...record(),
    report: () => p.manyToOne(ScheduledReport).comment('The report'),
    state: choice(ReportRunState).comment('What became of it'),
    dataAsOf: p.datetime(6).comment('Instant of which its figures are'),
    cards: p.json<readonly StoredCard[]>().hidden().comment('The queries that made it'),
    pdf: () => p.manyToOne(File).nullable().comment('As PDF'),
    csv: () => p.manyToOne(File).nullable().comment('As CSV'),
    recipients: p.integer().default(0).comment('How many it was sent to'),
    reason: p.string().length(300).nullable().comment('Why it was not made'),
  },
});

/** A report as it was made once. */
export class ReportRun extends ReportRunSchema.class {}
ReportRunSchema.setClass(ReportRun);
