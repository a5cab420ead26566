import { type Exposed, expose, many, type Principal, type Where } from '@bureau/core';
import { Shift, ShiftPattern } from './shift.entity.js';
import { TimeCorrection, TimeEntry } from './time-entry.entity.js';
import { TimePeriod, TimeSheet } from './time-period.entity.js';
import { WorkTimeAssignment, WorkTimeBreak, WorkTimePolicy } from './work-time-policy.entity.js';

/** Nothing, for callers without a person behind them. */
const NOTHING: Where = { or: [] };

/**
 * How far down a manager finds rows by the row conditions: each level makes a statement dearer to
 * plan. `workedTime` and the mutations follow the whole line.
 */
const LEVELS = 8;

function own({ personId }: Principal): Where {
  return personId === undefined ? NOTHING : { employee: { person: { id: { eq: personId } } } };
}

/** Of those who report to the caller today, directly or through others. */
function reports({ personId }: Principal): Where {
  return personId === undefined ? NOTHING : { employee: below(personId, LEVELS) };
}

function below(personId: string, levels: number): Where {
  const boss: Where = { person: { id: { eq: personId } } };
  const manager = levels > 1 ? { or: [boss, below(personId, levels - 1)] } : boss;
  return { job: { manager } };
}

const conditions = { own, reports };

export const ShiftPatternType: Exposed = expose(ShiftPattern, {
  prefix: 'shp',
  by: ['code'],
  filter: ['code', 'name', 'isActive'],
  order: ['name', 'code'],
});

export const ShiftType: Exposed = expose(Shift, {
  prefix: 'shf',
  filter: ['employee', 'pattern', 'site', 'day', 'startsAt'],
  order: ['startsAt', 'day'],
  conditions,
});

export const WorkTimePolicyType: Exposed = expose(WorkTimePolicy, {
  prefix: 'wtp',
  root: { one: 'workTimePolicy', many: 'workTimePolicies' },
  by: ['code'],
  filter: ['code', 'name', 'isActive'],
  order: ['name', 'code'],
  relations: {
    breaks: many(() => WorkTimeBreakType, 'policy', 'Breaks by length of work.'),
  },
});

export const WorkTimeBreakType: Exposed = expose(WorkTimeBreak, {
  prefix: 'wtb',
  root: false,
  filter: ['policy', 'afterMinutes'],
  order: ['afterMinutes'],
});

export const WorkTimeAssignmentType: Exposed = expose(WorkTimeAssignment, {
  prefix: 'wta',
  filter: ['employee', 'policy', 'validFrom', 'validTo'],
  order: ['validFrom'],
  conditions,
});

export const TimeEntryType: Exposed = expose(TimeEntry, {
  prefix: 'ten',
  root: { one: 'timeEntry', many: 'timeEntries' },
  filter: [
    ...(['employee', 'site', 'day', 'kind', 'state', 'startedAt', 'endedAt'] as const),
    ...(['correction', 'replacedBy'] as const),
  ],
  order: ['startedAt', 'day'],
  conditions,
});

export const TimeCorrectionType: Exposed = expose(TimeCorrection, {
  prefix: 'tcn',
  filter: ['employee', 'day', 'state', 'createdAt'],
  order: ['createdAt', 'day'],
  relations: {
    entries: many(() => TimeEntryType, 'correction', 'What it wants to have recorded.'),
    replaced: many(() => TimeEntryType, 'replacedBy', 'What stood before it.'),
  },
  conditions,
});

export const TimePeriodType: Exposed = expose(TimePeriod, {
  prefix: 'tpd',
  filter: ['legalEntity', 'startsOn', 'endsOn', 'state'],
  order: ['startsOn', 'endsOn'],
  relations: { sheets: many(() => TimeSheetType, 'period', 'What each one worked.') },
});

export const TimeSheetType: Exposed = expose(TimeSheet, {
  prefix: 'tsh',
  filter: ['period', 'employee', 'endsOn'],
  order: ['endsOn'],
  aggregate: [
    ...(['regularMinutes', 'overtimeMinutes', 'nightMinutes', 'sundayMinutes'] as const),
    ...(['holidayMinutes', 'leaveMinutes', 'publicHolidayMinutes', 'premiumMinutes'] as const),
  ],
  conditions,
});
