import {
  Arg,
  Context,
  type Ctx,
  encodeId,
  instantOfLocal,
  Mutation,
  Refusal,
  Resolver,
  Site,
  uuidv7,
} from '@bureau/core';
import { type Day, dayAfter } from '../day.js';
import { timeErrors } from './errors.js';
import { minuteOf } from './minute-of.js';
import { SHIFT_WRITE } from './permissions.js';
import { placesOn } from './place-of-work.js';
import { Shift, ShiftPattern } from './shift.entity.js';
import {
  ShiftAssignInput,
  ShiftAssignPayload,
  ShiftDeleteInput,
  ShiftDeletePayload,
  ShiftPatternCreateInput,
  ShiftPatternCreatePayload,
  ShiftPatternUpdateInput,
  ShiftPatternUpdatePayload,
} from './shift.types.js';
import { filled } from './time-text.js';
import { ShiftType } from './time.types.js';
import { employeeFor, reaches } from './whose.js';

const MOST_DAYS = 62;

/** Hours of shifts, and who works when. */
@Resolver()
export class ShiftResolver {
  @Mutation(() => ShiftPatternCreatePayload, { description: 'Adds hours of a shift.' })
  shiftPatternCreate(@Context() ctx: Ctx, @Arg('input') input: ShiftPatternCreateInput) {
    const { starts, ends } = input;
    minuteOf(starts, ['input', 'starts']);
    minuteOf(ends, ['input', 'ends']);
    const shiftPattern = ctx.em.create(ShiftPattern, {
      ...{ code: filled(input.code, 'code'), name: filled(input.name, 'name') },
      ...{ starts, ends, breakMinutes: input.breakMinutes ?? 0 },
    });
    return { shiftPattern };
  }

  @Mutation(() => ShiftPatternUpdatePayload, {
    description: 'Renames hours of a shift, or ends that they are assigned.',
  })
  async shiftPatternUpdate(@Context() ctx: Ctx, @Arg('input') input: ShiftPatternUpdateInput) {
    const { id, expectedVersion, name, isActive } = input;
    const path = ['input', 'id'];
    const shiftPattern = await ctx.find(ShiftPattern, id, { expectedVersion, path });
    if (name != null) shiftPattern.name = filled(name, 'name');
    if (isActive != null) shiftPattern.isActive = isActive;
    return { shiftPattern };
  }

  @Mutation(() => ShiftAssignPayload, {
    description:
      'Lets somebody work a shift on days, by the clock of the place of each day: a shift in the ' +
      'night of a clock change has an hour more or less. Shifts of a person never overlap.',
  })
  async shiftAssign(@Context() ctx: Ctx, @Arg('input') input: ShiftAssignInput) {
    const days = [...new Set(input.days)];
    if (days.length === 0) return { shiftIds: [] };
    if (days.length > MOST_DAYS) {
      throw timeErrors.TIME_TOO_MANY({ limit: MOST_DAYS }, ['input', 'days']);
    }
    const employee = await employeeFor(ctx, SHIFT_WRITE, input);
    const pattern = await ctx.find(ShiftPattern, input.patternId, { path: ['input', 'patternId'] });
    if (!pattern.isActive) {
      throw timeErrors.TIME_INACTIVE({ code: pattern.code }, ['input', 'patternId']);
    }
    const places = await placesOn(ctx, employee, days);
    const shifts = [...places].map(([day, { siteId, timeZone }]) =>
      ctx.em.create(Shift, {
        ...{ id: uuidv7(), employee, pattern, site: ctx.em.getReference(Site, siteId), day },
        ...hoursOf(pattern, day, timeZone),
      }),
    );
    return { shiftIds: shifts.map(({ id }) => encodeId(ShiftType.options.prefix, id)) };
  }

  @Mutation(() => ShiftDeletePayload, { description: 'Takes a shift back.' })
  async shiftDelete(@Context() ctx: Ctx, @Arg('input') input: ShiftDeleteInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const shift = await ctx.find(Shift, id, { expectedVersion, path });
    // Whoever reads the own shifts may still not take them back.
    if (!(await reaches(ctx, SHIFT_WRITE, shift.employee.id))) {
      const words = `Requires ${SHIFT_WRITE} for this employee.`;
      throw new Refusal('FORBIDDEN', words, { permission: SHIFT_WRITE });
    }
    ctx.em.remove(shift);
    return { deletedId: id };
  }
}

/** Begin and end of a shift as instants. */
export function hoursOf(
  { starts, ends }: { starts: string; ends: string },
  day: Day,
  timeZone: string,
): { startsAt: Date; endsAt: Date } {
  const last = ends <= starts ? dayAfter(day) : day;
  const at = (of: Day, time: string) =>
    new Date(instantOfLocal({ day: of, minute: minuteOf(time, []) }, timeZone));
  return { startsAt: at(day, starts), endsAt: at(last, ends) };
}
