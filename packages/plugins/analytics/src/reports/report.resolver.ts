import {
  Arg,
  Context,
  type Ctx,
  defineLoader,
  Extensions,
  FieldResolver,
  Files,
  filledText,
  Mutation,
  ReportPrinterService,
  Resolver,
  Root,
  User,
  uuidv7,
} from '@bureau/core';
import { Dashboard } from '../dashboards/dashboard.entity.js';
import { findDashboard } from '../dashboards/find-dashboard.js';
import { nextRun } from './calendar.js';
import { reportErrors } from './errors.js';
import { setRecipients } from './recipients.js';
import { reportSend } from './report.job.js';
import {
  ReportFile,
  ReportRunType,
  ScheduledReportCreateInput,
  ScheduledReportCreatePayload,
  ScheduledReportInput,
  ScheduledReportPausePayload,
  ScheduledReportResumePayload,
  ScheduledReportRunPayload,
  ScheduledReportUpdateInput,
  ScheduledReportUpdatePayload,
} from './report.types.js';
import { type ReportFormat, ScheduledReport } from './scheduled-report.entity.js';

const GOOD_FOR = 300;

/** Dashboards that are mailed. */
@Resolver()
export class ReportResolver {
  @Mutation(() => ScheduledReportCreatePayload, {
    description: 'Mails a dashboard by a calendar. It is made each time with your rights of then.',
  })
  async scheduledReportCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: ScheduledReportCreateInput,
  ) {
    const scheduledReport = ctx.em.create(ScheduledReport, {
      id: uuidv7(),
      title: titleOf(input.title),
      ...(await sourceOf(ctx, input)),
      owner: await ctx.em.findOneOrFail(User, ctx.principal.userId ?? ''),
      cron: input.cron.trim(),
      formats: formatsOf(ctx, input.formats),
      nextRunAt: nextOf(ctx, input.cron),
    });
    await setRecipients(ctx, scheduledReport, input.recipientIds);
    return { scheduledReport };
  }

  @Mutation(() => ScheduledReportUpdatePayload, { description: 'Changes a report of yours.' })
  async scheduledReportUpdate(
    @Context() ctx: Ctx,
    @Arg('input') input: ScheduledReportUpdateInput,
  ) {
    const scheduledReport = await own(ctx, input);
    if (input.title != null) scheduledReport.title = titleOf(input.title);
    if (input.formats) scheduledReport.formats = formatsOf(ctx, input.formats);
    if (input.cron != null) {
      scheduledReport.cron = input.cron.trim();
      const next = nextOf(ctx, input.cron);
      if (scheduledReport.state === 'ACTIVE') scheduledReport.nextRunAt = next;
    }
    if (input.recipientIds) await setRecipients(ctx, scheduledReport, input.recipientIds);
    return { scheduledReport };
  }

  @Mutation(() => ScheduledReportPausePayload, { description: 'Sends a report no more for now.' })
  async scheduledReportPause(@Context() ctx: Ctx, @Arg('input') input: ScheduledReportInput) {
    const scheduledReport = await own(ctx, input);
    Object.assign(scheduledReport, { state: 'PAUSED', reason: null, nextRunAt: null });
    return { scheduledReport };
  }

  @Mutation(() => ScheduledReportResumePayload, {
    description: 'Sends a report again that was paused or stopped; what was missed stays missed.',
  })
  async scheduledReportResume(@Context() ctx: Ctx, @Arg('input') input: ScheduledReportInput) {
    const scheduledReport = await own(ctx, input);
    const nextRunAt = nextOf(ctx, scheduledReport.cron);
    Object.assign(scheduledReport, { state: 'ACTIVE', reason: null, nextRunAt });
    return { scheduledReport };
  }

  @Mutation(() => ScheduledReportRunPayload, { description: 'Makes and mails a report now.' })
  async scheduledReportRun(@Context() ctx: Ctx, @Arg('input') input: ScheduledReportInput) {
    const { id } = await own(ctx, input);
    return { job: await ctx.enqueue(reportSend, { reportId: id }, { uniqueKey: id }) };
  }
}

interface RunFiles extends Record<string, unknown> {
  id: string;
  pdf_id: string | null;
  csv_id: string | null;
}

const filesLoader = defineLoader<string, RunFiles | undefined>({
  name: 'analytics.reportFiles',
  key: (id) => id,
  async batch(ctx, ids) {
    const text = 'select id, pdf_id, csv_id from analytics.report_run where id = any($1::uuid[])';
    const rows = await ctx.sql<RunFiles>(text, [ids]);
    return ids.map((id) => rows.find((row) => row.id === id));
  },
});

/** What was made of a report. */
@Resolver(() => ReportRunType.object as never)
export class ReportRunResolver {
  @Extensions({ items: 2 })
  @FieldResolver(() => [ReportFile], { description: 'Its files; the addresses end soon.' })
  async files(@Root() { id }: { id: string }, @Context() ctx: Ctx): Promise<ReportFile[]> {
    const row = await ctx.load(filesLoader, id);
    const expiresAt = new Date(ctx.now.valueOf() + GOOD_FOR * 1_000);
    const file = (format: ReportFormat, of: string | null | undefined) =>
      of == null ? [] : [{ format, expiresAt, url: ctx.service(Files).address(ctx, of, GOOD_FOR) }];
    return [...file('PDF', row?.pdf_id), ...file('CSV', row?.csv_id)];
  }
}

function own(
  ctx: Ctx,
  { reportId, expectedVersion }: { reportId: string; expectedVersion?: number | null },
): Promise<ScheduledReport> {
  const path = ['input', 'reportId'];
  return ctx.find(ScheduledReport, reportId, { expectedVersion, path, lock: true });
}

function titleOf(title: string): string {
  return filledText(title, () => reportErrors.REPORT_TITLE({}, ['input', 'title']));
}

function nextOf(ctx: Ctx, cron: string): Date {
  return nextRun(cron, { after: ctx.now, zone: ctx.principal.timeZone ?? 'UTC' });
}

async function sourceOf(ctx: Ctx, input: ScheduledReportCreateInput) {
  const { dashboardId, dashboardKey = null } = input as {
    dashboardId?: string | null;
    dashboardKey?: string | null;
  };
  const path = ['input', 'dashboardId'];
  if ((dashboardId == null) === (dashboardKey == null)) {
    throw reportErrors.REPORT_DASHBOARD({}, path);
  }
  if (dashboardId != null) {
    return { dashboard: await ctx.find(Dashboard, dashboardId, { path }), dashboardKey: null };
  }
  await findDashboard(ctx, { key: dashboardKey });
  return { dashboard: null, dashboardKey };
}

function formatsOf(ctx: Ctx, formats: readonly ReportFormat[]): ReportFormat[] {
  const path = ['input', 'formats'];
  const all = [...new Set(formats)];
  if (all.length === 0) throw reportErrors.REPORT_FORMATS({}, path);
  if (all.includes('PDF') && !canPrint(ctx)) throw reportErrors.REPORT_PRINTER({}, path);
  return all;
}

function canPrint(ctx: Ctx): boolean {
  try {
    ctx.service(ReportPrinterService);
    return true;
  } catch {
    return false;
  }
}
