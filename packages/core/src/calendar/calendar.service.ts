import { Temporal } from 'temporal-polyfill';
import type { Ctx } from '../context/ctx.js';
import { serviceToken } from '../plugin/definition.js';
import { calendarErrors } from './errors.js';
import { type DayRange, readCalendars } from './read-calendars.js';
import { dayAfter, OutOfRange, type WorkCalendar } from './work-calendar.js';

/** Whose calendar is asked for (uuids): the place's, or the company's, or the organization's. */
export interface CalendarOf {
  siteId?: string | null;
  legalEntityId?: string | null;
}

/** Working days and working time; calendars are uuids, spans are half-open. */
export interface CalendarService {
  /** The calendar of a place, or else of a company, or else of the organization. */
  of(ctx: Ctx, whose?: CalendarOf): Promise<string | null>;
  /** The same. @throws CORE_CALENDAR_MISSING */
  demandOf(ctx: Ctx, whose?: CalendarOf): Promise<string>;
  /** The calendars of several places, by place; places without any are left out. */
  ofSites(ctx: Ctx, siteIds: readonly string[]): Promise<Map<string, string>>;
  /** Several calendars for a range of days in one statement, to ask them many things. */
  open(ctx: Ctx, ids: readonly string[], range: DayRange): Promise<Map<string, WorkCalendar>>;
  isWorkingDay(ctx: Ctx, id: string, day: string): Promise<boolean>;
  workingDays(ctx: Ctx, id: string, range: DayRange): Promise<number>;
  /** See `WorkCalendar.addWorkingDays`. @throws CORE_CALENDAR_NEVER_OPEN */
  addWorkingDays(ctx: Ctx, id: string, from: { day: string; days: number }): Promise<string>;
  /** Milliseconds of working time. */
  workingTime(ctx: Ctx, id: string, span: { from: Date; to: Date }): Promise<number>;
  /** @throws CORE_CALENDAR_NEVER_OPEN */
  nextOpening(ctx: Ctx, id: string, at: Date): Promise<Date>;
  /** When so much working time is used up. @throws CORE_CALENDAR_NEVER_OPEN */
  due(ctx: Ctx, id: string, from: { at: Date; workingMs: number }): Promise<Date>;
}

export const CalendarService = serviceToken<CalendarService>('core.calendar');

/** The service as core offers it. */
export function createCalendarService(): CalendarService {
  return {
    of: calendarOf,
    demandOf,
    ofSites,
    open: readCalendars,
    isWorkingDay: async (ctx, id, day) =>
      (await only(ctx, id, { from: day, to: dayAfter(day) })).isWorkingDay(day),
    workingDays: async (ctx, id, range) =>
      (await only(ctx, id, range)).workingDays(range.from, range.to),
    addWorkingDays: (ctx, id, { day, days }) =>
      searching(ctx, { id, day, ahead: Math.abs(days) * 2 + 30 }, (calendar) =>
        calendar.addWorkingDays(day, days),
      ),
    workingTime: async (ctx, id, { from, to }) => {
      const range = { from: utcDay(from, -2), to: utcDay(to, 3) };
      return (await only(ctx, id, range)).workingTime(from, to);
    },
    nextOpening: (ctx, id, at) =>
      searching(ctx, { id, day: utcDay(at), ahead: 30 }, (calendar) => calendar.nextOpening(at)),
    due: (ctx, id, { at, workingMs }) => {
      const ahead = Math.ceil(workingMs / HOUR_MS / 4) + 30;
      return searching(ctx, { id, day: utcDay(at), ahead }, (calendar) =>
        calendar.due(at, workingMs),
      );
    },
  };
}

const HOUR_MS = 3_600_000;
const TWENTY_YEARS = 7_305;

const OF = `
  select coalesce(
    (select s.calendar_id from core.site s where s.id = $1::uuid),
    (select l.calendar_id from core.legal_entity l where l.id = $2::uuid),
    o.calendar_id) as id
  from core.organization o where o.id = $3::uuid`;

async function calendarOf(ctx: Ctx, whose: CalendarOf = {}): Promise<string | null> {
  const values = [whose.siteId ?? null, whose.legalEntityId ?? null, ctx.organizationId];
  const [row] = await ctx.sql<{ id: string | null }>(OF, values);
  return row?.id ?? null;
}

async function demandOf(ctx: Ctx, whose: CalendarOf = {}): Promise<string> {
  const id = await calendarOf(ctx, whose);
  if (id !== null) return id;
  throw calendarErrors.CALENDAR_MISSING();
}

const OF_SITES = `
  select s.id, coalesce(s.calendar_id, o.calendar_id) as calendar_id
  from core.site s join core.organization o on o.organization_id = s.organization_id
  where s.id = any($1::uuid[]) and coalesce(s.calendar_id, o.calendar_id) is not null`;

async function ofSites(ctx: Ctx, siteIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.sql<{ id: string; calendar_id: string }>(OF_SITES, [siteIds]);
  return new Map(rows.map((row) => [row.id, row.calendar_id]));
}

async function only(ctx: Ctx, id: string, range: DayRange): Promise<WorkCalendar> {
  const calendar = (await readCalendars(ctx, [id], range)).get(id);
  if (calendar) return calendar;
  throw calendarErrors.CALENDAR_MISSING();
}

/** Reads as far as an answer needs: four times as far each time, at most twenty years. */
async function searching<T>(
  ctx: Ctx,
  { id, day, ahead }: { id: string; day: string; ahead: number },
  ask: (calendar: WorkCalendar) => T,
): Promise<T> {
  for (let days = Math.min(ahead, TWENTY_YEARS); ; days = Math.min(days * 4, TWENTY_YEARS)) {
    const calendar = await only(ctx, id, { from: dayAfter(day, -days), to: dayAfter(day, days) });
    try {
      return ask(calendar);
    } catch (error) {
      if (!(error instanceof OutOfRange)) throw error;
      if (days >= TWENTY_YEARS) throw calendarErrors.CALENDAR_NEVER_OPEN();
    }
  }
}

/** The day of an instant in UTC, so many days on: a local day differs by one at most. */
function utcDay(at: Date, days = 0): string {
  const day = Temporal.PlainDate.from(at.toISOString().slice(0, 10));
  return day.add({ days }).toString();
}
