import { type Ctx, Refusal, Site, uuidv7 } from '@bureau/core';
import type { Day } from '../day.js';
import type { Employee } from '../employee.entity.js';
import { timeErrors } from './errors.js';
import { TIME_CLOCK } from './permissions.js';
import { placeAt, type PlaceOfWork } from './place-of-work.js';
import { TimeEntry, type TimeEntryKind, type TimeEntrySource } from './time-entry.entity.js';
import { employeeFor, type Whose } from './whose.js';

/** How far back a terminal may tell of what happened while it was out of reach. */
const LATE_DAYS = 7;
const DAY_MS = 86_400_000;
/** Clocks of terminals may go a little fast. */
const AHEAD_MS = 60_000;
/** A shift that begins so soon is the one for which somebody comes. */
const EARLY_HOURS = 4;

/** One turn of somebody's clock. */
export interface ClockTurn {
  employee: Employee;
  at: Date;
  source: TimeEntrySource;
  /** What goes on before it; none: nothing. */
  open: TimeEntry | null;
}

/**
 * Reads a turn of the clock, and keeps everybody else from turning the same clock until the
 * commit: of two who clock somebody in, one finds the other's entry.
 */
export async function turnOf(ctx: Ctx, input: Whose & { at?: Date | null }): Promise<ClockTurn> {
  const employee = await employeeFor(ctx, TIME_CLOCK, input);
  await lockClock(ctx, employee.id);
  const at = instantOf(ctx, input.at);
  const own = ctx.principal.personId;
  const isSelf = own !== undefined && employee.person.id === own && input.at == null;
  const open = await ctx.em.findOne(TimeEntry, { employee, state: 'VALID', endedAt: null });
  return { employee, at, source: isSelf ? 'SELF' : 'TERMINAL', open };
}

/** Until the commit nobody else writes time of this employee (uuid). */
export async function lockClock(ctx: Ctx, employee: string): Promise<void> {
  await ctx.sql('select id from hr.employee where id = $1 for no key update', [employee]);
}

function instantOf(ctx: Ctx, given: Date | null | undefined): Date {
  if (given == null) return ctx.now;
  const at = new Date(given);
  const { kind, permissions } = ctx.principal;
  if (kind !== 'system' && permissions.get(TIME_CLOCK) !== 'all') {
    const words = `Requires ${TIME_CLOCK} for every employee to tell another instant.`;
    throw new Refusal('FORBIDDEN', words, { permission: TIME_CLOCK });
  }
  const late = ctx.now.valueOf() - at.valueOf();
  if (late <= LATE_DAYS * DAY_MS && late >= -AHEAD_MS) return at;
  throw timeErrors.TIME_AT({ days: LATE_DAYS }, ['input', 'at']);
}

/** Begins work, on the day of the shift that somebody comes for. @throws HR_TIME_OPEN */
export async function clockIn(ctx: Ctx, { employee, at, source, open }: ClockTurn) {
  if (open) throw timeErrors.TIME_OPEN({ since: open.startedAt.toISOString() }, ['input']);
  await refuseOverlap(ctx, employee, at);
  const place = await placeAt(ctx, employee, at);
  const [shift] = await ctx.sql<{ day: Day }>(SHIFT, [employee.id, at.toISOString()]);
  const day = shift?.day ?? place.day;
  return record(ctx, { employee, source, at, day, place, kind: 'WORK' });
}

const SHIFT = `
  select s.day from hr.shift s
  where s.employee_id = $1 and s.ends_at > $2::timestamptz
    and s.starts_at <= $2::timestamptz + interval '${EARLY_HOURS} hours'
  order by s.starts_at limit 1`;

/** Ends work, or the break with which it ends. @throws HR_TIME_NOT_OPEN and what `end` throws */
export function clockOut({ at, open }: ClockTurn): TimeEntry {
  if (!open) throw timeErrors.TIME_NOT_OPEN({}, ['input']);
  open.end(at);
  return open;
}

/** Work goes over into a break, or a break into work, at one instant. */
export function change(ctx: Ctx, turn: ClockTurn, kind: TimeEntryKind): TimeEntry {
  const { employee, at, source, open } = turn;
  if (!open) throw timeErrors.TIME_NOT_OPEN({}, ['input']);
  if (open.kind === kind) {
    const since = open.startedAt.toISOString();
    if (kind === 'BREAK') throw timeErrors.TIME_IN_BREAK({ since }, ['input']);
    throw timeErrors.TIME_NOT_IN_BREAK({}, ['input']);
  }
  open.end(at);
  const place = { siteId: open.site.id, timeZone: open.timeZone };
  return record(ctx, { employee, source, at, day: open.day, place, kind });
}

async function refuseOverlap(ctx: Ctx, employee: Employee, at: Date): Promise<void> {
  const other = await ctx.em.findOne(TimeEntry, {
    ...{ employee, state: 'VALID' as const, endedAt: { $gt: at } },
  });
  if (other) throw timeErrors.TIME_OVERLAPS({ day: other.day }, ['input', 'at']);
}

interface Recorded {
  employee: Employee;
  source: TimeEntrySource;
  at: Date;
  day: Day;
  place: PlaceOfWork;
  kind: TimeEntryKind;
}

function record(ctx: Ctx, { employee, source, at, day, place, kind }: Recorded): TimeEntry {
  return ctx.em.create(TimeEntry, {
    ...{ id: uuidv7(), employee, source, day, kind, startedAt: at, endedAt: null },
    ...{ site: ctx.em.getReference(Site, place.siteId), timeZone: place.timeZone },
    ...{ state: 'VALID', correction: null, replacedBy: null },
  });
}
