import { countDays, type LeaveSpan, type Workplace } from './day-count.js';

/** Closed on weekends; 24 December is worked until noon, 25 and 26 not at all. */
const HAMBURG = calendarOf(['2026-12-25', '2026-12-26', '2026-05-01'], ['2026-12-24']);
/** The same without the half day, with 8 May. */
const LYON = calendarOf(['2026-12-25', '2026-05-01', '2026-05-08'], []);

function calendarOf(off: readonly string[], half: readonly string[]) {
  const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
  const isWorkingDay = (day: string) => ![0, 6].includes(weekday(day)) && !off.includes(day);
  return { isWorkingDay, isHalfDay: (day: string) => half.includes(day) };
}

const at = (
  calendar: Workplace['calendar'],
  validFrom = '2020-01-01',
  validTo: string | null = null,
) => ({ calendar, validFrom, validTo }) satisfies Workplace;

function spanOf(startsOn: string, endsOn: string, halves: Partial<LeaveSpan> = {}): LeaveSpan {
  return { startsOn, endsOn, isFromNoon: false, isUntilNoon: false, ...halves };
}

const MON_TO_WED = new Set([1, 2, 3]);

const EXAMPLES: [string, LeaveSpan, Workplace[], ReadonlySet<number> | null, number][] = [
  ['a week', spanOf('2026-07-06', '2026-07-12'), [at(HAMBURG)], null, 5],
  ['a weekend', spanOf('2026-07-11', '2026-07-12'), [at(HAMBURG)], null, 0],
  ['one day', spanOf('2026-07-06', '2026-07-06'), [at(HAMBURG)], null, 1],
  [
    'a morning',
    spanOf('2026-07-06', '2026-07-06', { isUntilNoon: true }),
    [at(HAMBURG)],
    null,
    0.5,
  ],
  [
    'from noon to noon of the next day',
    spanOf('2026-07-06', '2026-07-07', { isFromNoon: true, isUntilNoon: true }),
    [at(HAMBURG)],
    null,
    1,
  ],
  [
    'over Christmas: 22 and 23 whole, 24 until noon, 28 to 31',
    spanOf('2026-12-22', '2026-12-31'),
    [at(HAMBURG)],
    null,
    6.5,
  ],
  [
    'the afternoon of a half day',
    spanOf('2026-12-24', '2026-12-24', { isFromNoon: true }),
    [at(HAMBURG)],
    null,
    0,
  ],
  [
    'the morning of it',
    spanOf('2026-12-24', '2026-12-24', { isUntilNoon: true }),
    [at(HAMBURG)],
    null,
    0.5,
  ],
  ['the holidays of the place', spanOf('2026-05-01', '2026-05-08'), [at(LYON)], null, 4],
  [
    'a move within the leave: each place its own holidays',
    spanOf('2026-05-01', '2026-05-08'),
    [at(LYON, '2020-01-01', '2026-05-05'), at(HAMBURG, '2026-05-05')],
    null,
    5,
  ],
  ['three days a week', spanOf('2026-07-06', '2026-07-19'), [at(HAMBURG)], MON_TO_WED, 6],
  [
    'days after the last job',
    spanOf('2026-07-06', '2026-07-10'),
    [at(HAMBURG, '2020-01-01', '2026-07-08')],
    null,
    2,
  ],
];

test.each(EXAMPLES)('%s', (_what, span, places, own, days) => {
  const counted = countDays(span, places, () => own);
  expect(counted?.reduce((total, one) => total + Number(one.days), 0)).toBe(days);
});

test('nothing is claimed of a place without a calendar', () => {
  expect(
    countDays(spanOf('2026-07-06', '2026-07-10'), [at(undefined)], () => null),
  ).toBeUndefined();
});

test('each day is told with what it uses', () => {
  const span = spanOf('2026-12-23', '2026-12-28', { isFromNoon: true });
  expect(countDays(span, [at(HAMBURG)], () => null)).toEqual([
    { day: '2026-12-23', days: '0.5' },
    { day: '2026-12-24', days: '0.5' },
    { day: '2026-12-28', days: '1' },
  ]);
});
