import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { checked, valuesOf } from '../schema/input-values.js';
import { Refusal } from '../write/errors.js';
import { Calendar, Holiday, weekdayNumber, WorkingWindow } from './calendar.entity.js';
import {
  CalendarCreateInput,
  CalendarCreatePayload,
  CalendarUpdateInput,
  CalendarUpdatePayload,
  HolidayCreateInput,
  HolidayCreatePayload,
  HolidayDeleteInput,
  HolidayDeletePayload,
  type HolidayRuleInput,
  HolidaysGenerateInput,
  HolidaysGeneratePayload,
  type WorkingWindowInput,
} from './calendar.types.js';
import { calendarErrors } from './errors.js';
import { dayOfRule, type HolidayRule, isCompleteRule } from './holiday-rules.js';
import { minuteOf } from './read-calendars.js';

const PICKS = { required: ['code', 'name', 'timeZone'] } as const;
const MAX_ITEMS = 100;
const MAX_YEARS = 20;

/** When work is done. */
@Resolver()
export class CalendarResolver {
  @Mutation(() => CalendarCreatePayload, { description: 'Adds a calendar.' })
  calendarCreate(@Context() ctx: Ctx, @Arg('input') input: CalendarCreateInput) {
    const calendar = ctx.em.create(Calendar, valuesOf(input, PICKS));
    addWindows(ctx, calendar, input.windows);
    return { calendar };
  }

  @Mutation(() => CalendarUpdatePayload, {
    description: 'Changes a calendar; a given working week replaces the one before.',
  })
  async calendarUpdate(@Context() ctx: Ctx, @Arg('input') input: CalendarUpdateInput) {
    const { expectedVersion, windows } = input;
    const calendar = await ctx.find(Calendar, input.id, { expectedVersion, path: ['input', 'id'] });
    ctx.em.assign(calendar, valuesOf(input, PICKS));
    if (windows) {
      for (const window of await ctx.em.find(WorkingWindow, { calendar })) ctx.em.remove(window);
      await ctx.em.flush();
      addWindows(ctx, calendar, windows);
      // The week is part of the calendar: its version must move with it.
      calendar.updatedAt = ctx.now;
    }
    return { calendar };
  }

  @Mutation(() => HolidayCreatePayload, { description: 'Adds one holiday to a calendar.' })
  async holidayCreate(@Context() ctx: Ctx, @Arg('input') input: HolidayCreateInput) {
    const calendar = await calendarOf(ctx, input.calendarId);
    const name = checked('name', input.name);
    const { day, isHalfDay } = input;
    const values = { calendar, day, name, isHalfDay: isHalfDay ?? false };
    return { holiday: ctx.em.create(Holiday, values) };
  }

  @Mutation(() => HolidayDeletePayload, { description: 'Takes a holiday out of its calendar.' })
  async holidayDelete(@Context() ctx: Ctx, @Arg('input') input: HolidayDeleteInput) {
    const { expectedVersion } = input;
    const holiday = await ctx.find(Holiday, input.id, { expectedVersion, path: ['input', 'id'] });
    ctx.em.remove(holiday);
    return { deletedId: input.id };
  }

  @Mutation(() => HolidaysGeneratePayload, {
    description:
      'Enters the days of rules for some years. Days that are there stay as they are, so it may ' +
      'be done again every year.',
  })
  async holidaysGenerate(@Context() ctx: Ctx, @Arg('input') input: HolidaysGenerateInput) {
    const calendar = await calendarOf(ctx, input.calendarId);
    const { fromYear, toYear } = input;
    const isSpan = fromYear >= 1900 && toYear <= 2199 && fromYear <= toYear;
    if (!isSpan || toYear - fromYear >= MAX_YEARS) {
      throw calendarErrors.HOLIDAY_YEARS_INVALID({}, ['input', 'toYear']);
    }
    const wanted = daysOf(input);
    const known = await ctx.em.find(Holiday, {
      calendar,
      day: { $gte: `${fromYear - 1}-01-01`, $lte: `${toYear + 1}-12-31` },
    });
    for (const { day } of known) wanted.delete(day);
    for (const [day, { name, isHalfDay }] of wanted) {
      ctx.em.create(Holiday, { calendar, day, name, isHalfDay: isHalfDay ?? false });
    }
    return { calendar, addedCount: wanted.size };
  }
}

function calendarOf(ctx: Ctx, id: string): Promise<Calendar> {
  return ctx.find(Calendar, id, { path: ['input', 'calendarId'] });
}

const OPENS = /^([01]\d|2[0-3]):[0-5]\d$/;

function addWindows(ctx: Ctx, calendar: Calendar, windows: readonly WorkingWindowInput[]): void {
  bounded('windows', windows);
  const before = new Map<string, WorkingWindowInput>();
  const order = (one: WorkingWindowInput) => `${weekdayNumber(one.weekday)} ${one.opens}`;
  const sorted = [...windows].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  for (const window of sorted) {
    const { weekday, opens, closes } = window;
    const isTime = OPENS.test(opens) && (OPENS.test(closes) || closes === '24:00');
    if (!isTime || minuteOf(opens) >= minuteOf(closes)) {
      throw calendarErrors.CALENDAR_WINDOW_INVALID({}, ['input', 'windows']);
    }
    const last = before.get(weekday);
    if (last && minuteOf(opens) < minuteOf(last.closes)) {
      throw calendarErrors.CALENDAR_WINDOWS_OVERLAP({ weekday }, ['input', 'windows']);
    }
    before.set(weekday, window);
    ctx.em.create(WorkingWindow, { calendar, weekday, opens, closes });
  }
}

/** The days of all rules; of two rules on one day the first one names it. */
function daysOf({ rules, fromYear, toYear }: HolidaysGenerateInput): Map<string, HolidayRuleInput> {
  bounded('rules', rules);
  const days = new Map<string, HolidayRuleInput>();
  for (const [index, given] of rules.entries()) {
    const rule: HolidayRule = {
      ...given,
      weekday: given.weekday ? weekdayNumber(given.weekday) : null,
    };
    const name = given.name.trim();
    if (name === '' || !isCompleteRule(rule)) {
      throw calendarErrors.HOLIDAY_RULE_INVALID({ name }, ['input', 'rules', String(index)]);
    }
    for (let year = fromYear; year <= toYear; year += 1) {
      const day = dayOfRule(rule, year);
      if (day !== null && !days.has(day)) days.set(day, { ...given, name });
    }
  }
  return days;
}

function bounded(name: string, list: readonly unknown[]): void {
  if (list.length <= MAX_ITEMS) return;
  throw new Refusal('BAD_USER_INPUT', `${name} takes ${MAX_ITEMS} items at most.`);
}
