import type { SeedContext } from '@bureau/core';
import type { PeopleIds } from './leave.js';

type Run = SeedContext['run'];

const RULES = `mutation ($policy: WorkTimePolicyCreateInput!, $day: ShiftPatternCreateInput!,
    $late: ShiftPatternCreateInput!) {
  workTimePolicyCreate(input: $policy) { workTimePolicy { id } userErrors { code message } }
  day: shiftPatternCreate(input: $day) { shiftPattern { id } userErrors { code message } }
  late: shiftPatternCreate(input: $late) { shiftPattern { id } userErrors { code message } }
  approvalPolicySet(input: { kind: "hr.time.correct", steps: [
    { mode: ANY, approvers: [{ resolver: "hr.timeManager" }] }] }) { userErrors { code message } }
}`;

const ROSTER = `mutation ($assign: WorkTimePolicyAssignInput!, $first: ShiftAssignInput!,
    $second: ShiftAssignInput!) {
  workTimePolicyAssign(input: $assign) { userErrors { code message } }
  first: shiftAssign(input: $first) { userErrors { code message } }
  second: shiftAssign(input: $second) { userErrors { code message } }
}`;

const OPEN = `mutation ($input: TimePeriodCreateInput!) {
  timePeriodCreate(input: $input) { timePeriod { id } userErrors { code message } }
}`;

const CLOSE = `mutation ($id: ID!) {
  timePeriodApprove(input: { id: $id }) { userErrors { code message } }
  timePeriodLock(input: { id: $id }) { userErrors { code message } }
}`;

/** Two weeks of October 2026. */
const DAYS = [5, 6, 7, 8, 9, 12, 13, 14, 15, 16].map(
  (day) => `2026-10-${String(day).padStart(2, '0')}`,
);

/** Who works in shifts, and when they come and go on each of the days; local time. Invented. */
const SHIFTS = [
  { who: 'Fontaine', pattern: 'day', starts: '06:00', ends: ['14:00', '14:00', '14:45'] },
  { who: 'Rousseau', pattern: 'late', starts: '14:00', ends: ['22:00', '22:30', '22:00'] },
] as const;

/**
 * Hours, rules by the directive on working time, and two weeks of the assembly in Lyon as it was
 * written by hand while the terminal was being set up; closed for payroll.
 */
export async function seedTime(
  run: Run,
  people: PeopleIds,
  codes: ReadonlyMap<string, string>,
): Promise<void> {
  const rules = (await run(RULES, { policy: POLICY, day: DAY, late: LATE })) as unknown as Rules;
  const idOf = (who: string) => people.get(who)?.id;
  const patterns = { day: rules.day.shiftPattern.id, late: rules.late.shiftPattern.id };
  const [first, second] = SHIFTS.map(({ who, pattern }) => ({
    ...{ employeeId: idOf(who), patternId: patterns[pattern], days: DAYS },
  }));
  const policyId = rules.workTimePolicyCreate.workTimePolicy.id;
  const employeeIds = ['Fontaine', 'Benali', 'Perrin', 'Rousseau', 'Caron'].map(idOf);
  await run(ROSTER, { assign: { policyId, employeeIds, validFrom: '2026-01-01' }, first, second });
  for (const shift of SHIFTS) await run(recorded(idOf(shift.who) ?? '', shift));
  const legalEntityId = codes.get('NW-FR');
  const input = { legalEntityId, startsOn: DAYS[0], endsOn: '2026-10-18' };
  const { timePeriodCreate } = (await run(OPEN, { input })) as unknown as Opened;
  await run(CLOSE, { id: timePeriodCreate.timePeriod.id });
}

interface Rules {
  workTimePolicyCreate: { workTimePolicy: { id: string } };
  day: { shiftPattern: { id: string } };
  late: { shiftPattern: { id: string } };
}

interface Opened {
  timePeriodCreate: { timePeriod: { id: string } };
}

/** Seven hours a day and 35 a week; breaks and rest as the law has them. */
const POLICY = {
  ...{ code: 'LYO-35', name: 'Lyon, 35 hours', dailyMinutes: 420, overtimeDailyMinutes: 480 },
  ...{ overtimeWeeklyMinutes: 2_100, longestDayMinutes: 600, restMinutes: 660 },
  ...{ nightStarts: '21:00', nightEnds: '06:00', roundingMinutes: 5, shortestBreakMinutes: 15 },
  ...{ overtimeFactor: '0.25', nightFactor: '0.2', sundayFactor: '0.5', holidayFactor: '1' },
  breaks: [{ afterMinutes: 360, breakMinutes: 20 }],
};

const DAY = { code: 'DAY', name: 'Early shift', starts: '06:00', ends: '14:00', breakMinutes: 30 };
const LATE = { code: 'LATE', name: 'Late shift', starts: '14:00', ends: '22:00', breakMinutes: 30 };

/** One operation for all days: summer time holds in both weeks. */
function recorded(employeeId: string, { starts, ends }: (typeof SHIFTS)[number]): string {
  const at = (day: string, time: string) => `"${day}T${time}:00+02:00"`;
  const half = `${String(Number(starts.slice(0, 2)) + 4).padStart(2, '0')}`;
  const fields = DAYS.map((day, place) => {
    const end = ends[place % ends.length] ?? '';
    const spans = [
      `{ startedAt: ${at(day, starts)}, endedAt: ${at(day, `${half}:00`)} }`,
      `{ startedAt: ${at(day, `${half}:30`)}, endedAt: ${at(day, end)} }`,
    ];
    return `d${place}: timeCorrectionCreate(input: { employeeId: "${employeeId}", day: "${day}",
      spans: [${spans.join(', ')}], reason: "Written by hand" }) { userErrors { code message } }`;
  });
  return `mutation { ${fields.join('\n')} }`;
}
