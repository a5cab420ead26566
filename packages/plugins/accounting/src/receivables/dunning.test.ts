import { dueLevel, type DunnedItem, type DunningLevel, lateInterest } from './dunning.js';

const LEVELS: readonly DunningLevel[] = [
  { afterDays: 5, gapDays: 0 },
  { afterDays: 20, gapDays: 10, fee: '5.00' },
  { afterDays: 40, gapDays: 10, fee: '10.00' },
];
const ITEM: DunnedItem = { dueOn: '2026-01-31', open: '100.00', level: 0 };

test.each<[string, Partial<DunnedItem>, string, number | undefined]>([
  ['too early', {}, '2026-02-04', undefined],
  ['first notice', {}, '2026-02-05', 1],
  ['first notice first, however late', {}, '2026-12-31', 1],
  ['gap', { level: 1, lastNoticeOn: '2026-02-15' }, '2026-02-24', undefined],
  ['second notice', { level: 1, lastNoticeOn: '2026-02-15' }, '2026-02-25', 2],
  ['after the last', { level: 3 }, '2026-12-31', undefined],
  ['in dispute', { isPaused: true }, '2026-12-31', undefined],
  ['a credit', { open: '-1.00' }, '2026-12-31', undefined],
  ['paid', { open: '0.00' }, '2026-12-31', undefined],
])('%s', (_, change, on, expected) => {
  expect(dueLevel({ ...ITEM, ...change }, LEVELS, on)).toBe(expected);
});

test('nobody is reminded on the due day itself', () => {
  expect(dueLevel(ITEM, [{ afterDays: 0, gapDays: 0 }], '2026-01-31')).toBeUndefined();
});

// Rates of Directive 2011/7/EU for 2023: 2.50 and 4.00 percent of reference, plus eight points.
const RATES = [
  { from: '2023-01-01', yearlyPercent: '10.50' },
  { from: '2023-07-01', yearlyPercent: '12.00' },
];

test('late interest by the rates of each half-year: 30 days of June, 31 of July', () => {
  const debt = { open: '10000.00', dueOn: '2023-05-31', until: '2023-08-01' };
  // 10,000 x (10.5 % x 30 + 12 % x 31) / 365 = 86.3013... + 101.9178...
  expect(lateInterest(debt, RATES, { digits: 2 })).toBe('188.22');
  expect(lateInterest(debt, RATES, { digits: 2, dayCount: 'ACT_360' })).toBe('190.83');
});

test('no interest before a rate, on the due day, or without delay', () => {
  const debt = { open: '10000.00', dueOn: '2023-01-31', until: '2023-02-01' };
  expect(lateInterest(debt, RATES, { digits: 2 })).toBe('0.00');
  expect(lateInterest({ ...debt, dueOn: '2022-01-31' }, RATES, { digits: 2 })).toBe('89.18');
});
