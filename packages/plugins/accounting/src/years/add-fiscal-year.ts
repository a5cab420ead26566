import type { Ctx } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { errors } from '../errors.js';
import { FiscalYear } from './fiscal-year.entity.js';
import { Period } from './period.entity.js';

/** A fiscal year that is to be made. */
export interface NewFiscalYear {
  /** First day of a month. */
  startsOn: string;
  /** Last day of a month; default: twelve months. */
  endsOn?: string | undefined;
  /** Default: the year, or both years: `2026`, `2026/27`. */
  name?: string | undefined;
}

const MOST_MONTHS = 24;

/**
 * Adds a fiscal year with a period for each month. The first one begins where it likes, the others
 * follow the last one, or come right before the first one.
 * @throws ACCOUNTING_YEAR_SPAN, ACCOUNTING_YEAR_GAP
 */
export async function addFiscalYear(ctx: Ctx, wish: NewFiscalYear): Promise<FiscalYear> {
  const start = Temporal.PlainDate.from(wish.startsOn);
  const end = wish.endsOn
    ? Temporal.PlainDate.from(wish.endsOn)
    : start.add({ years: 1 }).subtract({ days: 1 });
  const months = monthsBetween(start, end);
  if (months === undefined || months < 1 || months > MOST_MONTHS) {
    throw errors.YEAR_SPAN({}, ['input', 'startsOn']);
  }
  await demandNeighbour(ctx, start, end);
  const name = wish.name?.trim() || nameOf(start, end);
  const fiscalYear = ctx.em.create(FiscalYear, {
    name,
    startsOn: start.toString(),
    endsOn: end.toString(),
  });
  for (let number = 1; number <= months; number += 1) {
    const first = start.add({ months: number - 1 });
    const last = first.add({ months: 1 }).subtract({ days: 1 });
    ctx.em.create(Period, {
      fiscalYear,
      number,
      name: first.toString().slice(0, 7),
      startsOn: first.toString(),
      endsOn: last.toString(),
      state: 'OPEN',
    });
  }
  return fiscalYear;
}

/** Whole months from the first day of one to the last day of another. */
function monthsBetween(start: Temporal.PlainDate, end: Temporal.PlainDate): number | undefined {
  const next = end.add({ days: 1 });
  if (start.day !== 1 || next.day !== 1) return undefined;
  return (next.year - start.year) * 12 + next.month - start.month;
}

function nameOf(start: Temporal.PlainDate, end: Temporal.PlainDate): string {
  if (start.year === end.year) return String(start.year);
  return `${start.year}/${String(end.year % 100).padStart(2, '0')}`;
}

async function demandNeighbour(
  ctx: Ctx,
  start: Temporal.PlainDate,
  end: Temporal.PlainDate,
): Promise<void> {
  const [known] = await ctx.sql<{ first: string | null; last: string | null }>(
    'select min(starts_on)::text as first, max(ends_on)::text as last from accounting.fiscal_year',
  );
  if (!known?.first || !known.last) return;
  const next = Temporal.PlainDate.from(known.last).add({ days: 1 });
  const before = end.add({ days: 1 });
  if (start.equals(next) || before.equals(Temporal.PlainDate.from(known.first))) return;
  throw errors.YEAR_GAP({ day: next.toString() }, ['input', 'startsOn']);
}
