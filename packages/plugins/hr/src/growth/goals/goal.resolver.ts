import { Arg, Context, type Ctx, Mutation, type Person, Resolver, uuidv7 } from '@bureau/core';
import { Employee, filled } from '../../employee.entity.js';
import { callerOf } from '../skills/assess.js';
import { wordsOf } from '../words-of.js';
import { goalErrors } from './errors.js';
import { goalEnded } from './events.js';
import { Goal, GoalCheckIn, KeyResult } from './goal.entity.js';
import {
  KeyResultCheckInInput,
  KeyResultCheckInPayload,
  GoalCompletePayload,
  GoalCreateInput,
  GoalCreatePayload,
  GoalDropPayload,
  GoalInput,
  GoalUpdateInput,
  GoalUpdatePayload,
  type KeyResultInput,
} from './goal-inputs.js';
import { GOAL_ASSIGN } from './permissions.js';
import { progressOf } from './progress.js';

const MOST_RESULTS = 10;

/** Goals, which their owners set and keep. */
@Resolver()
export class GoalResolver {
  @Mutation(() => GoalCreatePayload, {
    description:
      'Sets a goal of the caller, or with hr.goal.assign of somebody else. It may serve another ' +
      'one that the caller may read.',
  })
  async goalCreate(@Context() ctx: Ctx, @Arg('input') input: GoalCreateInput) {
    const owner = await ownerOf(ctx, input.ownerId);
    const { startsOn, endsOn, keyResults, visibility } = input;
    checkDays({ startsOn, endsOn });
    if (keyResults.length < 1 || keyResults.length > MOST_RESULTS) {
      throw goalErrors.GOAL_RESULTS({}, ['input', 'keyResults']);
    }
    const goal = ctx.em.create(Goal, {
      ...{ id: uuidv7(), owner, startsOn, endsOn, visibility: visibility ?? 'MANAGER' },
      person: owner.person,
      title: filled(input.title, ['input', 'title']),
      description: wordsOf(input.description, 2_000, 'description'),
      parent: await parentOf(ctx, input.parentId),
    });
    for (const [at, one] of keyResults.entries()) {
      const facts = checkedResult(one, ['input', 'keyResults', String(at)]);
      ctx.em.create(KeyResult, { id: uuidv7(), goal, ...facts });
    }
    return { goal };
  }

  @Mutation(() => GoalUpdatePayload, { description: 'Changes a goal.' })
  async goalUpdate(@Context() ctx: Ctx, @Arg('input') input: GoalUpdateInput) {
    const goal = await ownGoal(ctx, input);
    goal.demandActive();
    const { description, endsOn, parentId } = input;
    if (input.title != null) goal.title = filled(input.title, ['input', 'title']);
    if (description !== undefined) await describe(ctx, goal, description);
    if (endsOn != null) goal.endsOn = endsOn;
    if (parentId !== undefined) goal.parent = await parentOf(ctx, parentId);
    if (input.visibility != null) goal.visibility = input.visibility;
    checkDays(goal);
    return { goal };
  }

  @Mutation(() => KeyResultCheckInPayload, {
    description: 'Says how a key result stands; progress follows. Nothing is erased.',
  })
  async keyResultCheckIn(@Context() ctx: Ctx, @Arg('input') input: KeyResultCheckInInput) {
    const path = ['input', 'keyResultId'];
    const keyResult = await ctx.find(KeyResult, input.keyResultId, { path });
    await ctx.sql('select id from hr.goal where id = $1 for update', [keyResult.goal.id]);
    const goal = await ctx.em.findOneOrFail(Goal, { id: keyResult.goal.id }, { refresh: true });
    const author = await demandOwner(ctx, goal);
    goal.demandActive();
    const { value = null, isReached = null } = input;
    const isNumber = keyResult.kind === 'NUMBER';
    if ((value !== null) !== isNumber || (isReached !== null) === isNumber) {
      throw goalErrors.GOAL_CHECK_IN({}, ['input']);
    }
    const goalCheckIn = ctx.em.create(GoalCheckIn, {
      ...{ id: uuidv7(), keyResult, checkedOn: ctx.today, value, isReached, author },
      ...{ person: await personOf(ctx, goal), note: wordsOf(input.note, 1_000, 'note') },
    });
    if (value !== null) keyResult.currentValue = value;
    if (isReached !== null) keyResult.isReached = isReached;
    goal.progress = progressOf(await ctx.em.find(KeyResult, { goal }));
    return { goalCheckIn, goal };
  }

  @Mutation(() => GoalCompletePayload, {
    description: 'Ends a goal; how far it came stands.',
  })
  async goalComplete(@Context() ctx: Ctx, @Arg('input') input: GoalInput) {
    return { goal: await ended(ctx, input, 'DONE') };
  }

  @Mutation(() => GoalDropPayload, { description: 'A goal is not pursued any more.' })
  async goalDrop(@Context() ctx: Ctx, @Arg('input') input: GoalInput) {
    return { goal: await ended(ctx, input, 'DROPPED') };
  }
}

type Target = { id: string; expectedVersion?: number | null };

async function ownGoal(ctx: Ctx, { id, expectedVersion }: Target): Promise<Goal> {
  const goal = await ctx.find(Goal, id, { expectedVersion, path: ['input', 'id'], lock: true });
  await demandOwner(ctx, goal);
  return goal;
}

async function personOf(ctx: Ctx, goal: Goal): Promise<Person> {
  return (await ctx.em.findOneOrFail(Employee, { id: goal.owner.id })).person;
}

async function describe(ctx: Ctx, goal: Goal, description: string | null): Promise<void> {
  goal.person = await personOf(ctx, goal);
  goal.description = wordsOf(description, 2_000, 'description');
  goal.plainDescription = null;
}

async function ended(ctx: Ctx, target: Target, state: 'DONE' | 'DROPPED'): Promise<Goal> {
  const goal = await ownGoal(ctx, target);
  goal.end(state);
  ctx.emit(goalEnded, { goalId: goal.id, state }, { type: 'Goal', id: goal.id });
  return goal;
}

async function ownerOf(ctx: Ctx, id: string | null | undefined): Promise<Employee> {
  const caller = await callerOf(ctx);
  const owner = id == null ? caller : await ctx.find(Employee, id, { path: ['input', 'ownerId'] });
  if (owner && owner.id !== caller?.id) ctx.demand(GOAL_ASSIGN);
  if (owner) return owner;
  throw goalErrors.GOAL_NO_EMPLOYEE({}, ['input']);
}

/** Who speaks for a goal; null: a program. Private goals are found by their owner only. */
async function demandOwner(ctx: Ctx, goal: Goal): Promise<Employee | null> {
  const caller = await callerOf(ctx);
  if (caller?.id === goal.owner.id || ctx.can(GOAL_ASSIGN)) return caller;
  throw goalErrors.GOAL_NOT_YOURS({}, ['input']);
}

async function parentOf(ctx: Ctx, id: string | null | undefined): Promise<Goal | null> {
  return id == null ? null : ctx.find(Goal, id, { path: ['input', 'parentId'] });
}

function checkDays({ startsOn, endsOn }: { startsOn: string; endsOn: string }): void {
  if (startsOn > endsOn) throw goalErrors.GOAL_DAYS({}, ['input', 'endsOn']);
}

function checkedResult(one: KeyResultInput, path: readonly string[]) {
  const { kind, startValue = null, targetValue = null } = one;
  const weight = one.weight ?? 1;
  if (weight < 1 || weight > 100) throw goalErrors.GOAL_RESULTS({}, [...path, 'weight']);
  const isNumber = kind === 'NUMBER';
  const isSound = isNumber
    ? startValue !== null && targetValue !== null && Number(startValue) !== Number(targetValue)
    : startValue === null && targetValue === null;
  if (!isSound) throw goalErrors.GOAL_RESULT_VALUES({}, path);
  const title = filled(one.title, [...path, 'title']);
  return { title, kind, weight, startValue, targetValue, currentValue: startValue };
}
