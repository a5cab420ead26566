import { exact, sumAmounts } from '@bureau/core';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { type DeferralPlan, deferralSchedule } from './deferral.js';

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
