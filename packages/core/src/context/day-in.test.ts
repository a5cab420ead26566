import { dayIn } from './day-in.js';

test('the day is that of the zone, also in the seconds around midnight', () => {
  const last = new Date('2026-03-28T22:59:59.999Z');
  const first = new Date('2026-03-28T23:00:00.000Z');
  expect([dayIn('Europe/Berlin', last), dayIn('Europe/Berlin', last)]).toEqual([
    '2026-03-28',
    '2026-03-28',
  ]);
  expect(dayIn('Europe/Berlin', first)).toBe('2026-03-29');
  expect(dayIn('UTC', first)).toBe('2026-03-28');
  expect(dayIn('Pacific/Kiritimati', first)).toBe('2026-03-29');
  expect(dayIn('Europe/Berlin', last)).toBe('2026-03-28');
});
