import { choice, defineEntity, enumOf, type EnumValue, LegalEntity, p, record } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { timeErrors } from './errors.js';

export const TimePeriodState = enumOf('TimePeriodState', 'Where a period of working time is.', {
  OPEN: 'Time is recorded and corrected.',
  APPROVED: 'Time sheets are made; time of these days is closed.',
  LOCKED: 'Given to payroll; time sheets stand.',
});
export type TimePeriodState = EnumValue<typeof TimePeriodState>;

/** Days whose working time is closed together: OPEN -> APPROVED -> LOCKED; both -> OPEN again. */
export const TimePeriodSchema = defineEntity({
  name: 'TimePeriod',
  schema: 'hr',
  tableName: 'time_period',
  comment: 'Days of a company whose working time is closed together.',
  properties: {
    ...record(),
    legalEntity: () => p.manyToOne(LegalEntity).comment('The company that employs'),
    startsOn: p.date().comment('First day'),
    endsOn: p.date().comment('Last day, 61 days later at most'),
    state: choice(TimePeriodState).default('OPEN').comment('Where it is in its life'),
    reopenedReason: p
      .string()
      .length(500)
      .nullable()
      .comment('Why it was opened again, the last time'),
  },
});

export class TimePeriod extends TimePeriodSchema.class {
  /** @throws HR_TIME_PERIOD_STATE */
  approve(): void {
    this.demand('OPEN');
    this.state = 'APPROVED';
  }

  /** @throws HR_TIME_PERIOD_STATE */
  lock(): void {
    this.demand('APPROVED');
    this.state = 'LOCKED';
  }

  /** @throws HR_TIME_PERIOD_STATE */
  reopen(reason: string): void {
    this.demand('APPROVED', 'LOCKED');
    this.state = 'OPEN';
    this.reopenedReason = reason;
  }

  private demand(...states: TimePeriodState[]): void {
    if (states.includes(this.state)) return;
    throw timeErrors.TIME_PERIOD_STATE({ state: this.state }, ['input', 'id']);
  }
}
TimePeriodSchema.setClass(TimePeriod);

const minutes = (what: string) => p.integer().comment(what);

/** What somebody worked in a period when it was approved, in minutes; for payroll and figures. */
export const TimeSheetSchema = defineEntity({
  name: 'TimeSheet',
  schema: 'hr',
  tableName: 'time_sheet',
  comment: 'What somebody worked in a period when it was approved. In minutes.',
  properties: {
    ...record(),
    period: () => p.manyToOne(TimePeriod).comment('The period'),
    employee: () => p.manyToOne(Employee).comment('Whose time'),
    startsOn: p.date().comment('First day of the period'),
    endsOn: p.date().comment('Last day of the period'),
    regularMinutes: minutes('Work that is no overtime'),
    overtimeMinutes: minutes('Work beyond the limits of day and week'),
    nightMinutes: minutes('Work in the night, part of regular and overtime'),
    sundayMinutes: minutes('Work on Sundays, part of regular and overtime'),
    holidayMinutes: minutes('Work on holidays, part of regular and overtime'),
    breakMinutes: minutes('Breaks'),
    leaveMinutes: minutes('What days of leave count'),
    publicHolidayMinutes: minutes('What holidays count on which there would have been work'),
    premiumMinutes: p
      .decimal()
      .precision(12)
      .scale(2)
      .comment('Minutes by the factors of their kinds, on top'),
    warnings: p.integer().comment('How many days break a rule in some way'),
  },
});

export class TimeSheet extends TimeSheetSchema.class {}
TimeSheetSchema.setClass(TimeSheet);
