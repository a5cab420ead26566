import { exact, sumAmounts } from '@bureau/core';
import fc from 'fast-check';
import {
  discountParts,
  dueDate,
  type DueRule,
  earlyPaymentDiscount,
  instalmentsOf,
  type PaymentTerm,
} from './payment-term.js';

test.each<[string, DueRule, string, string]>([
  ['net 30', { days: 30 }, '2026-01-31', '2026-03-02'],
  ['at once', {}, '2026-01-31', '2026-01-31'],
  ['30 days end of month', { days: 30, isMonthEnd: true }, '2026-01-15', '2026-02-28'],
  ['end of month plus 15', { isMonthEnd: true, daysAfter: 15 }, '2028-02-03', '2028-03-15'],
  ['10th of the month after', { isMonthEnd: true, dayOfMonth: 10 }, '2026-01-10', '2026-02-10'],
  ['next 10th', { dayOfMonth: 10 }, '2026-01-10', '2026-01-10'],
  ['next 31st', { days: 1, dayOfMonth: 31 }, '2026-01-31', '2026-02-28'],
  ['one month', { months: 1 }, '2026-01-31', '2026-02-28'],
])('%s: %j from %s is %s', (_, rule, from, expected) => {
  expect(dueDate(from, rule)).toBe(expected);
});

const THIRDS: PaymentTerm = {
  instalments: [
    { percent: '33.33', due: {} },
    { percent: '33.33', due: { months: 1 } },
    { percent: '33.34', due: { months: 2 } },
  ],
  discount: { percent: '2', due: { days: 10 } },
};

test('instalments sum to the total, in cents and in yen', () => {
  const parts = instalmentsOf(THIRDS, { date: '2026-01-31', total: '100.00' }, 2);
  expect(parts).toEqual([
    { dueOn: '2026-01-31', amount: '33.33' },
    { dueOn: '2026-02-28', amount: '33.33' },
    { dueOn: '2026-03-31', amount: '33.34' },
  ]);
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), (yen) => {
      const found = instalmentsOf(THIRDS, { date: '2026-01-31', total: String(yen) }, 0);
      expect(exact(sumAmounts(found.map(({ amount }) => amount))).equals(yen)).toBe(true);
    }),
  );
  const half = { instalments: [{ percent: '50', due: {} }] };
  expect(() => instalmentsOf(half, { date: '2026-01-31', total: '1' }, 2)).toThrow('sum to 100');
});

test('2 percent within 10 days, and nothing on the eleventh', () => {
  const of = (paidOn: string) =>
    earlyPaymentDiscount(
      THIRDS,
      { documentDate: '2026-01-31', paidOn, total: '119.00' },
      { digits: 2 },
    );
  expect(of('2026-02-10')).toEqual({ amount: '2.38', until: '2026-02-10' });
  expect(of('2026-02-11')).toEqual({ amount: '0.00', until: '2026-02-10' });
});

test('a discount lowers net and taxes in proportion and sums to itself', () => {
  expect(discountParts('2.38', { net: '100.00', taxes: ['19.00'] }, 2)).toEqual({
    net: '2.00',
    taxes: ['0.38'],
  });
  expect(discountParts('0.05', { net: '50.00', taxes: ['3.50', '0.00'] }, 2)).toEqual({
    net: '0.05',
    taxes: ['0.00', '0.00'],
  });
});
