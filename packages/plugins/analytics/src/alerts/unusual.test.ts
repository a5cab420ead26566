import { judge, type AlertRule } from './judge.js';
import { median, unusual } from './unusual.js';

const day = (at: number) => new Date(Date.UTC(2025, 0, 6 + at)).toISOString().slice(0, 10);
const month = (at: number) => new Date(Date.UTC(2020, at, 1)).toISOString().slice(0, 10);
const series = (values: readonly (number | string)[], of = day) =>
  values.map((value, at) => ({ start: of(at), value: String(value) }));

test('worked example: modified z-score of Iglewicz and Hoaglin', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  // Median 3.19; absolute deviations .02 .02 .03 .04 .06 .07 .09 .10 .15 .17, their median .065.
  // 6.09 lies 2.9 away: 0.6745 x 2.9 / 0.065 = 30.09.
  const usual = [3.13, 3.16, 3.23, 3.34, 3.17, 3.02, 3.28, 3.29, 3.21, 3.12];
  const found = unusual(series([...usual, 6.09]), 'WEEK');
  expect(found).toEqual({ expected: '3.19', score: 30.09 });
  expect(Math.abs(unusual(series([...usual, 3.2]), 'WEEK')?.score ?? 9)).toBeLessThan(1);
});

test('a few wild figures before do not hide the next one', () => {
  const before = [10, 11, 9, 10, 500, 11, 10, 9, 480, 10, 11];
  expect(unusual(series([...before, 490]), 'WEEK')?.score).toBeGreaterThan(100);
});

test('too few figures say nothing; equal ones say that a change is one', () => {
  expect(unusual(series([1, 2, 3, 4, 5, 6, 7, 100]), 'WEEK')).toBeUndefined();
  expect(unusual(series([5, 5, 5, 5, 5, 5, 5, 5, 5]), 'WEEK')?.score).toBe(0);
  expect(unusual(series([5, 5, 5, 5, 5, 5, 5, 5, 6]), 'WEEK')?.score).toBe(1_000);
  // Most are equal: one mean deviation of 1/8, so 2 lies 1 / (1.253314 / 8) = 6.38 away.
  expect(unusual(series([1, 1, 1, 1, 1, 1, 1, 2, 2]), 'WEEK')?.score).toBe(6.38);
});

test('days are compared with the same day of the week', () => {
  // Six weeks: nobody works on Saturday and Sunday.
  const week = [100, 101, 99, 100, 102, 0, 0];
  const weeks = Array.from({ length: 6 }, () => week).flat();
  const saturday = weeks.slice(0, 5 * 7 + 5);
  expect(unusual(series([...saturday, 0]), 'DAY')?.score).toBe(0);
  expect(unusual(series([...saturday, 100]), 'DAY')?.score).toBeGreaterThan(3.5);
  // Without the seasons, no work on a Monday would be as usual as on a Sunday.
  expect(unusual(series([...weeks, 0]), 'DAY')?.score).toBeLessThan(-3.5);
});

test('months are compared with the same month once there are three of each', () => {
  const year = [10, 11, 10, 12, 11, 10, 11, 10, 12, 11, 10, 60];
  const years = Array.from({ length: 4 }, () => year).flat();
  const november = years.slice(0, 47);
  expect(unusual(series([...november, 60], month), 'MONTH')?.score).toBe(0);
  expect(unusual(series([...november, 11], month), 'MONTH')?.expected).toBe('60');
  // Two Decembers are too few: then a December is as any month.
  const short = years.slice(0, 35);
  expect(unusual(series([...short, 60], month), 'MONTH')?.score).toBeGreaterThan(3.5);
});

const above: AlertRule = {
  ...{ kind: 'ABOVE', grain: 'MONTH', threshold: '100', clearAt: '90', sensitivity: '3.5' },
};
const at = (value: string | null) => [{ start: '2025-01-01', value }];

test.each([
  ['100', false, 'KEEP'],
  ['100.000001', false, 'RAISE'],
  ['95', false, 'KEEP'],
  ['95', true, 'KEEP'],
  ['90', true, 'CLEAR'],
  ['101', true, 'KEEP'],
])('ABOVE 100, over at 90: %s, raised %s: %s', (value, isRaised, is) => {
  expect(judge(above, at(value), isRaised)?.is).toBe(is);
});

test('BELOW is the other way round; without a figure there is nothing to judge', () => {
  const below: AlertRule = { ...above, kind: 'BELOW', clearAt: null };
  expect(judge(below, at('99'), false)?.is).toBe('RAISE');
  expect(judge(below, at('100'), true)?.is).toBe('CLEAR');
  expect(judge(above, at(null), false)).toBeUndefined();
  expect(judge(above, [], false)).toBeUndefined();
});

test('UNUSUAL is over well inside its bound only', () => {
  const rule: AlertRule = { ...above, kind: 'UNUSUAL', grain: 'WEEK', threshold: null };
  const usual = [10, 11, 9, 10, 11, 9, 10, 11, 9, 10];
  const is = (last: number, isRaised: boolean) =>
    judge(rule, series([...usual, last]), isRaised)?.is;
  // Spread 1: a score of 0.6745 for each.
  expect([is(16, false), is(15, false)]).toEqual(['RAISE', 'KEEP']);
  expect([is(15, true), is(13, true)]).toEqual(['KEEP', 'CLEAR']);
});
