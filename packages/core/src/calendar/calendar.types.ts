import { expose, many, type Exposed } from '../model/expose.js';
import { Field, ID, InputType, Int } from '../model/graphql.js';
import { inputOf, patchOf, payloadOf } from '../model/inputs.js';
import { enumOf, type EnumValue } from '../model/enums.js';
import { Calendar, Holiday, Weekday, WorkingWindow } from './calendar.entity.js';

export const CalendarType: Exposed = expose(Calendar, {
  prefix: 'cal',
  filter: ['code', 'name'],
  order: ['code', 'name'],
  by: ['code'],
  relations: {
    windows: many(() => WorkingWindowType, 'calendar', 'Its working week.'),
    holidays: many(() => HolidayType, 'calendar', 'Days on which less is done, or nothing.'),
  },
});

export const WorkingWindowType: Exposed = expose(WorkingWindow, {
  prefix: 'wwi',
  filter: ['calendar', 'weekday'],
  order: ['weekday', 'opens'],
  root: false,
});

export const HolidayType: Exposed = expose(Holiday, {
  prefix: 'hol',
  filter: ['calendar', 'day', 'name'],
  order: ['day', 'name'],
});

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'A span of one weekday in which work is done, half-open.' })
export class WorkingWindowInput extends inputOf(WorkingWindow, ['weekday', 'opens', 'closes']) {}

@InputType({ description: 'A new calendar.' })
export class CalendarCreateInput extends inputOf(Calendar, ['code', 'name', 'timeZone']) {
  @Field(() => [WorkingWindowInput], {
    description: 'Its working week, 100 windows at most. Past midnight: one until 24:00, one on.',
  })
  windows!: WorkingWindowInput[];
}

@InputType({ description: 'Changes of a calendar; what is left out stays.' })
export class CalendarUpdateInput extends patchOf(Calendar, ['code', 'name', 'timeZone']) {
  @Field(() => ID, { description: 'The calendar.' })
  id!: string;
  @Field(() => [WorkingWindowInput], {
    nullable: true,
    description: 'The whole working week; replaces the one before.',
  })
  windows?: WorkingWindowInput[] | null;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'A day on which no work is done, or until noon only.' })
export class HolidayCreateInput extends inputOf(Holiday, ['calendar', 'day', 'name', 'isHalfDay'], {
  optional: ['isHalfDay'],
}) {}

@InputType({ description: 'The holiday that is taken out.' })
export class HolidayDeleteInput {
  @Field(() => ID, { description: 'The holiday.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

/** How a holiday comes back every year. */
export const HolidayRuleKind = enumOf('HolidayRuleKind', 'How a holiday comes back.', {
  FIXED: 'On the day of a month.',
  EASTER: 'So many days after Easter Sunday (Gregorian); before it when negative.',
  WEEKDAY: 'On the nth weekday of a month; from its end when negative.',
});
export type HolidayRuleKind = EnumValue<typeof HolidayRuleKind>;

@InputType({ description: 'A holiday that comes back every year.' })
export class HolidayRuleInput {
  @Field({ description: 'What is kept on that day.' })
  name!: string;
  @Field(() => HolidayRuleKind, { description: 'How it comes back.' })
  kind!: HolidayRuleKind;
  @Field(() => Int, { nullable: true, description: 'Month, 1 to 12: FIXED and WEEKDAY.' })
  month?: number | null;
  @Field(() => Int, { nullable: true, description: 'Day of the month: FIXED.' })
  day?: number | null;
  @Field(() => Int, { nullable: true, description: 'Days after Easter Sunday: EASTER.' })
  offset?: number | null;
  @Field(() => Weekday, { nullable: true, description: 'Day of the week: WEEKDAY.' })
  weekday?: Weekday | null;
  @Field(() => Int, { nullable: true, description: '1 to 5, or -1 to -5: WEEKDAY.' })
  nth?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Work is done until noon; default no.' })
  isHalfDay?: boolean | null;
}

@InputType({ description: 'Rules and the years for which their days are entered.' })
export class HolidaysGenerateInput {
  @Field(() => ID, { description: 'The calendar.' })
  calendarId!: string;
  @Field(() => Int, { description: 'First year.' })
  fromYear!: number;
  @Field(() => Int, { description: 'Last year, at most 19 after the first.' })
  toYear!: number;
  @Field(() => [HolidayRuleInput], { description: 'The rules, 100 at most.' })
  rules!: HolidayRuleInput[];
}

export const CalendarCreatePayload = payloadOf('CalendarCreatePayload', { calendar: CalendarType });
export const CalendarUpdatePayload = payloadOf('CalendarUpdatePayload', { calendar: CalendarType });
export const HolidayCreatePayload = payloadOf('HolidayCreatePayload', { holiday: HolidayType });
export const HolidayDeletePayload = payloadOf(
  'HolidayDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'What was taken out.' } },
);
export const HolidaysGeneratePayload = payloadOf(
  'HolidaysGeneratePayload',
  { calendar: CalendarType },
  { addedCount: { type: () => Int, description: 'Days that were not there before.' } },
);
