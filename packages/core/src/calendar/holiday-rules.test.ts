import { dayOfRule, easterSunday, type HolidayRule, isCompleteRule } from './holiday-rules.js';

test.each([
  // Dates of Easter Sunday as published, early, late and in a century year.
  [1818, '1818-03-22'],
  [1943, '1943-04-25'],
  [2000, '2000-04-23'],
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2038, '2038-04-25'],
])('Easter of %s is %s', (year, day) => {
  expect(easterSunday(year).toString()).toBe(day);
});

const weekday = (month: number, number: number, nth: number): HolidayRule => ({
  ...{ name: 'x', kind: 'WEEKDAY', month, weekday: number, nth },
});

test.each<[HolidayRule, number, string | null]>([
  [{ name: 'x', kind: 'FIXED', month: 5, day: 1 }, 2026, '2026-05-01'],
  [{ name: 'x', kind: 'FIXED', month: 2, day: 29 }, 2026, null],
  [{ name: 'x', kind: 'FIXED', month: 2, day: 29 }, 2028, '2028-02-29'],
  [{ name: 'x', kind: 'EASTER', offset: -2 }, 2026, '2026-04-03'],
  [{ name: 'x', kind: 'EASTER', offset: 50 }, 2026, '2026-05-25'],
  [weekday(9, 1, 1), 2026, '2026-09-07'],
  [weekday(11, 4, 4), 2026, '2026-11-26'],
  [weekday(5, 1, -1), 2026, '2026-05-25'],
  [weekday(2, 1, 5), 2026, null],
  [weekday(3, 1, 5), 2026, '2026-03-30'],
])('%j in %s is %s', (rule, year, day) => {
  expect(dayOfRule(rule, year)).toBe(day);
});

test.each<[HolidayRule, boolean]>([
  [{ name: 'x', kind: 'FIXED', month: 2, day: 29 }, true],
  [{ name: 'x', kind: 'FIXED', month: 2, day: 30 }, false],
  [{ name: 'x', kind: 'FIXED', month: 13, day: 1 }, false],
  [{ name: 'x', kind: 'EASTER' }, false],
  [weekday(5, 8, 1), false],
  [weekday(5, 1, 0), false],
  [weekday(5, 1, -5), true],
])('%j is complete: %s', (rule, isComplete) => {
  expect(isCompleteRule(rule)).toBe(isComplete);
});
