import { lastDayOf, reminderOf, renewedUntil } from './validity.js';

test.each([
  ['2026-03-01', 12, '2027-02-28'],
  ['2023-03-01', 12, '2024-02-29'],
  ['2026-01-01', 24, '2027-12-31'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2026-03-31', 1, '2026-04-30'],
  ['2026-05-15', 36, '2029-05-14'],
])('%s and %i months end on %s', (first, months, last) => {
  expect(lastDayOf(first, months)).toBe(last);
});

test.each([
  ['in time: from the day after the old end', '2026-06-30', '2026-06-01', '2028-06-30'],
  ['on the last day', '2026-06-30', '2026-06-30', '2028-06-30'],
  ['late: from the new paper', '2026-06-30', '2026-07-02', '2028-07-01'],
  ['the old one was for ever', null, '2026-07-02', '2028-07-01'],
])('renewed %s', (_, validUntil, issuedOn, until) => {
  expect(renewedUntil({ validUntil }, issuedOn, 24)).toBe(until);
});

test('what is good for ever stays so', () => {
  expect(renewedUntil({ validUntil: '2026-06-30' }, '2026-06-01', null)).toBeNull();
});

test.each([
  [61, undefined],
  [60, 60],
  [31, 60],
  [30, 30],
  [8, 30],
  [7, 7],
  [0, 7],
  [-1, undefined],
])('%i days before the end: the reminder of %s', (left, reminder) => {
  expect(reminderOf(left)).toBe(reminder);
});
