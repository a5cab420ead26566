import { exact, sumAmounts } from '@bureau/core';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { yearFraction } from './day-count.js';
import { type DeferralPlan, deferralSchedule } from './deferral.js';
import {
  accumulatedDepreciation,
  depreciationByUnits,
  type DepreciationPlan,
  depreciationSchedule,
  disposalGain,
} from './depreciation.js';
import { loanSchedule, type LoanTerms } from './loan.js';

describe('depreciation', () => {
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

  test('twice the straight line, then straight: 40, 24, 14.4, 10.8, 10.8 percent', () => {
    const plan = { ...CRANE, salvage: '0', method: 'DECLINING_THEN_STRAIGHT_LINE' } as const;
    expect(byYear(plan, YEARS)).toEqual(['200000', '120000', '72000', '54000', '54000']);
  });

  test('the month of the start counts whole, and thirds of a cent get lost nowhere', () => {
    const plan = {
      ...CRANE,
      cost: '1000',
      salvage: '0',
      months: 36,
      digits: 2,
      start: '2026-03-20',
    };
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
    expect(disposalGain({ cost: '731.00', accumulated: '16.00', proceeds: '700' }, 2)).toBe(
      '-15.00',
    );
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

  test('I32 amounts sum to cost less salvage; book value never rises, is never under it', () => {
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
      { numRuns: 25 },
    );
  });
});

describe('loans', () => {
  const MORTGAGE: LoanTerms = {
    principal: '100000.00',
    yearlyPercent: '6',
    paidOut: '2026-01-31',
    firstPayment: '2026-02-28',
    everyMonths: 1,
    payments: 360,
    kind: 'ANNUITY',
    dayCount: 'PERIODS',
    digits: 2,
  };

  test('100,000 over 30 years at 6 percent is 599.55 a month', () => {
    const rows = loanSchedule(MORTGAGE);
    expect(rows[0]).toEqual({
      on: '2026-02-28',
      payment: '599.55',
      interest: '500.00',
      principal: '99.55',
      balance: '99900.45',
    });
    expect(new Set(rows.slice(0, -1).map(({ payment }) => payment))).toEqual(new Set(['599.55']));
    expect(rows.at(-1)).toMatchObject({ on: '2056-01-28', balance: '0.00' });
  });

  test('three years at 10 percent: 1,000 is 402.11 a year (annuity factor 2.48685)', () => {
    const terms = { ...MORTGAGE, principal: '1000.00', yearlyPercent: '10', everyMonths: 12 };
    const rows = loanSchedule({ ...terms, payments: 3, firstPayment: '2027-01-31' });
    expect(rows.map(({ payment, interest }) => [payment, interest])).toEqual([
      ['402.11', '100.00'],
      ['402.11', '69.79'],
      ['402.13', '36.56'],
    ]);
  });

  test('equal principal, one payment at the end, and no interest at all', () => {
    const year = { ...MORTGAGE, principal: '1200.00', payments: 12 };
    const linear = loanSchedule({ ...year, kind: 'LINEAR' });
    expect(linear[0]).toMatchObject({ payment: '106.00', principal: '100.00', interest: '6.00' });
    expect(linear[11]).toMatchObject({ payment: '100.50', balance: '0.00' });
    const bullet = loanSchedule({ ...year, kind: 'BULLET' });
    expect(bullet[11]).toMatchObject({ payment: '1206.00', principal: '1200.00' });
    const free = loanSchedule({ ...year, yearlyPercent: '0', payments: 7 });
    expect(free.map(({ payment }) => payment)).toEqual([...Array(6).fill('171.43'), '171.42']);
  });

  test('payments on a 31st come back after February', () => {
    const rows = loanSchedule({ ...MORTGAGE, firstPayment: '2026-01-31', payments: 3 });
    expect(rows.map(({ on }) => on)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
  });

  // ISDA 2006 section 4.16; 1 November 2003 until 1 May 2004 is the example of ISDA's memorandum
  // "EMU and market conventions" for actual/actual.
  test.each([
    ['ACT_365', '2003-11-01', '2004-05-01', '182', '365'],
    ['ACT_360', '2003-11-01', '2004-05-01', '182', '360'],
    ['THIRTY_E_360', '2026-01-31', '2026-03-31', '60', '360'],
    ['THIRTY_E_360', '2026-02-28', '2026-03-31', '32', '360'],
  ] as const)('%s from %s until %s is %s / %s', (dayCount, from, until, days, year) => {
    expect(yearFraction(from, until, dayCount).equals(exact(days).div(year))).toBe(true);
  });

  test('actual/actual: 61 days of 2003 over 365, 121 of 2004 over 366', () => {
    const part = yearFraction('2003-11-01', '2004-05-01', 'ACT_ACT');
    expect(part.equals(exact(61).div(365).plus(exact(121).div(366)))).toBe(true);
  });

  test.each([
    [{ principal: '0' }, 'above 0'],
    [{ yearlyPercent: '-1' }, 'not below 0'],
    [{ payments: 0 }, '1 to 1200'],
    [{ everyMonths: 13 }, 'every 1 to 12'],
  ])('terms that cannot be: %j', (change, words) => {
    expect(() => loanSchedule({ ...MORTGAGE, ...change })).toThrow(words);
  });

  test('I33 the loan ends at 0, and interest + principal is the payment, in every form', () => {
    const terms = fc.record({
      principal: fc
        .integer({ min: 1, max: 10 ** 8 })
        .map((cents) => exact(cents).div(100).toFixed(2)),
      yearlyPercent: fc.constantFrom('0', '0.5', '3.875', '12', '24'),
      everyMonths: fc.constantFrom(1, 3, 6, 12),
      payments: fc.integer({ min: 1, max: 60 }),
      kind: fc.constantFrom('ANNUITY' as const, 'LINEAR' as const, 'BULLET' as const),
      dayCount: fc.constantFrom('PERIODS' as const, 'ACT_360' as const, 'THIRTY_E_360' as const),
    });
    fc.assert(
      fc.property(terms, (drawn) => {
        const rows = loanSchedule({ ...MORTGAGE, ...drawn });
        expect(rows).toHaveLength(drawn.payments);
        expect(rows.at(-1)?.balance).toBe('0.00');
        const repaid = sumAmounts(rows.map(({ principal }) => principal));
        expect(exact(repaid).equals(drawn.principal)).toBe(true);
        for (const { payment, interest, principal } of rows) {
          expect(exact(interest).plus(principal).equals(payment)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('deferrals', () => {
  const PLAN: DeferralPlan = {
    amount: '1200.00',
    from: '2026-01-15',
    until: '2027-01-15',
    by: 'MONTH',
    digits: 2,
  };

  test('by month: whole months take a twelfth, the first and the last their part of it', () => {
    const rows = deferralSchedule(PLAN);
    expect(rows).toHaveLength(13);
    expect(rows[0]).toEqual({ on: '2026-01-31', amount: '54.84', rest: '1145.16' });
    expect(rows[1]).toEqual({ on: '2026-02-28', amount: '100.00', rest: '1045.16' });
    expect(rows[12]).toEqual({ on: '2027-01-31', amount: '45.16', rest: '0.00' });
  });

  test('by day: 365 days, February is the shortest', () => {
    const rows = deferralSchedule({
      ...PLAN,
      amount: '365.00',
      from: '2026-01-01',
      until: '2027-01-01',
      by: 'DAY',
    });
    expect(rows.map(({ amount }) => Number(amount))).toEqual([
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
  });

  test('one day is one row; a span without days is refused', () => {
    expect(deferralSchedule({ ...PLAN, until: '2026-01-16' })).toEqual([
      { on: '2026-01-31', amount: '1200.00', rest: '0.00' },
    ]);
    expect(() => deferralSchedule({ ...PLAN, until: PLAN.from })).toThrow('has days');
    expect(() => deferralSchedule({ ...PLAN, until: '2199-01-15' })).toThrow('1200 months');
  });

  test('I37 a schedule sums to the amount, keeps its sign and ends with nothing left', () => {
    const plan = fc.record({
      amount: fc
        .integer({ min: -(10 ** 9), max: 10 ** 9 })
        .map((cents) => exact(cents).div(100).toFixed(2)),
      start: fc.integer({ min: 0, max: 4000 }),
      days: fc.integer({ min: 1, max: 2000 }),
      by: fc.constantFrom('DAY' as const, 'MONTH' as const),
    });
    fc.assert(
      fc.property(plan, ({ amount, start, days, by }) => {
        const from = Temporal.PlainDate.from('2020-01-01').add({ days: start });
        const until = from.add({ days }).toString();
        const rows = deferralSchedule({ amount, from: from.toString(), until, by, digits: 2 });
        expect(exact(sumAmounts(rows.map((row) => row.amount))).equals(amount)).toBe(true);
        expect(rows.at(-1)?.rest).toBe('0.00');
        for (const row of rows) expect(exact(row.amount).times(amount).gte(0)).toBe(true);
      }),
    );
  });
});
