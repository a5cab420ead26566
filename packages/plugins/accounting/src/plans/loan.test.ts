import { exact, sumAmounts } from '@bureau/core';
import fc from 'fast-check';
import { yearFraction } from './day-count.js';
import { loanSchedule, type LoanTerms } from './loan.js';

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
