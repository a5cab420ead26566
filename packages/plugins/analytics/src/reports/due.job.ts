import { type Ctx, defineJob, DomainError, z } from '@bureau/core';
import { nextRun } from './calendar.js';
import { reportSend } from './report.job.js';
import { ScheduledReport } from './scheduled-report.entity.js';

const AT_ONCE = 100;

const DUE = `
  select id from analytics.scheduled_report
  where state = 'ACTIVE' and next_run_at <= $1 order by next_run_at, id limit ${AT_ONCE}
  for update skip locked`;

/** Starts the reports whose time has come; what was missed is sent once. */
export const reportsDue = defineJob({
  kind: 'analytics.reportsDue',
  description: 'Starts the reports whose time has come.',
  input: z.object({}),
  schedule: { cron: '*/5 * * * *' },
  async run(work) {
    let count = AT_ONCE;
    while (count === AT_ONCE) {
      await work.step(async (ctx) => {
        count = await startDue(ctx);
      });
    }
  },
});

async function startDue(ctx: Ctx): Promise<number> {
  const rows = await ctx.sql<{ id: string }>(DUE, [ctx.now.toISOString()]);
  const zone = ctx.principal.timeZone ?? 'UTC';
  for (const { id } of rows) {
    const report = await ctx.em.findOneOrFail(ScheduledReport, { id });
    report.nextRunAt = next(report, { after: ctx.now, zone });
    await ctx.enqueue(reportSend, { reportId: id }, { uniqueKey: id });
  }
  return rows.length;
}

function next({ cron }: ScheduledReport, when: { after: Date; zone: string }): Date | null {
  try {
    return nextRun(cron, when);
  } catch (error) {
    // It was tried when it was set; a zone may have changed since.
    if (error instanceof DomainError) return null;
    throw error;
  }
}
