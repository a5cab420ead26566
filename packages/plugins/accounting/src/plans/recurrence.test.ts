import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { type Recurrence, recurringDates } from './recurrence.js';

const MONTHLY: Recurrence = { frequency: 'MONTHLY', interval: 1, start: '2027-10-31' };
const year = (from: string) => ({
  from,
  until: Temporal.PlainDate.from(from).add({ years: 1 }).toString(),
});

test('a 31st is the last day of shorter months and comes back after them', () => {
  expect(recurringDates(MONTHLY, { from: '2027-01-01', until: '2028-04-01' })).toEqual([
    '2027-10-31',
    '2027-11-30',
    '2027-12-31',
    '2028-01-31',
    '2028-02-29',
    '2028-03-31',
  ]);
});

test('month ends from a 30th of April, quarters, leap days, weeks', () => {
  const ends = { ...MONTHLY, start: '2026-04-30', isMonthEnd: true };
  expect(recurringDates(ends, year('2026-04-01')).slice(0, 2)).toEqual([
    '2026-04-30',
    '2026-05-31',
  ]);
  const quarters = { ...MONTHLY, interval: 3, start: '2026-01-31' };
  expect(recurringDates(quarters, year('2026-01-01'))).toEqual([
    '2026-01-31',
    '2026-04-30',
    '2026-07-31',
    '2026-10-31',
  ]);
  const leap = { ...MONTHLY, frequency: 'YEARLY' as const, start: '2028-02-29' };
  expect(recurringDates(leap, { from: '2028-01-01', until: '2033-01-01' })).toEqual([
    '2028-02-29',
    '2029-02-28',
    '2030-02-28',
    '2031-02-28',
    '2032-02-29',
  ]);
  const weeks = { ...MONTHLY, frequency: 'WEEKLY' as const, interval: 2, start: '2026-01-02' };
  expect(recurringDates(weeks, { from: '2026-01-03', until: '2026-02-01' })).toEqual([
    '2026-01-16',
    '2026-01-30',
  ]);
});

test('until is a day of it, count counts from the start', () => {
  const until = { ...MONTHLY, until: '2027-12-31' };
  expect(recurringDates(until, year('2027-11-01'))).toEqual(['2027-11-30', '2027-12-31']);
  const count = { ...MONTHLY, count: 3 };
  expect(recurringDates(count, year('2027-11-01'))).toEqual(['2027-11-30', '2027-12-31']);
});

test('what cannot be is refused', () => {
  expect(() => recurringDates({ ...MONTHLY, interval: 0 }, year('2027-01-01'))).toThrow('interval');
  const daily = { ...MONTHLY, frequency: 'DAILY' as const };
  const span = { from: '2027-01-01', until: '2031-01-01' };
  expect(() => recurringDates(daily, span)).toThrow('at most 1000 dates');
});

test('monthly dates are the start plus so many months, whatever the span that is asked', () => {
  const drawn = fc.record({
    day: fc.integer({ min: 0, max: 400 }),
    interval: fc.integer({ min: 1, max: 6 }),
    skip: fc.integer({ min: 0, max: 300 }),
  });
  fc.assert(
    fc.property(drawn, ({ day, interval, skip }) => {
      const start = Temporal.PlainDate.from('2027-01-01').add({ days: day });
      const span = year(start.add({ days: skip }).toString());
      const rule = { ...MONTHLY, interval, start: start.toString() };
      const expected = Array.from({ length: 40 }, (_, at) =>
        start.add({ months: at * interval }).toString(),
      ).filter((date) => date >= span.from && date < span.until);
      expect(recurringDates(rule, span)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});
