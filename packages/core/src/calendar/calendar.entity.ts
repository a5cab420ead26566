import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';

/** Days of the week, in the order of ISO 8601. */
export const Weekday = enumOf('Weekday', 'A day of the week.', {
  MONDAY: 'Monday, day 1 of ISO 8601.',
  TUESDAY: 'Tuesday.',
  WEDNESDAY: 'Wednesday.',
  THURSDAY: 'Thursday.',
  FRIDAY: 'Friday.',
  SATURDAY: 'Saturday.',
  SUNDAY: 'Sunday, day 7.',
});
export type Weekday = EnumValue<typeof Weekday>;

/** 1 (Monday) to 7 (Sunday), as ISO 8601 and Temporal count. */
export function weekdayNumber(weekday: Weekday): number {
  return Object.keys(Weekday).indexOf(weekday) + 1;
}

/** When a place is open: a working week in local time, and days on which it is not. */
export const CalendarSchema = defineEntity({
  name: 'Calendar',
  schema: 'core',
  tableName: 'calendar',
  comment: 'When work is done: windows of the week in local time, and holidays.',
  properties: {
    ...record(),
    code: p.string().length(40).comment('Short code, unique in the organization'),
    name: p.string().length(200).comment('Name of the calendar'),
    timeZone: p.string().length(64).comment('IANA time zone of its times'),
  },
});

export class Calendar extends CalendarSchema.class {}
CalendarSchema.setClass(Calendar);

/** A span of one weekday in which work is done. */
export const WorkingWindowSchema = defineEntity({
  name: 'WorkingWindow',
  schema: 'core',
  tableName: 'working_window',
  comment: 'A span of one weekday in which work is done, half-open.',
  properties: {
    ...record(),
    calendar: () => p.manyToOne(Calendar).comment('The calendar'),
    weekday: choice(Weekday).comment('Day of the week'),
    opens: p.string().length(5).comment('First minute, local time: 09:00'),
    closes: p.string().length(5).comment('First minute that is out again: 17:00, at most 24:00'),
  },
});

export class WorkingWindow extends WorkingWindowSchema.class {}
WorkingWindowSchema.setClass(WorkingWindow);

/** A day on which less work is done than on its weekday, or none. */
export const HolidaySchema = defineEntity({
  name: 'Holiday',
  schema: 'core',
  tableName: 'holiday',
  comment: 'A day on which no work is done, or until noon only.',
  properties: {
    ...record(),
    calendar: () => p.manyToOne(Calendar).comment('The calendar'),
    day: p.date().comment('The day'),
    name: p.string().length(120).comment('What is kept on that day'),
    isHalfDay: p.boolean().default(false).comment('Work is done until noon, local time'),
  },
});

export class Holiday extends HolidaySchema.class {}
HolidaySchema.setClass(Holiday);
