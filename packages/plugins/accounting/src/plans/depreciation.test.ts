import { exact, sumAmounts } from '@bureau/core';
import fc from 'fast-check';
import {
  accumulatedDepreciation,
  depreciationByUnits,
  type DepreciationPlan,
  depreciationSchedule,
  disposalGain,
} from './depreciation.js';

/** The crane of Stanley Coal Mines (Kieso, Intermediate Accounting, chapter 11). */
const CRANE: DepreciationPlan = {
  cost: '500000',
  salvage: '50000',
  method: 'STRAIGHT_LINE',
  start: '2026-01-01',
  months: 60,
  proration: 'MONTHS',
  digits: 0,
};

function byYear(plan: DepreciationPlan, years: readonly string[]): string[] {
  const ends = years.map((year) => accumulatedDepreciation(plan, `${year}-12-31`));
  return ends.map((end, at) =>
    exact(end)
      .minus(ends[at - 1] ?? 0)
      .toFixed(),
  );
}
const YEARS = ['2026', '2027', '2028', '2029', '2030'];

test.each([
  ['STRAIGHT_LINE', ['90000', '90000', '90000', '90000', '90000']],
  ['SUM_OF_YEARS', ['150000', '120000', '90000', '60000', '30000']],
  ['DECLINING', ['200000', '120000', '72000', '43200', '14800']],
  ['DECLINING_THEN_STRAIGHT_LINE', ['200000', '120000', '72000', '43200', '14800']],
] as const)('Kieso chapter 11: %s', (method, expected) => {
  expect(byYear({ ...CRANE, method }, YEARS)).toEqual(expected);
});

test('Kieso chapter 11: 4,000 of 30,000 hours take 60,000; beyond the life, the rest', () => {
  const plan = { ...CRANE, lifeUnits: '30000' };
  expect(depreciationByUnits(plan, '4000')).toBe('60000');
  expect(depreciationByUnits(plan, '31000')).toBe('450000');
  expect(() => depreciationByUnits({ ...plan, lifeUnits: '0' }, '1')).toThrow(RangeError);
});

test('twice the straight line, then straight: 40, 24, 14.4, 10.8, 10.8 percent of the cost', () => {
  const plan = { ...CRANE, salvage: '0', method: 'DECLINING_THEN_STRAIGHT_LINE' } as const;
  expect(byYear(plan, YEARS)).toEqual(['200000', '120000', '72000', '54000', '54000']);
});

test('the month of the start counts whole, and thirds of a cent get lost nowhere', () => {
  const plan = { ...CRANE, cost: '1000', salvage: '0', months: 36, digits: 2, start: '2026-03-20' };
  const rows = depreciationSchedule(plan);
  expect(rows).toHaveLength(36);
  expect(rows.slice(0, 3).map(({ on, amount }) => [on, amount])).toEqual([
    ['2026-03-31', '27.78'],
    ['2026-04-30', '27.78'],
    ['2026-05-31', '27.77'],
  ]);
  expect(rows.at(-1)).toMatchObject({ on: '2029-02-28', bookValue: '0.00' });
});

test('by days, a leap year has 366 of them and the last month takes what is left of it', () => {
  const plan: DepreciationPlan = {
    ...CRANE,
    cost: '731.00',
    salvage: '0',
    months: 24,
    digits: 2,
    start: '2027-03-16',
    proration: 'DAYS',
  };
  const rows = depreciationSchedule(plan);
  expect(rows[0]).toEqual({
    on: '2027-03-31',
    amount: '16.00',
    accumulated: '16.00',
    bookValue: '715.00',
  });
  expect(rows.find(({ on }) => on === '2028-02-29')?.amount).toBe('29.00');
  expect(rows.at(-1)).toMatchObject({ on: '2029-03-31', amount: '15.00', bookValue: '0.00' });
  expect(accumulatedDepreciation(plan, '2027-03-15')).toBe('0.00');
  expect(disposalGain({ cost: '731.00', accumulated: '16.00', proceeds: '700' }, 2)).toBe('-15.00');
});

test.each([
  [{ months: 0 }, 'useful life'],
  [{ salvage: '500000.01' }, 'salvage'],
  [{ method: 'SUM_OF_YEARS', months: 30 }, 'whole years'],
  [{ method: 'DECLINING', yearlyPercent: '0' }, 'yearly rate'],
] as const)('a plan that cannot be: %j', (change, words) => {
  expect(() => accumulatedDepreciation({ ...CRANE, ...change }, '2026-12-31')).toThrow(words);
});

const plans: fc.Arbitrary<DepreciationPlan> = fc
  .record({
    cost: fc.integer({ min: 1, max: 10 ** 9 }),
    keep: fc.integer({ min: 0, max: 100 }),
    method: fc.constantFrom(
      'STRAIGHT_LINE' as const,
      'SUM_OF_YEARS' as const,
      'DECLINING' as const,
      'DECLINING_THEN_STRAIGHT_LINE' as const,
    ),
    years: fc.integer({ min: 1, max: 12 }),
    odd: fc.integer({ min: 0, max: 11 }),
    day: fc.integer({ min: 1, max: 31 }),
    proration: fc.constantFrom('MONTHS' as const, 'DAYS' as const),
    yearlyPercent: fc.option(fc.constantFrom('12.5', '20', '30', '150'), { nil: undefined }),
  })
  .map(({ cost, keep, years, odd, day, method, yearlyPercent, ...rest }) => ({
    ...rest,
    method,
    cost: exact(cost).div(100).toFixed(2),
    salvage: exact(cost).times(keep).div(100).floor().div(100).toFixed(2),
    months: years * 12 + (method === 'SUM_OF_YEARS' ? 0 : odd),
    start: `2027-12-${String(day).padStart(2, '0')}`,
    digits: 2,
    ...(yearlyPercent === undefined ? {} : { yearlyPercent }),
  }));

test('I32 amounts sum to cost less salvage; the book value never rises, never is under it', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const rows = depreciationSchedule(plan);
      const base = exact(plan.cost).minus(plan.salvage);
      expect(exact(sumAmounts(rows.map(({ amount }) => amount))).equals(base)).toBe(true);
      for (const { amount, bookValue } of rows) {
        expect(exact(amount).isNegative()).toBe(false);
        expect(exact(bookValue).greaterThanOrEqualTo(plan.salvage)).toBe(true);
      }
      expect(rows.length).toBeLessThanOrEqual(plan.months + 1);
    }),
    { numRuns: 40 },
  );
});
