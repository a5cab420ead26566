import { type MetricFact, type MetricRollup, RollupMiss } from '@bureau/core';
import { ageBand } from '../query/age-band.js';
import { bucketsOf } from '../query/buckets.js';
import type { MetricGrain } from '../query/metric.types.js';
import { spanOf } from './span.js';

/** Whole months from sums, the days around them from rows: which days come from where. */

const fact = { time: { path: 'day' } } as MetricFact;
const months = { grain: 'MONTH' } as MetricRollup;

function events(from?: string, to?: string, grain?: MetricGrain) {
  const asked = { isBalance: false, from, to, grain, zone: 'UTC', buckets: () => [] };
  const { whole, rest } = spanOf(fact, months, asked);
  return { whole, rest };
}

function balance(from: string, to: string, grain: MetricGrain) {
  const buckets = () => bucketsOf({ from, to }, grain, 1_000) ?? [];
  const { whole, rest } = spanOf(fact, months, {
    ...{ isBalance: true, from, to, grain, zone: 'UTC', buckets },
  });
  return { whole, rest };
}

test.each([
  ['2025-01-01', '2025-03-31', { from: '2025-01-01', until: '2025-04-01' }, []],
  [
    '2025-01-31',
    '2025-03-01',
    { from: '2025-02-01', until: '2025-03-01' },
    [
      { from: '2025-01-31', until: '2025-02-01' },
      { from: '2025-03-01', until: '2025-03-02' },
    ],
  ],
  // A leap day, and the turn of a year.
  [
    '2024-02-29',
    '2024-12-30',
    { from: '2024-03-01', until: '2024-12-01' },
    [
      { from: '2024-02-29', until: '2024-03-01' },
      { from: '2024-12-01', until: '2024-12-31' },
    ],
  ],
  [undefined, '2025-06-15', { until: '2025-06-01' }, [{ from: '2025-06-01', until: '2025-06-16' }]],
  ['2025-06-15', undefined, { from: '2025-07-01' }, [{ from: '2025-06-15', until: '2025-07-01' }]],
  [undefined, undefined, {}, []],
])('%s to %s', (from, to, whole, rest) => {
  expect(events(from, to)).toEqual({ whole, rest });
});

test('balances have all before them; the days of the last month are rows', () => {
  const until = { from: '2025-03-01', until: '2025-03-16' };
  const split = { whole: { until: '2025-03-01' }, rest: [until] };
  expect(balance('2025-01-01', '2025-03-15', 'MONTH')).toEqual(split);
  expect(balance('2025-01-01', '2025-12-31', 'QUARTER')).toEqual({
    whole: { until: '2026-01-01' },
    rest: [],
  });
});

test('months say nothing of shorter periods', () => {
  expect(() => events('2025-01-02', '2025-01-30')).toThrow(RollupMiss);
  expect(() => events('2025-01-01', '2025-03-31', 'WEEK')).toThrow(RollupMiss);
  expect(() => balance('2025-01-01', '2025-03-31', 'WEEK')).toThrow(RollupMiss);
  const days = { grain: 'DAY', zone: 'UTC' } as MetricRollup;
  const asked = { isBalance: false, from: undefined, to: undefined, grain: 'DAY' } as const;
  const at = (zone: string) => spanOf(fact, days, { ...asked, zone, buckets: () => [] });
  expect(at('UTC')).toMatchObject({ whole: {}, rest: [] });
  expect(() => at('Asia/Tokyo')).toThrow(RollupMiss);
});

test('bands of days meet and have no gap', () => {
  expect(ageBand('n', [0, 30])).toBe(
    "(case when n <= 0 then '0' when n <= 30 then '1-30' when n >= 31 then '31+' end)",
  );
});
