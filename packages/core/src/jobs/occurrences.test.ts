import { type JobRule } from './job-definition.js';
import { nextOccurrence, ruleFault } from './occurrences.js';

/** The next instants of a rule after one, in ISO form without milliseconds. */
function next(rule: JobRule, after: string, given: { zone?: string; count?: number } = {}) {
  const { zone = 'Europe/Vienna', count = 1 } = given;
  const found: string[] = [];
  let last = new Date(after);
  while (found.length < count) {
    const one = nextOccurrence(rule, { after: last, zone });
    if (!one) break;
    found.push(one.toISOString().replace('.000', ''));
    last = one;
  }
  return found;
}

test.each([
  ['0 6 * * *', '2026-01-10T12:00:00Z', '2026-01-11T05:00:00Z'],
  ['0 6 * * *', '2026-07-10T00:00:00Z', '2026-07-10T04:00:00Z'],
  // The instant itself is over.
  ['0 6 * * *', '2026-07-10T04:00:00Z', '2026-07-11T04:00:00Z'],
  ['*/15 8-9 * * 1-5', '2026-11-20T08:50:00Z', '2026-11-23T07:00:00Z'],
  ['30 0 1 */3 *', '2026-01-02T00:00:00Z', '2026-03-31T22:30:00Z'],
  // With both days given one of them is enough; 0 and 7 are Sunday.
  ['0 0 13 * 5', '2026-11-01T00:00:00Z', '2026-11-05T23:00:00Z'],
  ['0 12 * * 0', '2026-11-16T00:00:00Z', '2026-11-22T11:00:00Z'],
  ['0 12 * * 7', '2026-11-16T00:00:00Z', '2026-11-22T11:00:00Z'],
  ['0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-28T23:00:00Z'],
])('cron %s after %s', (cron, after, expected) => {
  expect(next({ cron }, after)).toEqual([expected]);
});

test('a local time that is left out, and one that comes twice, come once', () => {
  const rule = { cron: '30 2 * * *' };
  expect(next(rule, '2026-03-28T12:00:00Z', { count: 2 })).toEqual([
    '2026-03-29T01:30:00Z',
    '2026-03-30T00:30:00Z',
  ]);
  expect(next(rule, '2026-10-24T12:00:00Z', { count: 2 })).toEqual([
    '2026-10-25T00:30:00Z',
    '2026-10-26T01:30:00Z',
  ]);
});

test('recurrence rules are read in the time zone, and count from a fixed day', () => {
  const lastFriday = { rrule: 'FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=6;BYMINUTE=0;BYSECOND=0' };
  expect(next(lastFriday, '2026-03-01T00:00:00Z', { count: 2 })).toEqual([
    '2026-03-27T05:00:00Z',
    '2026-04-24T04:00:00Z',
  ]);
  const everySecondWeek = { rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=8' };
  const [first = ''] = next(everySecondWeek, '2026-01-01T00:00:00Z', { zone: 'UTC' });
  expect(next(everySecondWeek, '2025-12-31T09:00:00Z', { zone: 'UTC' })).toEqual([first]);
});

test.each([
  [{ cron: '0 6 * *' }, 'has not five fields'],
  [{ cron: '60 6 * * *' }, '"60" is none of 0 to 59'],
  [{ cron: '0 6 * * MON' }, '"MON" is none of 0 to 7'],
  [{ cron: '0 9-6 * * *' }, '"9-6"'],
  [{ cron: '*/0 * * * *' }, '"*/0"'],
  [{ cron: '0 0 31 2 *' }, 'it never comes'],
  [{ rrule: 'FREQ=SOMETIMES' }, ''],
  [{ rrule: 'FREQ=DAILY;UNTIL=20200101T000000Z' }, 'it never comes'],
])('what is no rule: %j', (rule, fault) => {
  expect(ruleFault(rule)).toContain(fault);
});
