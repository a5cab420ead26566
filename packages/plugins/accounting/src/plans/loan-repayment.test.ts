import { exact, sumAmounts } from '@bureau/core';
import fc from 'fast-check';
import { loanSchedule, type LoanTerms } from './loan.js';
import { type LoanRepayment, repayLoan } from './loan-repayment.js';

/** 10,000 at 6 percent, ten payments of 1,027.71; after the third one 7,052.18 is owed. */
const LOAN: LoanTerms = {
  ...{ principal: '10000.00', yearlyPercent: '6', paidOut: '2026-01-01' },
  ...{ firstPayment: '2026-02-01', everyMonths: 1, payments: 10, kind: 'ANNUITY' },
  ...{ dayCount: 'PERIODS', digits: 2 },
};

/** The repayment after some payments of a plan. */
function after(
  terms: LoanTerms,
  paid: number,
  wish: Pick<LoanRepayment, 'on' | 'principal' | 'effect'>,
) {
  const plan = loanSchedule(terms);
  const last = plan[paid - 1];
  const from = last?.on ?? terms.paidOut;
  const days = plan.slice(paid).map(({ on }) => on);
  const next = plan[paid] ?? { payment: '0', principal: '0' };
  return repayLoan(terms, {
    ...{ owed: last?.balance ?? terms.principal, from, stepFrom: from, days, next },
    ...wish,
  });
}

const cells = (rows: readonly { payment: string; interest: string; balance: string }[]) =>
  rows.map(({ payment, interest, balance }) => [payment, interest, balance]);

describe('2,000 of it are paid back on 16 April, half a month after the third payment', () => {
  const wish = { on: '2026-04-16', principal: '2000' };

  test('the interest to the day is 15 of 30 days: 7,052.18 x 0.5 % x 15/30', () => {
    const { repaid } = after(LOAN, 3, { ...wish, effect: 'LOWER_PAYMENTS' });
    expect(repaid).toEqual({
      ...{ on: '2026-04-16', payment: '2017.63', interest: '17.63', principal: '2000.00' },
      balance: '5052.18',
    });
  });

  test('LOWER_PAYMENTS: seven payments of 734.42, the first with half a month of interest', () => {
    const { rest } = after(LOAN, 3, { ...wish, effect: 'LOWER_PAYMENTS' });
    expect(rest[0]?.on).toBe('2026-05-01');
    expect(cells(rest)).toEqual([
      ['734.42', '12.63', '4330.39'],
      ['734.42', '21.65', '3617.62'],
      ['734.42', '18.09', '2901.29'],
      ['734.42', '14.51', '2181.38'],
      ['734.42', '10.91', '1457.87'],
      ['734.42', '7.29', '730.74'],
      ['734.39', '3.65', '0.00'],
    ]);
  });

  test('FEWER_PAYMENTS: 1,027.71 as before, and the fifth one is the last', () => {
    const { rest } = after(LOAN, 3, { ...wish, effect: 'FEWER_PAYMENTS' });
    expect(cells(rest)).toEqual([
      ['1027.71', '12.63', '4037.10'],
      ['1027.71', '20.19', '3029.58'],
      ['1027.71', '15.15', '2017.02'],
      ['1027.71', '10.09', '999.40'],
      ['1004.40', '5.00', '0.00'],
    ]);
  });

  test('all of it: what is owed and the interest to the day, and no payment is left', () => {
    const whole = { on: '2026-04-16', principal: '7052.18', effect: 'LOWER_PAYMENTS' } as const;
    const { repaid, rest } = after(LOAN, 3, whole);
    expect([repaid.payment, repaid.balance, rest]).toEqual(['7069.81', '0.00', []]);
  });
});

test.each([
  // Equal principal of 1,000; half of what is owed is paid on 16 March, 15 of 31 days into a step.
  ['LINEAR', 'PERIODS', 'LOWER_PAYMENTS', '4000', '19.35', '500.00', 8],
  ['LINEAR', 'PERIODS', 'FEWER_PAYMENTS', '4000', '19.35', '1000.00', 4],
  // 8,000 x 6 % x 15 days: over 365, and over 360 by months of 30 days.
  ['LINEAR', 'ACT_365', 'LOWER_PAYMENTS', '4000', '19.73', '500.00', 8],
  ['LINEAR', 'THIRTY_E_360', 'LOWER_PAYMENTS', '4000', '20.00', '500.00', 8],
  ['BULLET', 'PERIODS', 'LOWER_PAYMENTS', '5000', '24.19', '0.00', 8],
] as const)('%s by %s, %s', (kind, dayCount, effect, principal, interest, next, count) => {
  const terms = { ...LOAN, kind, dayCount };
  const { repaid, rest } = after(terms, 2, { on: '2026-03-16', principal, effect });
  expect([repaid.interest, rest[0]?.principal, rest.length]).toEqual([interest, next, count]);
});

test('I33 paid early in part, any day: the rest ends at 0, and interest counts once', () => {
  const drawn = fc.record({
    kind: fc.constantFrom('ANNUITY' as const, 'LINEAR' as const, 'BULLET' as const),
    yearlyPercent: fc.constantFrom('0', '3.875', '24'),
    dayCount: fc.constantFrom('PERIODS' as const, 'ACT_360' as const, 'ACT_ACT' as const),
    effect: fc.constantFrom('LOWER_PAYMENTS' as const, 'FEWER_PAYMENTS' as const),
    paid: fc.integer({ min: 0, max: 9 }),
    days: fc.integer({ min: 0, max: 27 }),
    cents: fc.integer({ min: 1, max: 100_000 }),
  });
  fc.assert(
    fc.property(drawn, ({ paid, days, cents, effect, ...terms }) => {
      const loan = { ...LOAN, ...terms };
      const plan = loanSchedule(loan);
      const last = plan[paid - 1] ?? { on: loan.paidOut, balance: loan.principal };
      const on = last.on.slice(0, 8) + String(1 + days).padStart(2, '0');
      const wanted = exact(cents).div(100);
      const principal = wanted.greaterThan(last.balance) ? last.balance : wanted.toFixed(2);
      const { repaid, rest } = after(loan, paid, { on, principal, effect });
      expect(rest.at(-1)?.balance ?? repaid.balance).toBe('0.00');
      const sum = sumAmounts([repaid, ...rest].map((row) => row.principal));
      expect(exact(sum).equals(last.balance)).toBe(true);
      for (const row of rest) {
        expect(exact(row.interest).plus(row.principal).equals(row.payment)).toBe(true);
      }
      // On the day of the last payment no interest has come up since.
      if (days === 0) expect(Number(repaid.interest)).toBe(0);
      // What comes early saves interest, and costs none.
      const planned = exact(sumAmounts(plan.slice(paid).map(({ interest }) => interest)));
      const now = sumAmounts([repaid, ...rest].map(({ interest }) => interest));
      expect(planned.plus('0.02').greaterThanOrEqualTo(now)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['0', '2026-04-16', 'above 0'],
  ['7052.19', '2026-04-16', 'at most 7052.18'],
  ['1', '2026-03-31', 'not from'],
  ['1', '2026-05-01', 'not from'],
])('%s on %s cannot be', (principal, on, words) => {
  const wish = { principal, on, effect: 'LOWER_PAYMENTS' as const };
  expect(() => after(LOAN, 3, wish)).toThrow(words);
});
