import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { type CalendarData, dayAfter, WorkCalendar } from './work-calendar.js';

const MINUTE = 60_000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];
/** Around changes of the clock in both directions, and around a turn of the year. */
const STARTS = ['2026-03-05', '2026-03-26', '2026-10-01', '2026-10-22', '2026-12-28'];

const minute = fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15);
const window = fc
  .record({ weekday: fc.integer({ min: 1, max: 7 }), one: minute, two: minute })
  .filter(({ one, two }) => one !== two)
  .map(({ weekday, one, two }) => ({ weekday, from: Math.min(one, two), to: Math.max(one, two) }));

const calendar: fc.Arbitrary<CalendarData & { start: string }> = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    windows: fc.array(window, { minLength: 1, maxLength: 12 }),
    start: fc.constantFrom(...STARTS),
    free: fc.array(fc.record({ day: fc.integer({ min: 0, max: 9 }), isHalfDay: fc.boolean() })),
  })
  .map(({ timeZone, windows, start, free }) => ({
    timeZone,
    windows,
    start,
    holidays: new Map(free.map(({ day, isHalfDay }) => [dayAfter(start, day), { isHalfDay }])),
    range: { from: dayAfter(start, -60), to: dayAfter(start, 60) },
  }));

/** Naive: every minute asks the clock on the wall what the calendar says. */
function isOpen(data: CalendarData, instant: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(data.timeZone);
  const holiday = data.holidays.get(local.toPlainDate().toString());
  if (holiday && (!holiday.isHalfDay || local.hour >= 12)) return false;
  const at = local.hour * 60 + local.minute;
  return data.windows.some(
    ({ weekday, from, to }) => weekday === local.dayOfWeek && from <= at && at < to,
  );
}

/** Whether the clock is changed within a day of the instant: the wall is no measure then. */
function isNearChange({ timeZone }: CalendarData, from: number, to: number): boolean {
  const zoned = Temporal.Instant.fromEpochMilliseconds(from - 26 * 60 * MINUTE);
  const next = zoned.toZonedDateTimeISO(timeZone).getTimeZoneTransition('next');
  return next !== null && next.epochMilliseconds < to + 26 * 60 * MINUTE;
}

const span = fc.record({
  data: calendar,
  offset: fc.integer({ min: 0, max: 5 * 24 * 60 }),
  length: fc.integer({ min: 0, max: 3 * 24 * 60 }),
});

test('working time is what a clock on the wall counts minute by minute', () => {
  fc.assert(
    fc.property(span, ({ data, offset, length }) => {
      const from = Date.parse(`${data.start}T00:00:00Z`) + offset * MINUTE;
      const to = from + length * MINUTE;
      fc.pre(!isNearChange(data, from, to));
      let expected = 0;
      for (let at = from; at < to; at += MINUTE) if (isOpen(data, at)) expected += MINUTE;
      const found = new WorkCalendar(data).workingTime(new Date(from), new Date(to));
      expect(found).toBe(expected);
    }),
    { numRuns: 30 },
  );
});

test('also over changes of the clock, spans add up and due is the inverse of working time', () => {
  fc.assert(
    fc.property(span, ({ data, offset, length }) => {
      const work = new WorkCalendar(data);
      const from = new Date(Date.parse(`${data.start}T00:00:00Z`) + offset * MINUTE);
      const middle = new Date(from.valueOf() + Math.floor(length / 2) * MINUTE);
      const to = new Date(from.valueOf() + length * MINUTE);
      const whole = work.workingTime(from, to);
      expect(work.workingTime(from, middle) + work.workingTime(middle, to)).toBe(whole);
      expect(whole).toBeLessThanOrEqual(to.valueOf() - from.valueOf());
      if (whole === 0) return;
      const due = work.due(from, whole);
      expect(work.workingTime(from, due)).toBe(whole);
      expect(due.valueOf()).toBeLessThanOrEqual(to.valueOf());
      // One millisecond before, it was not used up.
      expect(work.workingTime(from, new Date(due.valueOf() - 1))).toBe(whole - 1);
      const opening = work.nextOpening(from);
      expect(work.workingTime(from, opening)).toBe(0);
      expect(work.workingTime(opening, new Date(opening.valueOf() + 1))).toBe(1);
    }),
    { numRuns: 50 },
  );
});

test('counting working days and stepping over them agree', () => {
  fc.assert(
    fc.property(calendar, fc.integer({ min: 1, max: 4 }), (data, days) => {
      const work = new WorkCalendar(data);
      fc.pre(
        [0, 1, 2, 3, 4, 5, 6].some((day) => work.isWorkingDay(dayAfter(data.start, 10 + day))),
      );
      const later = work.addWorkingDays(data.start, days);
      expect(work.workingDays(dayAfter(data.start), dayAfter(later))).toBe(days);
      expect(work.isWorkingDay(later)).toBe(true);
      const back = work.addWorkingDays(later, -days);
      expect(work.workingDays(back, later)).toBe(days);
    }),
    { numRuns: 50 },
  );
});
