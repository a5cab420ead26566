import { choice, defineEntity, enumOf, type EnumValue, p, record, Site } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { timeErrors } from './errors.js';

export const TimeEntryKind = enumOf('TimeEntryKind', 'What was done in recorded time.', {
  WORK: 'Work.',
  BREAK: 'A break between work.',
});
export type TimeEntryKind = EnumValue<typeof TimeEntryKind>;

export const TimeEntryState = enumOf('TimeEntryState', 'Whether recorded time counts.', {
  PROPOSED: 'Part of a correction that nobody has decided on.',
  VALID: 'Counts.',
  REPLACED: 'Stood until a correction took its place.',
  DROPPED: 'Part of a correction that was refused or taken back.',
});
export type TimeEntryState = EnumValue<typeof TimeEntryState>;

export const TimeEntrySource = enumOf('TimeEntrySource', 'How time was recorded.', {
  SELF: 'By the employee at that moment.',
  TERMINAL: 'For the employee, by a terminal or another program.',
  CORRECTION: 'By a correction.',
});
export type TimeEntrySource = EnumValue<typeof TimeEntrySource>;

export const TimeCorrectionState = enumOf('TimeCorrectionState', 'Where a correction is.', {
  PENDING: 'Somebody is asked.',
  APPROVED: 'Agreed to: its entries count.',
  REJECTED: 'Refused, or nobody decided in time.',
  WITHDRAWN: 'Taken back.',
});
export type TimeCorrectionState = EnumValue<typeof TimeCorrectionState>;

/** The wish to have other time recorded for a day: PENDING -> APPROVED, REJECTED or WITHDRAWN. */
export const TimeCorrectionSchema = defineEntity({
  name: 'TimeCorrection',
  schema: 'hr',
  tableName: 'time_correction',
  comment: 'The wish to have other time recorded for a day.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Whose time'),
    day: p.date().comment('The day, all entries of which are replaced'),
    reason: p.string().length(500).comment('Why'),
    state: choice(TimeCorrectionState).default('PENDING').comment('Where it is in its life'),
    decidedAt: p.datetime(6).nullable().comment('When it was decided or taken back'),
  },
});

export class TimeCorrection extends TimeCorrectionSchema.class {
  /** @throws HR_TIME_CORRECTION_STATE */
  decide(state: Exclude<TimeCorrectionState, 'PENDING'>, at: Date): void {
    if (this.state !== 'PENDING') {
      throw timeErrors.TIME_CORRECTION_STATE({ state: this.state }, ['input', 'id']);
    }
    this.state = state;
    this.decidedAt = at;
  }
}
TimeCorrectionSchema.setClass(TimeCorrection);

/** Time that was recorded; it is never changed but for its end, and what replaced it. */
export const TimeEntrySchema = defineEntity({
  name: 'TimeEntry',
  schema: 'hr',
  tableName: 'time_entry',
  comment: 'Time that was recorded; it is never changed but for its end.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Whose time'),
    site: () => p.manyToOne(Site).comment('Place of work'),
    timeZone: p.string().length(64).comment('IANA zone of the place at that time'),
    day: p.date().comment('Day to which it counts, local time'),
    kind: choice(TimeEntryKind).comment('Work or break'),
    state: choice(TimeEntryState).default('VALID').comment('Whether it counts'),
    source: choice(TimeEntrySource).comment('How it was recorded'),
    startedAt: p.datetime().comment('Begin'),
    endedAt: p.datetime().nullable().comment('End; null: it goes on'),
    correction: () =>
      p
        .manyToOne(TimeCorrection)
        .nullable()
        .comment('The correction that it belongs to; null: it was recorded by the clock'),
    replacedBy: () =>
      p.manyToOne(TimeCorrection).nullable().comment('The correction that replaced it; null: none'),
  },
});

/** Nobody works a day and a night at a stretch: an end was forgotten. */
const LONGEST_MS = 24 * 3_600_000;

export class TimeEntry extends TimeEntrySchema.class {
  /** Ends it. @throws HR_TIME_ORDER, HR_TIME_FORGOTTEN */
  end(at: Date): void {
    const length = at.valueOf() - this.startedAt.valueOf();
    const since = this.startedAt.toISOString();
    if (length <= 0) throw timeErrors.TIME_ORDER({ since }, ['input', 'at']);
    if (length > LONGEST_MS) throw timeErrors.TIME_FORGOTTEN({ since }, ['input']);
    this.endedAt = at;
  }
}
TimeEntrySchema.setClass(TimeEntry);
