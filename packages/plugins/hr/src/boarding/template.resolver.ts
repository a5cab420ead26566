import { Arg, Context, type Ctx, Mutation, Resolver, uuidv7 } from '@bureau/core';
import { Employee, filled } from '../employee.entity.js';
import { BoardingTemplate, BoardingTemplateTask } from './boarding.entity.js';
import {
  type BoardingTaskInput,
  BoardingTemplateCreateInput,
  BoardingTemplateCreatePayload,
  BoardingTemplateInput,
  BoardingTemplateRetirePayload,
} from './boarding-inputs.js';
import { boardingErrors } from './errors.js';

const MAX_TASKS = 100;
const MAX_DAYS = 366;

/** What is to be done for everybody who joins or leaves. */
@Resolver()
export class BoardingTemplateResolver {
  @Mutation(() => BoardingTemplateCreatePayload, {
    description:
      'Adds a template. A default one begins by itself for everybody who is hired, or gets a ' +
      'last day. It is not changed later: retire it and add another one.',
  })
  async boardingTemplateCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: BoardingTemplateCreateInput,
  ) {
    const { kind, tasks } = input;
    if (tasks.length < 1 || tasks.length > MAX_TASKS) {
      throw boardingErrors.BOARDING_TASKS({}, ['input', 'tasks']);
    }
    const boardingTemplate = ctx.em.create(BoardingTemplate, {
      id: uuidv7(),
      code: filled(input.code, ['input', 'code']),
      name: filled(input.name, ['input', 'name']),
      kind,
      isDefault: input.isDefault ?? false,
    });
    for (const [at, task] of tasks.entries()) {
      const facts = await checkedTask(ctx, task, ['input', 'tasks', String(at)]);
      ctx.em.create(BoardingTemplateTask, { id: uuidv7(), template: boardingTemplate, ...facts });
    }
    return { boardingTemplate };
  }

  @Mutation(() => BoardingTemplateRetirePayload, {
    description: 'No more plans are made of a template; those that run go on.',
  })
  async boardingTemplateRetire(@Context() ctx: Ctx, @Arg('input') input: BoardingTemplateInput) {
    const { expectedVersion } = input;
    const path = ['input', 'id'];
    const boardingTemplate = await ctx.find(BoardingTemplate, String(input.id), {
      ...{ expectedVersion, path },
    });
    boardingTemplate.isActive = false;
    return { boardingTemplate };
  }
}

/** A task as it is stored. @throws HR_TEXT_BLANK, HR_BOARDING_OWNER, HR_BOARDING_DUE */
export async function checkedTask(ctx: Ctx, task: BoardingTaskInput, path: readonly string[]) {
  const { ownerKind, dueDays } = task;
  const ownerRole = task.ownerRole?.trim() || null;
  const isSound =
    (ownerKind === 'ROLE') === (ownerRole !== null) &&
    (ownerKind === 'PERSON') === (task.ownerId != null);
  if (!isSound) throw boardingErrors.BOARDING_OWNER({}, path);
  if (Math.abs(dueDays) > MAX_DAYS) throw boardingErrors.BOARDING_DUE({}, [...path, 'dueDays']);
  const owner =
    task.ownerId == null
      ? null
      : await ctx.find(Employee, task.ownerId, { path: [...path, 'ownerId'] });
  return { title: filled(task.title, [...path, 'title']), ownerKind, ownerRole, owner, dueDays };
}
