import {
  type Ctx,
  defineJob,
  encodeId,
  type FileDraft,
  Files,
  type JobWork,
  MailService,
  OnBehalf,
  uuidv7,
  z,
} from '@bureau/core';
import type { StoredCard } from '../dashboards/card.types.js';
import { cardsData } from '../dashboards/dashboard-data.js';
import { findDashboard } from '../dashboards/find-dashboard.js';
import { DashboardType } from '../dashboards/dashboard.types.js';
import { reportSent, reportStopped, stoppedNotice } from './notices.js';
import { storeReport } from './report-files.js';
import { recipientsOf } from './recipients.js';
import { type ReportFormat, ReportRun, ScheduledReport } from './scheduled-report.entity.js';
import { stopReason } from './stop-reason.js';

/** Makes and mails one report. */
export const reportSend = defineJob({
  kind: 'analytics.reportSend',
  description: 'Makes a report with the rights of its owner, and mails it.',
  input: z.object({ reportId: z.uuid() }),
  async run(work) {
    const made = await work.read((ctx) => make(ctx, work));
    await work.finish((ctx) => settle(ctx, made));
  },
});

interface Row extends Record<string, unknown> {
  id: string;
  title: string;
  dashboard_id: string | null;
  dashboard_key: string | null;
  owner_id: string;
  formats: string;
}

/** What was made, or why it was not. */
interface Made {
  reportId: string;
  title: string;
  ownerId: string;
  dataAsOf: Date;
  cards: readonly StoredCard[];
  files: { format: ReportFormat; draft: FileDraft }[];
  stopped: string | undefined;
}

const FIND = `
  select id, title, dashboard_id, dashboard_key, owner_id, to_json(formats)::text as formats
  from analytics.scheduled_report where id = $1`;

async function make(ctx: Ctx, work: JobWork<{ reportId: string }>): Promise<Made | undefined> {
  const [row] = await ctx.sql<Row>(FIND, [work.input.reportId]);
  if (!row) return undefined;
  const { id: reportId, title, owner_id: ownerId } = row;
  const plain = { reportId, title, ownerId, dataAsOf: ctx.now, files: [], cards: [] };
  const behalf = { userId: ownerId, operation: 'analytics.reportSend' };
  try {
    const made = await ctx.service(OnBehalf).read(ctx, behalf, (own) => draw(own, row));
    return made ? { ...plain, ...made } : { ...plain, stopped: stopReason(undefined) };
  } catch (error) {
    return { ...plain, stopped: stopReason(error) };
  }
}

type Drawn = Pick<Made, 'dataAsOf' | 'cards' | 'files' | 'stopped'>;

/** One card that its owner may not read any more ends the report: half of it would mislead. */
async function draw(own: Ctx, row: Row): Promise<Drawn> {
  const id = row.dashboard_id && encodeId(DashboardType.options.prefix, row.dashboard_id);
  const { cards } = await findDashboard(own, { id, key: row.dashboard_key });
  const plain = { dataAsOf: own.now, cards, files: [] };
  const data = await cardsData(own, cards);
  const refused = data.find(({ refusal }) => refusal !== null);
  if (refused) return { ...plain, stopped: `${refused.title}: ${refused.refusal?.message}` };
  const files: Made['files'] = [];
  for (const format of JSON.parse(row.formats) as ReportFormat[]) {
    const draft = await storeReport(own, format, { title: row.title, cards: data });
    files.push({ format, draft });
  }
  return { ...plain, files, stopped: undefined };
}

async function settle(ctx: Ctx, made: Made | undefined): Promise<void> {
  if (!made) return;
  const report = await ctx.em.findOne(ScheduledReport, { id: made.reportId });
  if (!report) return;
  const { dataAsOf, cards, stopped } = made;
  const run = ctx.em.create(ReportRun, {
    ...{ id: uuidv7(), report, dataAsOf, cards, pdf: null, csv: null, recipients: 0 },
    state: stopped === undefined ? 'SENT' : 'STOPPED',
    reason: stopped?.slice(0, 300) ?? null,
  });
  if (stopped !== undefined) return stop(ctx, report, stopped);
  const day = made.dataAsOf.toISOString().slice(0, 10);
  const files = ctx.service(Files);
  for (const { format, draft } of made.files) {
    const file = await files.create(ctx, draft, `report-${day}.${format.toLowerCase()}`);
    if (format === 'PDF') run.pdf = file;
    else run.csv = file;
  }
  await ctx.em.flush();
  run.recipients = await mailAll(ctx, report, run);
  const payload = { reportId: report.id, reportRunId: run.id, title: report.title };
  ctx.emit(reportSent, payload, { type: 'ScheduledReport', id: report.id });
}

async function mailAll(ctx: Ctx, report: ScheduledReport, run: ReportRun): Promise<number> {
  const recipients = await recipientsOf(ctx, report.id);
  const fileIds = [run.pdf?.id, run.csv?.id].filter((id) => id !== undefined);
  for (const { userId, address } of recipients) {
    await ctx.service(MailService).send(ctx, {
      ...{ kind: 'analytics.report.sent', userId, address, fileIds },
      subject: report.title,
      body: `${report.title}\n\nData as of ${run.dataAsOf.toISOString()}.`,
      uniqueKey: `analytics.report:${run.id}:${userId}`,
    });
  }
  return recipients.length;
}

async function stop(ctx: Ctx, report: ScheduledReport, reason: string): Promise<void> {
  report.state = 'STOPPED';
  report.reason = reason.slice(0, 300);
  report.nextRunAt = null;
  const { id, title } = report;
  ctx.emit(reportStopped, { reportId: id, title }, { type: 'ScheduledReport', id });
  await ctx.notify(stoppedNotice, {
    to: { users: [report.owner.id] },
    data: { title, reason: report.reason },
    record: { type: 'ScheduledReport', id },
  });
}
