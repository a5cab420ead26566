import { type Ctx, subscriber } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { employeeHired, employeeTerminated, mayBeAhead } from '../events.js';
import { type BoardingKind, BoardingTask, BoardingTemplate } from './boarding.entity.js';
import { runningPlan, startPlan } from './start-plan.js';

/** Plans of joiners begin with the hiring, where there is a default template. */
export const joinerPlan = subscriber(employeeHired, {
  name: 'hr.joinerPlan',
  concerns: mayBeAhead,
  async run(ctx, { payload: { employeeId, startsOn } }) {
    if (startsOn < ctx.today) return;
    await planFor(ctx, employeeId, 'ONBOARDING');
  },
});

/** Those of leavers with the last day; with another last day their tasks move. */
export const leaverPlan = subscriber(employeeTerminated, {
  name: 'hr.leaverPlan',
  run: (ctx, { payload: { employeeId } }) => planFor(ctx, employeeId, 'OFFBOARDING'),
});

async function planFor(ctx: Ctx, employeeId: string, kind: BoardingKind): Promise<void> {
  await ctx.sql('select id from hr.employee where id = $1 for no key update', [employeeId]);
  const employee = await ctx.em.findOne(Employee, { id: employeeId });
  const day = kind === 'ONBOARDING' ? employee?.hiredOn : employee?.terminatedOn;
  if (!employee || day == null) return;
  const plan = await runningPlan(ctx, employee, kind);
  if (plan) {
    plan.day = day;
    for (const task of await ctx.em.find(BoardingTask, { plan, state: 'OPEN' })) task.moveTo(day);
    return;
  }
  const where = { kind, isDefault: true, isActive: true };
  const template = await ctx.em.findOne(BoardingTemplate, where);
  if (template) await startPlan(ctx, employee, template);
}
