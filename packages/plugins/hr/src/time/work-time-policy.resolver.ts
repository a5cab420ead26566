import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { placeOf } from '../history.js';
import { timeErrors } from './errors.js';
import { minuteOf } from './minute-of.js';
import {
  type WorkTimeBreakInput,
  WorkTimePolicyAssignInput,
  WorkTimePolicyAssignPayload,
  WorkTimePolicyCreateInput,
  WorkTimePolicyCreatePayload,
  WorkTimePolicyUpdateInput,
  WorkTimePolicyUpdatePayload,
} from './shift.types.js';
import { filled } from './time-text.js';
import { WorkTimeAssignment, WorkTimeBreak, WorkTimePolicy } from './work-time-policy.entity.js';

const MOST_PEOPLE = 250;
const MOST_BREAKS = 10;
const FACTOR = /^\d(\.\d{1,4})?$/;

/** Rules of working time, and for whom they hold. */
@Resolver()
export class WorkTimePolicyResolver {
  @Mutation(() => WorkTimePolicyCreatePayload, {
    description:
      'Adds rules of working time. What they say stands; other rules are another policy.',
  })
  workTimePolicyCreate(@Context() ctx: Ctx, @Arg('input') input: WorkTimePolicyCreateInput) {
    const workTimePolicy = ctx.em.create(WorkTimePolicy, {
      ...{ code: filled(input.code, 'code'), name: filled(input.name, 'name') },
      ...limitsOf(input),
      ...nightOf(input),
      overtimeFactor: factorOf(input.overtimeFactor, 'overtimeFactor'),
      nightFactor: factorOf(input.nightFactor, 'nightFactor'),
      sundayFactor: factorOf(input.sundayFactor, 'sundayFactor'),
      holidayFactor: factorOf(input.holidayFactor, 'holidayFactor'),
    });
    for (const one of breaksOf(input.breaks ?? [])) {
      ctx.em.create(WorkTimeBreak, { policy: workTimePolicy, ...one });
    }
    return { workTimePolicy };
  }

  @Mutation(() => WorkTimePolicyUpdatePayload, {
    description: 'Renames rules of working time, or ends that they are assigned.',
  })
  async workTimePolicyUpdate(@Context() ctx: Ctx, @Arg('input') input: WorkTimePolicyUpdateInput) {
    const { id, expectedVersion, name, isActive } = input;
    const path = ['input', 'id'];
    const workTimePolicy = await ctx.find(WorkTimePolicy, id, { expectedVersion, path });
    if (name != null) workTimePolicy.name = filled(name, 'name');
    if (isActive != null) workTimePolicy.isActive = isActive;
    return { workTimePolicy };
  }

  @Mutation(() => WorkTimePolicyAssignPayload, {
    description: 'Lets rules of working time hold for people from a day on.',
  })
  async workTimePolicyAssign(@Context() ctx: Ctx, @Arg('input') input: WorkTimePolicyAssignInput) {
    const ids = [...new Set(input.employeeIds)];
    if (ids.length > MOST_PEOPLE) {
      throw timeErrors.TIME_TOO_MANY({ limit: MOST_PEOPLE }, ['input', 'employeeIds']);
    }
    const path = ['input', 'policyId'];
    const policy = await ctx.find(WorkTimePolicy, input.policyId, { path });
    if (!policy.isActive) throw timeErrors.TIME_INACTIVE({ code: policy.code }, path);
    for (const id of ids) {
      const employee = await ctx.find(Employee, id, { path: ['input', 'employeeIds'] });
      await assign(ctx, employee, { policy, validFrom: input.validFrom });
    }
    return { assigned: ids.length };
  }
}

async function assign(
  ctx: Ctx,
  employee: Employee,
  { policy, validFrom }: { policy: WorkTimePolicy; validFrom: string },
): Promise<void> {
  const place = placeOf(await ctx.em.find(WorkTimeAssignment, { employee }), validFrom);
  if (place.kind === 'correct') {
    place.row.policy = policy;
    return;
  }
  if (place.kind === 'split') place.row.validTo = validFrom;
  ctx.em.create(WorkTimeAssignment, { employee, policy, validFrom, validTo: place.validTo });
}

function limitsOf(input: WorkTimePolicyCreateInput) {
  return {
    dailyMinutes: within(input.dailyMinutes, [1, 1_440], 'dailyMinutes'),
    overtimeDailyMinutes: orNull(input.overtimeDailyMinutes, 1_440, 'overtimeDailyMinutes'),
    overtimeWeeklyMinutes: orNull(input.overtimeWeeklyMinutes, 10_080, 'overtimeWeeklyMinutes'),
    longestDayMinutes: orNull(input.longestDayMinutes, 1_440, 'longestDayMinutes'),
    restMinutes: within(input.restMinutes ?? 660, [0, 1_440], 'restMinutes'),
    roundingMinutes: within(input.roundingMinutes ?? 1, [1, 60], 'roundingMinutes'),
    shortestBreakMinutes: within(
      input.shortestBreakMinutes ?? 15,
      [0, 240],
      'shortestBreakMinutes',
    ),
    isBreakDeducted: input.isBreakDeducted ?? true,
  };
}

function nightOf({ nightStarts, nightEnds }: WorkTimePolicyCreateInput) {
  const night = { nightStarts: nightStarts ?? '23:00', nightEnds: nightEnds ?? '06:00' };
  minuteOf(night.nightStarts, ['input', 'nightStarts']);
  minuteOf(night.nightEnds, ['input', 'nightEnds']);
  return night;
}

/** @throws HR_TIME_RULES */
function within(value: number, [least, most]: [number, number], field: string): number {
  if (value >= least && value <= most) return value;
  throw timeErrors.TIME_RULES({}, ['input', field]);
}

function orNull(value: number | null | undefined, most: number, field: string): number | null {
  return value == null ? null : within(value, [0, most], field);
}

/** @throws HR_TIME_RULES */
function factorOf(text: string | null | undefined, field: string): string {
  const factor = text ?? '0';
  if (FACTOR.test(factor)) return factor;
  throw timeErrors.TIME_RULES({}, ['input', field]);
}

/** @throws HR_TIME_RULES */
function breaksOf(given: readonly WorkTimeBreakInput[]): readonly WorkTimeBreakInput[] {
  const isSound = given.every(
    ({ afterMinutes, breakMinutes }) =>
      afterMinutes >= 0 && afterMinutes <= 1_440 && breakMinutes >= 1 && breakMinutes <= 480,
  );
  const isOnce = new Set(given.map(({ afterMinutes }) => afterMinutes)).size === given.length;
  if (isSound && isOnce && given.length <= MOST_BREAKS) return given;
  throw timeErrors.TIME_RULES({}, ['input', 'breaks']);
}
