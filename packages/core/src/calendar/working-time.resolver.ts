import type { Ctx } from '../context/ctx.js';
import { defineLoader } from '../context/loader.js';
import {
  Arg,
  Context,
  DateScalar,
  DateTimeScalar,
  FieldResolver,
  Float,
  Int,
  Resolver,
  Root,
} from '../model/graphql.js';
import { Refusal } from '../write/errors.js';
import { CalendarType } from './calendar.types.js';
import { createCalendarService } from './calendar.service.js';
import { type DayRange, readCalendars } from './read-calendars.js';
import type { WorkCalendar } from './work-calendar.js';

const service = createCalendarService();
const MAX_DAYS = 3_660;
const DAY_MS = 86_400_000;

interface Opened {
  id: string;
  range: DayRange;
}

/** Calendars of an answer that are asked for the same days are read together. */
const openedLoader = defineLoader<Opened, WorkCalendar | undefined>({
  name: 'core.workCalendar',
  key: ({ id, range }) => `${id} ${range.from} ${range.to}`,
  async batch(ctx, keys) {
    const ranges = new Map(keys.map(({ range }) => [`${range.from} ${range.to}`, range]));
    const found = new Map<string, Map<string, WorkCalendar>>();
    for (const [name, range] of ranges) {
      const ids = keys.flatMap((one) => (sameRange(one.range, range) ? [one.id] : []));
      found.set(name, await readCalendars(ctx, ids, range));
    }
    return keys.map(({ id, range }) => found.get(`${range.from} ${range.to}`)?.get(id));
  },
});

/** What follows from a calendar: its working days and working time. */
@Resolver(() => CalendarType.object as never)
export class WorkingTimeResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Working days from a day, until another one exclusive; half days count.',
  })
  async workingDays(
    @Root() calendar: { id: string },
    @Context() ctx: Ctx,
    @Arg('from', () => DateScalar, { description: 'First day.' }) from: string,
    @Arg('to', () => DateScalar, { description: 'First day that is out; ten years on at most.' })
    to: string,
  ): Promise<number> {
    if ((Date.parse(to) - Date.parse(from)) / DAY_MS > MAX_DAYS) {
      throw new Refusal('BAD_USER_INPUT', 'workingDays takes ten years at most.');
    }
    const opened = await ctx.load(openedLoader, { id: calendar.id, range: { from, to } });
    return opened?.workingDays(from, to) ?? 0;
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description:
      'The n-th working day after a day, before it when n is negative; with 0 the day itself or ' +
      'the next working day.',
  })
  workingDay(
    @Root() calendar: { id: string },
    @Context() ctx: Ctx,
    @Arg('after', () => DateScalar, { description: 'The day.' }) after: string,
    @Arg('days', () => Int, { description: 'Working days, -1000 to 1000.' }) days: number,
  ): Promise<string> {
    if (Math.abs(days) > 1_000) throw new Refusal('BAD_USER_INPUT', 'days is -1000 to 1000.');
    return service.addWorkingDays(ctx, calendar.id, { day: after, days });
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Seconds of working time from an instant, until another one.',
  })
  async workingSeconds(
    @Root() calendar: { id: string },
    @Context() ctx: Ctx,
    @Arg('from', () => DateTimeScalar, { description: 'First instant.' }) from: Date,
    @Arg('to', () => DateTimeScalar, { description: 'First instant out; a year on at most.' })
    to: Date,
  ): Promise<number> {
    if (to.valueOf() - from.valueOf() > 366 * DAY_MS) {
      throw new Refusal('BAD_USER_INPUT', 'workingSeconds takes a year at most.');
    }
    return (await service.workingTime(ctx, calendar.id, { from, to })) / 1_000;
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'The instant itself when work is done then, or the next opening.',
  })
  nextOpening(
    @Root() calendar: { id: string },
    @Context() ctx: Ctx,
    @Arg('at', () => DateTimeScalar, { nullable: true, description: 'Default now.' })
    at: Date | null,
  ): Promise<Date> {
    return service.nextOpening(ctx, calendar.id, at ?? ctx.now);
  }
}

function sameRange(one: DayRange, other: DayRange): boolean {
  return one.from === other.from && one.to === other.to;
}
