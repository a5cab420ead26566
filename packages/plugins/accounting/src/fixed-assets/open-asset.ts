import { type Ctx, exact } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { settingsOf } from '../chart/settings.resolver.js';
import type { NewLine } from '../ledger/posting.js';
import { lockPlans } from './asset-accounts.js';
import { DepreciationSchedule } from './depreciation.entity.js';
import { depreciationEntryLines, dueDepreciation } from './depreciation-due.js';
import { planErrors } from './errors.js';
import type { FixedAsset } from './fixed-asset.entity.js';
import { FixedAssetClass } from './fixed-asset-class.entity.js';
import { takeDepreciation } from './take-depreciation.js';

/** An asset that is about to change or to leave: its depreciation is taken up to the day. */
export interface OpenAsset {
  asset: FixedAsset;
  assetClass: FixedAssetClass;
  /** Base currency. */
  currency: string;
  on: string;
  book: DepreciationSchedule;
  tax: DepreciationSchedule | undefined;
  /** What that depreciation posts; it goes into the entry of the change. */
  lines: NewLine[];
  /** Units of use up to the day. */
  units: string;
}

/**
 * Locks the schedules and takes what is due in both books.
 * @param field of the input that has the day
 * @throws ACCOUNTING_ASSET_STATUS, ACCOUNTING_ASSET_DAY
 */
export async function openAsset(
  ctx: Ctx,
  asset: FixedAsset,
  { on, field }: { on: string; field: string },
): Promise<OpenAsset> {
  asset.assertInUse();
  await lockPlans(ctx, 'depreciation');
  const { baseCurrency: currency } = await settingsOf(ctx);
  await demandDay(ctx, asset, { on, field });
  const question = { on, currency, limit: 1, assetId: asset.id };
  const due = await dueDepreciation(ctx, { book: 'BOOK', ...question });
  const taxDue = await dueDepreciation(ctx, { book: 'TAX', ...question });
  await takeDepreciation(ctx, [...due, ...taxDue], { on, runId: null });
  const schedules = await ctx.em.find(DepreciationSchedule, { asset });
  const book = schedules.find((one) => one.book === 'BOOK');
  if (!book) throw new Error(`Fixed asset ${asset.number} has no schedule.`);
  const [used] = await ctx.sql<{ units: string }>(USED, [asset.id, on]);
  return {
    ...{ asset, currency, on, book, units: used?.units ?? '0' },
    assetClass: await ctx.em.findOneOrFail(FixedAssetClass, asset.assetClass.id),
    tax: schedules.find((one) => one.book === 'TAX'),
    lines: depreciationEntryLines(due),
  };
}

const USED = `
  select coalesce(sum(units), 0)::text as units from accounting.fixed_asset_use
   where asset_id = $1 and used_on <= $2::date`;

const TAKEN = `
  select max(taken_until)::text as until from accounting.depreciation_schedule where asset_id = $1`;

async function demandDay(
  ctx: Ctx,
  asset: FixedAsset,
  { on, field }: { on: string; field: string },
): Promise<void> {
  const [taken] = await ctx.sql<{ until: string | null }>(TAKEN, [asset.id]);
  const until = [asset.acquiredOn, taken?.until ?? ''].toSorted().at(-1) ?? '';
  if (until <= on) return;
  throw planErrors.ASSET_DAY({ asset: asset.number, until }, ['input', field]);
}

/** New values of a schedule, from the end of the day on; what is left out stays. */
export interface ScheduleChange {
  cost?: string;
  accumulated?: string;
  salvage?: string;
  /** Months that are left; default: those of the plan before. */
  remainingMonths?: number | undefined;
  /** What would be left without impairment, where it is something else than what is. */
  unimpaired?: string | null;
}

/**
 * Lets what is left go down over the time that is left, in a plan of its own: what was taken is
 * never touched.
 * @throws ACCOUNTING_ASSET_SALVAGE, ACCOUNTING_ASSET_LIFE_OVER
 */
export function restart(open: OpenAsset, schedule: DepreciationSchedule, to: ScheduleChange): void {
  const { asset, on, units } = open;
  const cost = to.cost ?? schedule.cost;
  const accumulated = to.accumulated ?? schedule.accumulated ?? '0';
  const worth = exact(cost).minus(accumulated);
  const salvage = exact(to.salvage ?? schedule.salvage ?? '0');
  if (salvage.isNegative() || salvage.greaterThan(worth)) {
    throw planErrors.ASSET_SALVAGE({ worth: worth.toFixed() }, ['input', 'salvage']);
  }
  const { startsOn, months, until } = restSpan(schedule, on, to.remainingMonths);
  const isEnded = worth.equals(salvage);
  const { method, lifeUnits } = schedule;
  const isOver = method === 'UNITS' ? !exact(lifeUnits ?? '0').greaterThan(units) : months < 1;
  if (isOver && !isEnded) {
    throw planErrors.ASSET_LIFE_OVER({ asset: asset.number }, ['input', 'remainingMonths']);
  }
  keepRate(schedule, to.remainingMonths !== undefined);
  Object.assign(schedule, {
    ...{ cost, accumulated, isEnded, salvage: salvage.toFixed(), bookValue: worth.toFixed() },
    ...{ restOn: startsOn, restMonths: Math.max(months, 1), restUntil: until },
    ...{ restAccumulated: accumulated, restUnits: units },
    restWorth: to.unimpaired ?? null,
  });
}

/** A rate that comes from the whole life stays what it was over the rest of it. */
function keepRate(schedule: DepreciationSchedule, isNewLife: boolean): void {
  const isDeclining = schedule.method.startsWith('DECLINING');
  if (!isDeclining || isNewLife || schedule.yearlyPercent != null) return;
  schedule.yearlyPercent = exact(2400).dividedBy(schedule.months).toFixed(4);
}

/** First day, months and end of the rest of a life after a day. */
function restSpan(schedule: DepreciationSchedule, on: string, given: number | undefined) {
  const isByDays = schedule.proration === 'DAYS';
  const day = (text: string) => Temporal.PlainDate.from(text);
  const month = (one: Temporal.PlainDate) => (isByDays ? one : one.with({ day: 1 }));
  const next = day(on).add({ days: 1 });
  const first = day(schedule.startsOn);
  const start = month(Temporal.PlainDate.compare(next, first) < 0 ? first : next);
  const startsOn = start.toString();
  if (given !== undefined) return { startsOn, months: given, until: null };
  const planned = month(day(schedule.restOn ?? schedule.startsOn));
  const end = schedule.restUntil
    ? day(schedule.restUntil)
    : planned.add({ months: schedule.restMonths ?? schedule.months });
  const left = start.until(end, { largestUnit: 'months' });
  const months = left.months + (left.days > 0 ? 1 : 0);
  return { startsOn, months, until: isByDays ? end.toString() : null };
}
