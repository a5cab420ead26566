import {
  Arg,
  Context,
  type Ctx,
  decodeId,
  ID,
  Mutation,
  Query,
  Resolver,
  User,
  uuidv7,
} from '@bureau/core';
import { Employee, filled } from '../employee.entity.js';
import { EmployeeType } from '../employee.types.js';
import { BoardingPlan, BoardingTask, BoardingTemplate } from './boarding.entity.js';
import {
  BoardingPlanCancelPayload,
  BoardingPlanInput,
  BoardingPlanStartInput,
  BoardingPlanStartPayload,
  BoardingTaskAddInput,
  BoardingTaskAddPayload,
  BoardingTaskCompleteInput,
  BoardingTaskCompletePayload,
  BoardingTaskSkipInput,
  BoardingTaskSkipPayload,
  LeftoverType,
} from './boarding-inputs.js';
import { boardingFinished } from './events.js';
import { leftoversOf } from './leftovers.js';
import { addTask, managerOn, startPlan } from './start-plan.js';
import { checkedTask } from './template.resolver.js';

/** Plans for those who join and leave. */
@Resolver()
export class BoardingResolver {
  @Mutation(() => BoardingPlanStartPayload, {
    description:
      'Begins a plan by a template, with the tasks that other plugins add. Days count from the ' +
      'first day of the latest employment, or from its last one.',
  })
  async boardingPlanStart(@Context() ctx: Ctx, @Arg('input') input: BoardingPlanStartInput) {
    const path = ['input', 'employeeId'];
    const employee = await ctx.find(Employee, input.employeeId, { path, lock: true });
    const template = await ctx.find(BoardingTemplate, input.templateId, {
      path: ['input', 'templateId'],
    });
    return { boardingPlan: await startPlan(ctx, employee, template) };
  }

  @Mutation(() => BoardingPlanCancelPayload, { description: 'Ends a plan that is not needed.' })
  async boardingPlanCancel(@Context() ctx: Ctx, @Arg('input') input: BoardingPlanInput) {
    const { expectedVersion } = input;
    const path = ['input', 'id'];
    const plan = await ctx.find(BoardingPlan, String(input.id), {
      ...{ expectedVersion, path, lock: true },
    });
    plan.demandRunning();
    plan.state = 'CANCELLED';
    return { boardingPlan: plan };
  }

  @Mutation(() => BoardingTaskAddPayload, { description: 'Adds a task to a plan.' })
  async boardingTaskAdd(@Context() ctx: Ctx, @Arg('input') input: BoardingTaskAddInput) {
    const plan = await ctx.find(BoardingPlan, input.planId, {
      path: ['input', 'planId'],
      lock: true,
    });
    const { owner, ownerRole, ...facts } = await checkedTask(ctx, input, ['input']);
    const employee = await ctx.em.findOneOrFail(Employee, { id: plan.employee.id });
    const wish = {
      ...{ ...facts, key: `hr.${uuidv7()}` },
      ...(ownerRole && { ownerRole }),
      ...(owner && { owner }),
    };
    const manager = await managerOn(ctx, employee, plan.day);
    return { boardingTask: await addTask(ctx, plan, { wish, manager }) };
  }

  @Mutation(() => BoardingTaskCompletePayload, {
    description: 'Says that a task is done; with the last one the plan is done.',
  })
  async boardingTaskComplete(@Context() ctx: Ctx, @Arg('input') input: BoardingTaskCompleteInput) {
    return { boardingTask: await finish(ctx, input, 'DONE') };
  }

  @Mutation(() => BoardingTaskSkipPayload, {
    description: 'Says that a task is not needed this time, and why.',
  })
  async boardingTaskSkip(@Context() ctx: Ctx, @Arg('input') input: BoardingTaskSkipInput) {
    const task = await finish(ctx, input, 'SKIPPED');
    task.note = filled(input.reason, ['input', 'reason']);
    return { boardingTask: task };
  }

  @Query(() => [LeftoverType], {
    description:
      'What still hangs on an employee, over all plugins: tasks, leave, reports, applications, ' +
      'access, devices. Empty for somebody who has left for good.',
  })
  async leftovers(
    @Context() ctx: Ctx,
    @Arg('employeeId', () => ID, { description: 'The employee.' }) employeeId: string,
  ): Promise<LeftoverType[]> {
    const uuid = decodeId(EmployeeType.options.prefix, employeeId);
    const [id] = uuid ? await ctx.ids(EmployeeType, { id: { eq: uuid } }, 1) : [];
    return id === undefined ? [] : leftoversOf(ctx, id);
  }
}

/** The plan is locked: of two who finish its last tasks at once, one finds it done. */
async function finish(
  ctx: Ctx,
  { id, expectedVersion }: BoardingTaskCompleteInput,
  state: 'DONE' | 'SKIPPED',
): Promise<BoardingTask> {
  const seen = await ctx.find(BoardingTask, String(id), { expectedVersion, path: ['input', 'id'] });
  await ctx.sql('select id from hr.boarding_plan where id = $1 for update', [seen.plan.id]);
  const plan = await ctx.em.findOneOrFail(BoardingPlan, { id: seen.plan.id });
  await ctx.em.refresh(plan);
  await ctx.em.refresh(seen);
  seen.finish(state, ctx.now);
  const { userId } = ctx.principal;
  seen.finishedBy = userId === undefined ? null : await ctx.em.findOne(User, { id: userId });
  plan.advance();
  if (plan.state === 'DONE') {
    const payload = { planId: plan.id, employeeId: plan.employee.id, kind: plan.kind };
    ctx.emit(boardingFinished, payload, { type: 'BoardingPlan', id: plan.id });
  }
  return seen;
}
