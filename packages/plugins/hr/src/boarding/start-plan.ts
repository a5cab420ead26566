import { type Ctx, uuidv7 } from '@bureau/core';
import type { Day } from '../day.js';
import { Employee } from '../employee.entity.js';
import {
  type BoardingKind,
  BoardingPlan,
  BoardingTask,
  BoardingTemplate,
  BoardingTemplateTask,
  daysAfter,
} from './boarding.entity.js';
import { boardingStart, type BoardingTaskWish } from './boarding-hooks.js';
import { boardingErrors } from './errors.js';
import { boardingStarted } from './events.js';
import { tellOwner } from './task-notice.js';

/**
 * Begins a plan: the tasks of the template, and what other plugins add. Owners are found by the
 * reporting lines of the day. The caller holds the lock on the employee.
 * @throws HR_BOARDING_NO_DAY, HR_BOARDING_RUNNING, HR_BOARDING_INACTIVE
 */
export async function startPlan(
  ctx: Ctx,
  employee: Employee,
  template: BoardingTemplate,
): Promise<BoardingPlan> {
  const { kind, code } = template;
  const { number } = employee;
  if (!template.isActive) throw boardingErrors.BOARDING_INACTIVE({ code }, ['input', 'templateId']);
  const day = dayOf(employee, kind);
  if (await runningPlan(ctx, employee, kind)) {
    throw boardingErrors.BOARDING_RUNNING({ number }, ['input', 'employeeId']);
  }
  const plan = ctx.em.create(BoardingPlan, {
    id: uuidv7(),
    ...{ employee, kind, template, day },
    ...{ total: 0, finished: 0, state: 'RUNNING' as const },
  });
  const wishes = await wishesOf(ctx, { employee, template, day });
  const manager = await managerOn(ctx, employee, day);
  for (const wish of wishes) await addTask(ctx, plan, { wish, manager });
  const payload = { planId: plan.id, employeeId: employee.id, kind, day };
  ctx.emit(boardingStarted, payload, { type: 'BoardingPlan', id: plan.id });
  return plan;
}

function dayOf(employee: Employee, kind: BoardingKind): Day {
  const day = kind === 'ONBOARDING' ? employee.hiredOn : employee.terminatedOn;
  if (day != null) return day;
  throw boardingErrors.BOARDING_NO_DAY({ number: employee.number }, ['input', 'employeeId']);
}

/** The plan of this kind that somebody has now. */
export function runningPlan(
  ctx: Ctx,
  employee: Employee,
  kind: BoardingKind,
): Promise<BoardingPlan | null> {
  return ctx.em.findOne(BoardingPlan, { employee, kind, state: 'RUNNING' });
}

async function wishesOf(
  ctx: Ctx,
  about: { employee: Employee; template: BoardingTemplate; day: Day },
): Promise<BoardingTaskWish[]> {
  const { employee, template, day } = about;
  const tasks = await ctx.em.find(
    BoardingTemplateTask,
    { template },
    { orderBy: { id: 'asc' }, populate: ['owner'] },
  );
  const wishes: BoardingTaskWish[] = tasks.map((task) => ({
    key: `hr.${task.id}`,
    title: task.title,
    ownerKind: task.ownerKind,
    dueDays: task.dueDays,
    ...(task.ownerRole && { ownerRole: task.ownerRole }),
    ...(task.owner && { owner: task.owner }),
  }));
  const add = (wish: BoardingTaskWish) => void wishes.push(wish);
  await ctx.hook(boardingStart, { employee, kind: template.kind, day, add });
  const byKey = new Map(wishes.map((wish) => [wish.key, wish]));
  return [...byKey.values()];
}

/** One task more, for the owner that its kind names. */
export async function addTask(
  ctx: Ctx,
  plan: BoardingPlan,
  { wish, manager }: { wish: BoardingTaskWish; manager: Employee | null },
): Promise<BoardingTask> {
  const { key, title, ownerKind, ownerRole = null, dueDays } = wish;
  const owners = { EMPLOYEE: plan.employee, MANAGER: manager, ROLE: null, PERSON: wish.owner };
  const task = ctx.em.create(BoardingTask, {
    id: uuidv7(),
    ...{ plan, key, title, ownerKind, ownerRole, dueDays },
    owner: owners[ownerKind] ?? null,
    dueOn: daysAfter(plan.day, dueDays),
  });
  plan.grow();
  await tellOwner(ctx, task);
  return task;
}

const MANAGER = `
  select j.manager_id as id from hr.job_record j
  where j.organization_id = $1 and j.employee_id = $2 and j.valid_from <= $3::date
    and (j.valid_to is null or j.valid_to > $3::date) and j.manager_id is not null`;

/** Whom somebody reports to on a day. */
export async function managerOn(ctx: Ctx, { id }: Employee, day: Day): Promise<Employee | null> {
  const [row] = await ctx.sql<{ id: string }>(MANAGER, [ctx.organizationId, id, day]);
  return row ? ctx.em.findOne(Employee, { id: row.id }) : null;
}
