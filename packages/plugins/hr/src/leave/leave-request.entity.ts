import {
  choice,
  defineEntity,
  enumOf,
  type EnumValue,
  exact,
  p,
  record,
  secret,
} from '@bureau/core';
import type { Day } from '../day.js';
import { Employee } from '../employee.entity.js';
import { leaveErrors } from './errors.js';
import { LeaveType } from './leave-type.entity.js';
import type { LeaveDay } from './shortfall.js';

export const LeaveRequestState = enumOf('LeaveRequestState', 'Where a request for leave is.', {
  DRAFT: 'Written, not asked for yet.',
  PENDING: 'Somebody is asked.',
  APPROVED: 'Agreed to.',
  REJECTED: 'Refused, or nobody decided in time.',
  CANCELLED: 'Taken back before it began.',
  SHORTENED: 'Ended earlier than agreed.',
});
export type LeaveRequestState = EnumValue<typeof LeaveRequestState>;

/**
 * A span of days off: DRAFT -> PENDING -> APPROVED or REJECTED; PENDING and APPROVED before the
 * first day -> CANCELLED; APPROVED from the first day on -> SHORTENED.
 */
export const LeaveRequestSchema = defineEntity({
  name: 'LeaveRequest',
  schema: 'hr',
  tableName: 'leave_request',
  comment: 'Days off that somebody asks for, or has.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Who wants to be off'),
    type: () => p.manyToOne(LeaveType).comment('The kind of leave'),
    startsOn: p.date().comment('First day'),
    endsOn: p.date().comment('Last day'),
    isFromNoon: p.boolean().default(false).comment('Begins at noon of the first day'),
    isUntilNoon: p.boolean().default(false).comment('Ends at noon of the last day'),
    days: p.decimal().precision(9).scale(4).comment('Days that it uses up'),
    dayList: p.json<readonly LeaveDay[]>().hidden().comment('What each day uses up'),
    note: secret().nullable().comment('Words of whoever asks; sealed'),
    plainNote: p.string().length(500).nullable().hidden().comment('Not sealed yet'),
    state: choice(LeaveRequestState).default('DRAFT').comment('Where it is in its life'),
  },
});

export class LeaveRequest extends LeaveRequestSchema.class {
  /** What it uses up, as it was counted last. */
  count(days: readonly LeaveDay[]): void {
    this.dayList = days;
    this.days = days.reduce((total, one) => total.plus(one.days), exact(0)).toFixed();
  }

  /** @throws HR_LEAVE_STATE */
  submit(): void {
    this.demand(['DRAFT']);
    this.state = 'PENDING';
  }

  /** @throws HR_LEAVE_STATE */
  approve(): void {
    this.demand(['PENDING']);
    this.state = 'APPROVED';
  }

  /** @throws HR_LEAVE_STATE */
  reject(): void {
    this.demand(['PENDING']);
    this.state = 'REJECTED';
  }

  /**
   * Takes back what is asked for, or what was agreed to and has not begun.
   * @throws HR_LEAVE_STATE, HR_LEAVE_STARTED
   */
  cancel(today: Day): void {
    this.demand(['PENDING', 'APPROVED']);
    if (this.state === 'APPROVED' && this.startsOn <= today) {
      throw leaveErrors.LEAVE_STARTED({ day: this.startsOn }, ['input', 'id']);
    }
    this.state = 'CANCELLED';
  }

  /**
   * Ends it with another last day, a whole one. Returns the days that are given back.
   * @throws HR_LEAVE_STATE, HR_LEAVE_NOT_STARTED, HR_LEAVE_SHORTER
   */
  shorten(lastDay: Day, today: Day): readonly LeaveDay[] {
    this.demand(['APPROVED']);
    if (this.startsOn > today) {
      throw leaveErrors.LEAVE_NOT_STARTED({ day: this.startsOn }, ['input', 'id']);
    }
    return this.endOn(lastDay);
  }

  /** The same for whoever leaves the company, started or not. @throws HR_LEAVE_SHORTER */
  endOn(lastDay: Day): readonly LeaveDay[] {
    if (lastDay < this.startsOn || lastDay >= this.endsOn) {
      const data = { from: this.startsOn, to: this.endsOn };
      throw leaveErrors.LEAVE_SHORTER(data, ['input', 'lastDay']);
    }
    const back = this.dayList.filter(({ day }) => day > lastDay);
    this.count(this.dayList.filter(({ day }) => day <= lastDay));
    this.endsOn = lastDay;
    this.isUntilNoon = false;
    this.state = 'SHORTENED';
    return back;
  }

  /** @throws HR_LEAVE_STATE */
  demand(states: readonly LeaveRequestState[]): void {
    if (states.includes(this.state)) return;
    throw leaveErrors.LEAVE_STATE({ state: this.state }, ['input', 'id']);
  }
}
LeaveRequestSchema.setClass(LeaveRequest);
