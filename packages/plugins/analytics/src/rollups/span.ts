import { type MetricFact, type MetricRollup, RollupMiss, type RollupUse } from '@bureau/core';
import { type Bucket, dayAfter, startOf } from '../query/buckets.js';
import type { MetricGrain } from '../query/metric.types.js';

/** What a leg asks of time. */
export interface AskedTime {
  /** Whether figures are those at the ends of periods, with everything before them. */
  isBalance: boolean;
  from: string | undefined;
  /** Last day. */
  to: string | undefined;
  grain: MetricGrain | undefined;
  zone: string;
  /** The periods, for a balance. */
  buckets(): readonly Bucket[];
}

/**
 * Which whole periods of a roll-up stand for the time that is asked for, and which days around
 * them are read row by row. @throws RollupMiss
 */
export function spanOf(fact: MetricFact, rollup: MetricRollup, asked: AskedTime): RollupUse {
  const time = fact.time?.path ?? '';
  if (rollup.zone !== undefined && rollup.zone !== asked.zone) {
    throw new RollupMiss(`its days begin in ${rollup.zone}, those of the query in ${asked.zone}`);
  }
  if (rollup.grain === 'DAY') return { rollup, time, whole: {}, rest: [] };
  return { rollup, time, ...(asked.isBalance ? untilEnd(asked) : wholeMonths(asked)) };
}

type Split = Pick<RollupUse, 'whole' | 'rest'>;

const FINER: ReadonlySet<MetricGrain | undefined> = new Set(['DAY', 'WEEK']);

function wholeMonths({ from, to, grain }: AskedTime): Split {
  if (FINER.has(grain)) throw new RollupMiss('it keeps months, and the periods are shorter');
  const end = to === undefined ? undefined : dayAfter(to);
  const first = from === undefined ? undefined : nextMonthStart(from);
  const last = end === undefined ? undefined : startOf(end, 'MONTH');
  if (first !== undefined && last !== undefined && first >= last) {
    throw new RollupMiss('it keeps months, and the period has no whole one');
  }
  const rest: Split['rest'][number][] = [];
  if (from !== undefined && first !== undefined && from < first) rest.push({ from, until: first });
  if (last !== undefined && end !== undefined && last < end) rest.push({ from: last, until: end });
  return {
    whole: {
      ...(first !== undefined && { from: first }),
      ...(last !== undefined && { until: last }),
    },
    rest,
  };
}

/** Balances: all ends but the last are those of months; the days after the last month are read. */
function untilEnd({ buckets }: AskedTime): Split {
  const stops = buckets().map(({ stop }) => stop);
  const end = stops.at(-1) ?? '';
  const last = startOf(end, 'MONTH');
  const isWithin = stops.some((stop) => stop !== end && stop !== startOf(stop, 'MONTH'));
  if (isWithin) throw new RollupMiss('it keeps months, and periods end within one');
  return { whole: { until: last }, rest: last < end ? [{ from: last, until: end }] : [] };
}

function nextMonthStart(day: string): string {
  const start = startOf(day, 'MONTH');
  if (start === day) return day;
  // The 28th and four days are in the next month, whatever month it is.
  const next = `${day.slice(0, 8)}28`;
  return startOf([1, 2, 3, 4].reduce(dayAfter, next), 'MONTH');
}
