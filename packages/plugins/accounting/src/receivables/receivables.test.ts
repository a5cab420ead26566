import { exact, sumAmounts } from '@bureau/core';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { ageItems, type AgedItem } from './ageing.js';
import { dueLevel, type DunnedItem, type DunningLevel, lateInterest } from './dunning.js';
import {
  discountParts,
  dueDate,
  type DueRule,
  earlyPaymentDiscount,
  instalmentsOf,
  type PaymentTerm,
} from './payment-term.js';

describe('terms of payment', () => {
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
});

describe('ageing', () => {
  const item = (dueOn: string | null, open: string, more: Partial<AgedItem> = {}): AgedItem => ({
    partyId: 'a',
    currency: 'EUR',
    documentOn: '2026-01-01',
    dueOn,
    open,
    ...more,
  });

  test('the bounds belong to the younger bucket; credits stand apart', () => {
    const items = [
      item('2026-06-30', '1.00'),
      item('2026-06-29', '2.00'),
      item('2026-05-31', '4.00'),
      item('2026-05-30', '8.00'),
      item('2026-04-01', '16.00'),
      item('2026-03-31', '32.00'),
      item('2026-01-01', '-5.00'),
      item(null, '-7.00'),
    ];
    const [party] = ageItems(items, { asOf: '2026-06-30', basis: 'DUE' });
    expect(party).toEqual({
      partyId: 'a',
      currency: 'EUR',
      buckets: ['1', '6', '8', '16', '32'],
      credits: '-12',
      total: '51',
    });
  });

  test('by the date of the document, and one row a party and currency', () => {
    const items = [item(null, '3.00', { partyId: 'b', currency: 'USD' }), item(null, '1.00')];
    const found = ageItems(items, { asOf: '2026-03-05', basis: 'DOCUMENT', bounds: [30] });
    expect(found.map(({ partyId, buckets }) => [partyId, buckets])).toEqual([
      ['a', ['0', '1']],
      ['b', ['0', '3']],
    ]);
  });

  test('I16 buckets and credits sum to the control account, no bucket is below 0', () => {
    const one = fc.record({
      partyId: fc.constantFrom('a', 'b', 'c'),
      currency: fc.constantFrom('EUR', 'USD'),
      documentOn: fc.constant('2026-01-01'),
      dueOn: fc
        .integer({ min: 0, max: 900 })
        .map((days) => Temporal.PlainDate.from('2025-01-01').add({ days }).toString()),
      open: fc
        .integer({ min: -(10 ** 6), max: 10 ** 8 })
        .map((cents) => exact(cents).div(100).toFixed(2)),
    });
    fc.assert(
      fc.property(
        fc.array(one),
        fc.constantFrom('DUE' as const, 'DOCUMENT' as const),
        (items, basis) => {
          const found = ageItems(items, { asOf: '2026-06-30', basis });
          for (const { buckets, credits, total } of found) {
            expect(sumAmounts([...buckets, credits])).toBe(total);
            expect(buckets.some((bucket) => bucket.startsWith('-'))).toBe(false);
          }
          expect(sumAmounts(found.map(({ total }) => total))).toBe(
            sumAmounts(items.map(({ open }) => open)),
          );
        },
      ),
    );
  });
});

describe('dunning', () => {
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
});
