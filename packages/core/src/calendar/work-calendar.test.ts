import { type CalendarData, OutOfRange, WorkCalendar } from './work-calendar.js';

const HOUR = 3_600_000;

function calendar(data: Partial<CalendarData> = {}): WorkCalendar {
  return new WorkCalendar({
    timeZone: 'Europe/Berlin',
    windows: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 9 * 60, to: 17 * 60 })),
    holidays: new Map([
      ['2026-12-24', { isHalfDay: true }],
      ['2026-12-25', { isHalfDay: false }],
    ]),
    range: { from: '2026-01-01', to: '2027-02-01' },
    ...data,
  });
}

const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 1_440 }));
const at = (text: string) => new Date(text);

test('spans are half-open, days and instants alike', () => {
  const work = calendar();
  expect(work.workingDays('2026-06-01', '2026-06-06')).toBe(5);
  expect(work.workingDays('2026-06-06', '2026-06-08')).toBe(0);
  expect(work.workingDays('2026-06-05', '2026-06-05')).toBe(0);
  // 17:00 on Friday is out; the next opening is Monday at nine.
  expect(work.nextOpening(at('2026-06-05T15:00:00Z'))).toEqual(at('2026-06-08T07:00:00Z'));
  expect(work.nextOpening(at('2026-06-05T14:59:59Z'))).toEqual(at('2026-06-05T14:59:59Z'));
});

test('time that is used up exactly at closing is due on the closing minute', () => {
  const work = calendar();
  expect(work.due(at('2026-06-05T07:00:00Z'), 8 * HOUR)).toEqual(at('2026-06-05T15:00:00Z'));
  expect(work.due(at('2026-06-05T07:00:00Z'), 8 * HOUR + 1)).toEqual(
    at('2026-06-08T07:00:00.001Z'),
  );
  expect(work.due(at('2026-06-06T12:00:00Z'), 0)).toEqual(at('2026-06-06T12:00:00Z'));
});

test('a holiday is free, a half day ends at noon of the place', () => {
  const work = calendar();
  expect(work.isWorkingDay('2026-12-24')).toBe(true);
  expect(work.isWorkingDay('2026-12-25')).toBe(false);
  const [from, to] = [at('2026-12-24T00:00:00Z'), at('2026-12-26T00:00:00Z')];
  expect(work.workingTime(from, to)).toBe(3 * HOUR);
  expect(work.addWorkingDays('2026-12-23', 2)).toBe('2026-12-28');
  expect(work.addWorkingDays('2026-12-28', -2)).toBe('2026-12-23');
  expect(work.addWorkingDays('2026-12-25', 0)).toBe('2026-12-28');
});

test('a night shift is two windows: until 24:00 and on', () => {
  const work = calendar({
    windows: [
      { weekday: 1, from: 22 * 60, to: 1_440 },
      { weekday: 2, from: 0, to: 6 * 60 },
    ],
  });
  const [from, to] = [at('2026-06-01T00:00:00Z'), at('2026-06-03T00:00:00Z')];
  expect(work.workingTime(from, to)).toBe(8 * HOUR);
  expect(work.due(at('2026-06-01T20:00:00Z'), 8 * HOUR)).toEqual(at('2026-06-02T04:00:00Z'));
});

test('a day has 23 hours in spring and 25 in autumn', () => {
  const work = calendar({ windows: always, holidays: new Map() });
  const day = (from: string, to: string) => work.workingTime(at(from), at(to));
  expect(day('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toBe(23 * HOUR);
  expect(day('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).toBe(25 * HOUR);
});

test.each([
  // Berlin leaves 02:00 to 03:00 out on 29 March: 02:30 is read with the offset before, 03:30.
  ['2026-03-29', 150, 240, '2026-03-29T01:30:00.000Z', 0.5],
  // A window that lies in the hour that is left out, and one after it, count once.
  ['2026-03-29', 120, 150, '2026-03-29T01:00:00.000Z', 0.5],
  // 02:00 to 03:00 comes twice on 25 October: 02:30 is the first one.
  ['2026-10-25', 150, 240, '2026-10-25T00:30:00.000Z', 2.5],
  ['2026-10-25', 60, 150, '2026-10-24T23:00:00.000Z', 1.5],
])('%s from minute %s to %s opens at %s for %s h', (day, from, to, opens, hours) => {
  const work = calendar({ windows: [{ weekday: 7, from, to }], holidays: new Map() });
  const midnight = at(`${day}T00:00:00Z`).valueOf();
  const [start, end] = [new Date(midnight - 3 * HOUR), new Date(midnight + 30 * HOUR)];
  expect(work.nextOpening(start).toISOString()).toBe(opens);
  expect(work.workingTime(start, end)).toBe(hours * HOUR);
});

test('windows that a clock change lays on each other count once', () => {
  const work = calendar({
    windows: [
      { weekday: 7, from: 120, to: 150 },
      { weekday: 7, from: 180, to: 240 },
    ],
    holidays: new Map(),
  });
  const span = [at('2026-03-28T22:00:00Z'), at('2026-03-29T12:00:00Z')] as const;
  expect(work.workingTime(...span)).toBe(HOUR);
});

test('what was not read is not guessed', () => {
  expect(() => calendar().isWorkingDay('2027-02-01')).toThrow(OutOfRange);
  const never = calendar({ windows: [] });
  expect(() => never.nextOpening(at('2026-06-01T00:00:00Z'))).toThrow(OutOfRange);
});
