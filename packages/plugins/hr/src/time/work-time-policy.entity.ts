import { defineEntity, effective, p, record } from '@bureau/core';
import { Employee } from '../employee.entity.js';

const factor = (what: string) =>
  p
    .decimal()
    .precision(5)
    .scale(4)
    .default('0')
    .comment(`What a minute of ${what} counts on top of itself`);

/** Rules of working time as data; other rules are another policy, so that the past stays. */
export const WorkTimePolicySchema = defineEntity({
  name: 'WorkTimePolicy',
  schema: 'hr',
  tableName: 'work_time_policy',
  comment: 'Rules of working time. What it says never changes.',
  properties: {
    ...record(),
    code: p.string().length(40).unique().comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    dailyMinutes: p
      .integer()
      .comment('Work of a full day in full time: what a day of leave or a holiday counts'),
    overtimeDailyMinutes: p
      .integer()
      .nullable()
      .comment('More on one day is overtime; null: no limit by the day'),
    overtimeWeeklyMinutes: p
      .integer()
      .nullable()
      .comment('More from Monday to Sunday is overtime; null: no limit by the week'),
    longestDayMinutes: p
      .integer()
      .nullable()
      .comment('More on one day is told as a warning; null: never'),
    restMinutes: p
      .integer()
      .default(660)
      .comment('Rest between two days of work; less is told as a warning'),
    nightStarts: p
      .string()
      .length(5)
      .default('23:00')
      .comment('First minute of the night, local time: 23:00'),
    nightEnds: p
      .string()
      .length(5)
      .default('06:00')
      .comment('First minute after the night, local time: 06:00'),
    roundingMinutes: p
      .integer()
      .default(1)
      .comment('Work of a day is rounded to the nearest multiple, half a step up'),
    shortestBreakMinutes: p.integer().default(15).comment('A shorter break is none'),
    isBreakDeducted: p
      .boolean()
      .default(true)
      .comment('A break that was not taken is taken off the work'),
    overtimeFactor: factor('overtime'),
    nightFactor: factor('night work'),
    sundayFactor: factor('work on a Sunday'),
    holidayFactor: factor('work on a holiday'),
    isActive: p.boolean().default(true).comment('May be assigned'),
  },
});

export class WorkTimePolicy extends WorkTimePolicySchema.class {}
WorkTimePolicySchema.setClass(WorkTimePolicy);

/** A break that has to lie in work of some length. */
export const WorkTimeBreakSchema = defineEntity({
  name: 'WorkTimeBreak',
  schema: 'hr',
  tableName: 'work_time_break',
  comment: 'A break that has to lie in work of some length.',
  properties: {
    ...record(),
    policy: () => p.manyToOne(WorkTimePolicy).comment('The policy'),
    afterMinutes: p.integer().comment('Work that lasts longer needs it'),
    breakMinutes: p.integer().comment('Minutes of break in all'),
  },
});

export class WorkTimeBreak extends WorkTimeBreakSchema.class {}
WorkTimeBreakSchema.setClass(WorkTimeBreak);

/** Which rules hold for somebody from one day until another. */
export const WorkTimeAssignmentSchema = defineEntity({
  name: 'WorkTimeAssignment',
  schema: 'hr',
  tableName: 'work_time_assignment',
  comment: 'Which rules of working time hold for somebody, and when.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('For whom'),
    policy: () => p.manyToOne(WorkTimePolicy).comment('The policy'),
    ...effective(),
  },
});

export class WorkTimeAssignment extends WorkTimeAssignmentSchema.class {}
WorkTimeAssignmentSchema.setClass(WorkTimeAssignment);
