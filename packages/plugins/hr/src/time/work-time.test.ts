import { instantOfLocal } from '@bureau/core';
import fc from 'fast-check';
import { addDays } from '../leave/leave-days.js';
import type { DayFacts, WorkRules, WorkSpan } from './work-rules.js';
import { mondayOf, workTime } from './work-time.js';

const ZONE = 'Europe/Berlin';

/** As the German law on working time has it (ArbZG sections 2 to 6), with 8 hours and 40 a week. */
const RULES: WorkRules = {
  dailyMinutes: 480,
  overtimeDailyMinutes: 480,
  overtimeWeeklyMinutes: 2_400,
  longestDayMinutes: 600,
  restMinutes: 660,
  night: { from: 1_380, to: 360 },
  roundingMinutes: 1,
  breaks: [
    { afterMinutes: 540, breakMinutes: 45 },
    { afterMinutes: 360, breakMinutes: 30 },
  ],
  shortestBreakMinutes: 15,
  isBreakDeducted: true,
  factors: { overtime: '0.25', night: '0.25', sunday: '0.5', holiday: '1.25' },
};

/** `08:00-12:00`; an end at or before the start lies on the next day. */
function spansOf(day: string, text: string): WorkSpan[] {
  return text
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => {
      const [from = 0, to = 0] = one.split('-').map(minuteOf);
      const last = to <= from ? addDays(day, 1) : day;
      return {
        kind: 'WORK',
        from: instantOfLocal({ day, minute: from }, ZONE),
        to: instantOfLocal({ day: last, minute: to }, ZONE),
        timeZone: ZONE,
      };
    });
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function facts(day: string, text: string, more: Partial<DayFacts> = {}): DayFacts {
  const none = { share: '1', leaveDays: '0', holidayDays: '0' };
  return { day, rules: RULES, spans: spansOf(day, text), ...none, ...more };
}

/** One Wednesday on its own. */
function oneDay(text: string, rules: Partial<WorkRules> = {}) {
  const { days } = workTime([facts('2026-03-11', text, { rules: { ...RULES, ...rules } })], '');
  return days[0]!;
}

test.each([
  // worked         regular overtime breaks, by ArbZG section 4
  ['08:00-14:00', 360, 0, 0],
  ['08:00-14:10', 360, 0, 10],
  ['08:00-14:30', 360, 0, 30],
  ['08:00-14:31', 361, 0, 30],
  ['08:00-12:00 12:30-17:00', 480, 30, 30],
  ['08:00-12:00 12:10-14:20', 360, 0, 10],
  ['08:00-12:00 12:15-14:30', 360, 0, 30],
  ['08:00-17:30', 480, 60, 30],
  ['08:00-17:40', 480, 60, 40],
  ['08:00-18:00', 480, 75, 45],
  ['08:00-12:00 12:45-17:45', 480, 60, 45],
  ['', 0, 0, 0],
])('breaks of %s', (text, regular, overtime, breaks) => {
  expect(oneDay(text)).toMatchObject({ regular, overtime, breaks });
});

test('a break that is not taken off is a warning, and a long day too', () => {
  const day = oneDay('08:00-19:00', { isBreakDeducted: false });
  expect(day).toMatchObject({ regular: 480, overtime: 180, breaks: 0 });
  expect(day.warnings).toEqual([
    { code: 'BREAK_SHORT', minutes: 45 },
    { code: 'DAY_LONG', minutes: 60 },
  ]);
});

test.each([
  ['08:00-12:07', 15, 240],
  ['08:00-12:08', 15, 255],
  ['08:00-12:02', 5, 240],
  ['08:00-12:03', 6, 246],
])('%s in steps of %i minutes', (text, roundingMinutes, regular) => {
  expect(oneDay(text, { roundingMinutes })).toMatchObject({ regular });
});

test.each([
  ['an ordinary night', '2026-03-11', '22:00-06:00', 450, 420],
  ['an hour is left out on 29 March', '2026-03-28', '22:00-06:00', 390, 360],
  ['an hour comes twice on 25 October', '2026-10-24', '22:00-06:00', 510, 480],
  ['the hour that is left out is no work', '2026-03-29', '01:00-04:00', 120, 120],
])('night work: %s', (_, day, text, worked, night) => {
  const { totals } = workTime([facts(day, text)], '');
  expect([totals.regular + totals.overtime, totals.night]).toEqual([worked, night]);
});

test('Sundays and holidays by the clock of the place; a holiday is no Sunday', () => {
  const easter = (day: string) => (day === '2026-04-05' ? { isHalfDay: false } : null);
  const sunday = workTime([facts('2026-03-14', '20:00-04:00')], '').totals;
  expect(sunday).toMatchObject({ night: 300, sunday: 240, holiday: 0 });
  const holiday = workTime([facts('2026-04-04', '20:00-04:00')], '', easter).totals;
  expect(holiday).toMatchObject({ night: 300, sunday: 0, holiday: 240 });
  const half = () => ({ isHalfDay: true });
  const christmas = workTime([facts('2026-12-24', '08:00-14:00')], '', half).totals;
  expect(christmas).toMatchObject({ regular: 360, holiday: 120 });
});

test('overtime of the week comes on top of that of its days, never twice', () => {
  const shift = (day: string) =>
    facts(day, day < '2026-03-14' ? '08:00-12:00 12:30-17:00' : '08:00-12:00');
  const week = Array.from({ length: 7 }, (_, at) => addDays('2026-03-09', at)).map(shift);
  const { days, totals, premiumMinutes } = workTime(week, '2026-03-09');
  // Five days of 8.5 hours: 2.5 hours by the day; 40 hours are full, so the weekend is overtime.
  expect(days.map(({ overtime }) => overtime)).toEqual([30, 30, 30, 30, 30, 240, 240]);
  expect(totals).toMatchObject({ regular: 2_400, overtime: 630, sunday: 240, breaks: 150 });
  expect(premiumMinutes).toBe('277.50');
  const { totals: byWeek } = workTime(
    week.map((day) => ({ ...day, rules: { ...RULES, overtimeDailyMinutes: null } })),
    '',
  );
  expect(byWeek).toMatchObject({ regular: 2_400, overtime: 630 });
});

test('a week that began before the span still counts', () => {
  const week = Array.from({ length: 5 }, (_, at) =>
    facts(addDays('2026-03-30', at), '08:00-12:00 12:30-17:30', {
      rules: { ...RULES, overtimeDailyMinutes: null },
    }),
  );
  const { days, totals } = workTime(week, '2026-04-01');
  expect(days.map(({ day }) => day)).toEqual(['2026-04-01', '2026-04-02', '2026-04-03']);
  // 2 x 9 hours stand before: of 27 more, 22 are left of forty.
  expect(totals).toMatchObject({ regular: 22 * 60, overtime: 5 * 60 });
});

test('eleven hours of rest, also across midnight and a change of the clock', () => {
  const days = [
    facts('2026-03-28', '14:00-22:00'),
    facts('2026-03-29', '08:30-12:00'),
    facts('2026-03-30', '06:00-10:00'),
  ];
  const warned = workTime(days, '').days.map(({ warnings }) => warnings);
  // 22:00 to 08:30 are 9.5 hours in the night in which an hour is left out.
  expect(warned).toEqual([[], [{ code: 'REST_SHORT', minutes: 90 }], []]);
});

test.each([
  ['1', '1', '0', 480, 0],
  ['0.5', '1', '0', 240, 0],
  ['0.8', '0.5', '0', 192, 0],
  ['0.3333', '1', '0', 160, 0],
  ['1', '0', '1', 0, 480],
  ['0.6', '0', '0.5', 0, 144],
])('share %s, leave %s, holiday %s', (share, leaveDays, holidayDays, leave, publicHoliday) => {
  const day = facts('2026-03-11', '', { share, leaveDays, holidayDays });
  expect(workTime([day], '').totals).toMatchObject({ leave, publicHoliday, regular: 0 });
});

test('without a policy work is regular, and told', () => {
  const { days } = workTime([facts('2026-03-11', '08:00-20:00', { rules: undefined })], '');
  expect(days[0]).toMatchObject({
    ...{ regular: 720, overtime: 0, breaks: 0 },
    warnings: [{ code: 'NO_POLICY', minutes: 720 }],
  });
});

test('property: regular and overtime are what was worked, in any week', () => {
  const begin = fc.integer({ min: 0, max: 600 });
  const length = fc.integer({ min: 1, max: 720 });
  const any = fc.array(fc.tuple(begin, length), { minLength: 7, maxLength: 21 });
  fc.assert(
    fc.property(any, (list) => {
      const monday = mondayOf('2026-10-22');
      const weeks = list.map(([from, minutes], at) => {
        const day = addDays(monday, at);
        const starts = instantOfLocal({ day, minute: from }, ZONE);
        const span = { from: starts, to: starts + minutes * 60_000, timeZone: ZONE };
        return facts(day, '', { spans: [{ ...span, kind: 'WORK' }] });
      });
      const { days, totals } = workTime(weeks, '');
      const gross = list.reduce((sum, [, minutes]) => sum + minutes, 0);
      expect(totals.regular + totals.overtime + totals.breaks).toBe(gross);
      expect(days.every(({ regular }) => regular >= 0 && regular <= 480)).toBe(true);
      for (let at = 0; at < days.length; at += 7) {
        const week = days.slice(at, at + 7).reduce((sum, { regular }) => sum + regular, 0);
        expect(week).toBeLessThanOrEqual(2_400);
      }
    }),
    { numRuns: 50 },
  );
});
