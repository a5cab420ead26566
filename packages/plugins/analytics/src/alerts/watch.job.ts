import { type Ctx, defineJob, type JobWork, OnBehalf, Refusal, z } from '@bureau/core';
import { figureSeries } from '../kpis/figure-series.js';
import type { MetricGrain, MetricQueryInput } from '../query/metric.types.js';
import { Alert, AlertEvent, type AlertKind } from './alert.entity.js';
import { alertCleared, alertNotice, alertRaised } from './events.js';
import { judge, type Verdict } from './judge.js';

const AT_ONCE = 20;
/** What is usual is seen from so many periods: ten weeks of days, five years of months. */
const PERIODS: Record<MetricGrain, number> = {
  DAY: 71,
  WEEK: 53,
  MONTH: 61,
  QUARTER: 25,
  YEAR: 15,
};

interface Row extends Record<string, unknown> {
  id: string;
  version: string;
  owner_id: string;
  query: string | object;
  grain: MetricGrain;
  counts_current: string;
  kind: AlertKind;
  threshold: string | null;
  clear_at: string | null;
  sensitivity: string;
  state: string;
}

const NEXT = `
  select id, version, owner_id, query, grain, counts_current::text as counts_current, kind,
    threshold, clear_at, sensitivity, state
  from analytics.alert
  where archived_at is null and id > $1 order by id limit ${AT_ONCE}`;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** What came of a look: a verdict, nothing to judge, or why its owner cannot look. */
type Look = { alert: Row; verdict?: Verdict | undefined; stopped?: string };

/** Looks at all alerts of the organization, each with the rights of its owner. */
export const watchAlerts = defineJob({
  kind: 'analytics.alerts',
  description: 'Looks at watched figures, and tells their owners what is beyond its bound.',
  input: z.object({}),
  schedule: { cron: '7 * * * *' },
  async run(work) {
    let after = typeof work.cursor === 'string' ? work.cursor : FIRST;
    for (;;) {
      const looks = await lookFrom(work, after);
      if (looks.length === 0) return;
      after = looks.at(-1)?.alert.id ?? after;
      await work.step(async (ctx) => {
        for (const look of looks) await settle(ctx, look);
        return { cursor: after };
      });
    }
  },
});

function lookFrom(work: JobWork, after: string): Promise<Look[]> {
  return work.read(async (ctx) => {
    const looks: Look[] = [];
    for (const alert of await ctx.sql<Row>(NEXT, [after])) {
      work.checkpoint();
      looks.push(await lookAt(ctx, alert));
    }
    return looks;
  });
}

async function lookAt(ctx: Ctx, alert: Row): Promise<Look> {
  const { grain, kind, threshold, clear_at: clearAt, sensitivity, query } = alert;
  const asked = (typeof query === 'string' ? JSON.parse(query) : query) as MetricQueryInput;
  const countsCurrent = alert.counts_current === 'true';
  const behalf = { userId: alert.owner_id, operation: 'analytics.alerts' };
  const wish = { query: asked, grain, countsCurrent, periods: PERIODS[grain] };
  try {
    const series = await ctx.service(OnBehalf).read(ctx, behalf, (own) => figureSeries(own, wish));
    if (!series) return { alert, stopped: 'Its owner is not active any more.' };
    const rule = { kind, grain, threshold, clearAt, sensitivity };
    return { alert, verdict: judge(rule, series, alert.state === 'RAISED') };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code } = error.extensions as { code?: string };
    if (code !== 'FORBIDDEN' && code !== 'BAD_USER_INPUT') throw error;
    return { alert, stopped: error.message.slice(0, 300) };
  }
}

/** Writes what came of a look, unless the alert was changed meanwhile. */
async function settle(ctx: Ctx, { alert: seen, verdict, stopped }: Look): Promise<void> {
  const [row] = await ctx.sql('select 1 as one from analytics.alert where id = $1 for update', [
    seen.id,
  ]);
  const alert = row && (await ctx.em.findOne(Alert, { id: seen.id }));
  if (!alert || String(alert.version) !== String(seen.version)) return;
  if (stopped !== undefined) {
    if (alert.state !== 'STOPPED') alert.checkedAt = ctx.now;
    alert.state = 'STOPPED';
    alert.reason = stopped;
    return;
  }
  const open = await ctx.em.findOne(AlertEvent, { alert, clearedAt: null });
  const was = alert.state;
  if (was === 'STOPPED') Object.assign(alert, { state: open ? 'RAISED' : 'QUIET', reason: null });
  if (verdict?.is === 'RAISE' && !open) await raise(ctx, alert, verdict);
  if (verdict?.is === 'CLEAR' && open) clear(ctx, alert, open);
  // Looks that change nothing leave no trace in the trail.
  if (alert.state !== was) alert.checkedAt = ctx.now;
}

async function raise(ctx: Ctx, alert: Alert, verdict: Verdict): Promise<void> {
  const { start: periodFrom, value, expected, score } = verdict;
  const event = ctx.em.create(AlertEvent, {
    ...{ alert, raisedAt: ctx.now, clearedAt: null, periodFrom, value, expected, score },
  });
  await ctx.em.flush();
  alert.state = 'RAISED';
  const { name, kind } = alert;
  const payload = { alertId: alert.id, alertEventId: event.id, name };
  ctx.emit(alertRaised, { ...payload, kind }, { type: 'Alert', id: alert.id });
  await ctx.notify(alertNotice, {
    to: { users: [alert.owner.id] },
    data: { name, period: periodFrom, isUnusual: kind === 'UNUSUAL' },
    record: { type: 'Alert', id: alert.id },
    uniqueKey: event.id,
  });
}

function clear(ctx: Ctx, alert: Alert, open: AlertEvent): void {
  open.clearedAt = ctx.now;
  alert.state = 'QUIET';
  const payload = { alertId: alert.id, alertEventId: open.id, name: alert.name };
  ctx.emit(alertCleared, payload, { type: 'Alert', id: alert.id });
}
