import { exact } from '@bureau/core';
import type { MetricGrain } from '../query/metric.types.js';

/** A figure among those before it. */
export interface Judged {
  /** Decimal text: what is usual. */
  expected: string;
  /** How many usual spreads the figure lies from it; with sign, rounded to two digits. */
  score: number;
}

/** A figure of a period. */
export interface Point {
  /** First day, YYYY-MM-DD. */
  start: string;
  /** Decimal text. */
  value: string;
}

/** Fewer figures before it say nothing about what is usual. */
const LEAST = 8;
/** Figures that each day of the week, and each month of the year, must have. */
const SEASONS: Partial<Record<MetricGrain, number>> = { DAY: 4, MONTH: 3 };

/**
 * How unusual the last figure is among those before it, by median and median absolute deviation:
 * a few wild figures do not move them (B. Iglewicz and D. Hoaglin, How to Detect and Handle
 * Outliers, 1993; modified z-score, usual bound 3.5). Where there are enough of them, days are
 * compared with the same day of the week, months with the same month of the year. `undefined`:
 * there are too few to tell.
 */
export function unusual(points: readonly Point[], grain: MetricGrain): Judged | undefined {
  const last = points.at(-1);
  const before = points.slice(0, -1);
  if (!last || before.length < LEAST) return undefined;
  const season = seasonOf(before, grain);
  const usual = (start: string) => season?.get(seasonKey(start, grain)) ?? middle;
  const middle = median(before.map(({ value }) => Number(value)));
  const residuals = before.map(({ start, value }) => Number(value) - usual(start));
  const off = Number(last.value) - usual(last.start);
  const expected = exact(String(usual(last.start))).toFixed();
  return { expected, score: Math.round(scoreOf(off, residuals) * 100) / 100 };
}

const MAD = 0.6745;
const MEAN = 1.253314;
/** A figure that never moved, and moves now. */
const WITHOUT_SPREAD = 1_000;

function scoreOf(off: number, residuals: readonly number[]): number {
  const sizes = residuals.map(Math.abs);
  const spread = median(sizes);
  if (spread > 0) return (MAD * off) / spread;
  // More than half of them are equal: the mean deviation tells them apart (Iglewicz and Hoaglin).
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  if (mean > 0) return off / (MEAN * mean);
  return off === 0 ? 0 : Math.sign(off) * WITHOUT_SPREAD;
}

/** What is usual in each season; `undefined` where a season has too few figures. */
function seasonOf(points: readonly Point[], grain: MetricGrain): Map<number, number> | undefined {
  const least = SEASONS[grain];
  if (least === undefined) return undefined;
  const groups = new Map<number, number[]>();
  for (const { start, value } of points) {
    const key = seasonKey(start, grain);
    const found = groups.get(key) ?? [];
    groups.set(key, found);
    found.push(Number(value));
  }
  const isWhole = groups.size === (grain === 'DAY' ? 7 : 12);
  if (!isWhole || [...groups.values()].some(({ length }) => length < least)) return undefined;
  return new Map([...groups].map(([key, values]) => [key, median(values)]));
}

function seasonKey(start: string, grain: MetricGrain): number {
  const day = new Date(`${start}T00:00:00Z`);
  return grain === 'DAY' ? day.getUTCDay() : day.getUTCMonth();
}

/** The middle of some values, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(at) - 1], sorted[Math.floor(at)]];
  return (low + high) / 2;
}
