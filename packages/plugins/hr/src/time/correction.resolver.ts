import {
  ApprovalService,
  Arg,
  Context,
  type Ctx,
  localDayOf,
  Mutation,
  Refusal,
  Resolver,
} from '@bureau/core';
import type { Employee } from '../employee.entity.js';
import { lockClock } from './clock.js';
import {
  TimeCorrectionCreateInput,
  TimeCorrectionCreatePayload,
  TimeCorrectionWithdrawInput,
  TimeCorrectionWithdrawPayload,
} from './clock.types.js';
import { apply, demandSpans, propose, timeApproval } from './correction.js';
import { timeErrors } from './errors.js';
import { TIME_CORRECT } from './permissions.js';
import { placesOn } from './place-of-work.js';
import { TimeCorrection } from './time-entry.entity.js';
import { filled } from './time-text.js';
import { employeeFor, reaches } from './whose.js';

/** Recorded time that was wrong. */
@Resolver()
export class CorrectionResolver {
  @Mutation(() => TimeCorrectionCreatePayload, {
    description:
      'Asks for other time of a day than is recorded. Once it is agreed to, it counts in the ' +
      'place of all entries of the day, which stay to be read.',
  })
  async timeCorrectionCreate(@Context() ctx: Ctx, @Arg('input') input: TimeCorrectionCreateInput) {
    const { day, spans } = input;
    const employee = await employeeFor(ctx, TIME_CORRECT, input);
    await lockClock(ctx, employee.id);
    const place = (await placesOn(ctx, employee, [day])).get(day);
    if (!place || day > ctx.today) throw timeErrors.TIME_SPANS({}, ['input', 'day']);
    const dayOf = (at: Date) => localDayOf(at.valueOf(), place.timeZone);
    demandSpans(spans, { day, now: ctx.now, dayOf });
    if (await ctx.em.findOne(TimeCorrection, { employee, day, state: 'PENDING' })) {
      throw timeErrors.TIME_CORRECTION_PENDING({ day }, ['input', 'day']);
    }
    const reason = filled(input.reason, 'reason');
    const timeCorrection = propose(ctx, { employee, day, place, spans, reason });
    await ctx.em.flush();
    // The platform itself asks nobody.
    const isPlatform = ctx.principal.kind === 'system';
    const approvalRequest = isPlatform ? null : await ask(ctx, timeCorrection, employee);
    if (approvalRequest === null) await apply(ctx, timeCorrection);
    return { timeCorrection, approvalRequest };
  }

  @Mutation(() => TimeCorrectionWithdrawPayload, {
    description: 'Takes a correction back before anybody has decided.',
  })
  async timeCorrectionWithdraw(
    @Context() ctx: Ctx,
    @Arg('input') input: TimeCorrectionWithdrawInput,
  ) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const timeCorrection = await ctx.find(TimeCorrection, id, { expectedVersion, path });
    if (!(await reaches(ctx, TIME_CORRECT, timeCorrection.employee.id))) {
      const words = `Requires ${TIME_CORRECT} for this employee.`;
      throw new Refusal('FORBIDDEN', words, { permission: TIME_CORRECT });
    }
    const approvals = ctx.service(ApprovalService);
    const asked = await approvals.stateOf(ctx, timeApproval.key, timeCorrection.id);
    await ctx.em.refresh(timeCorrection);
    if (asked?.state !== 'PENDING') {
      throw timeErrors.TIME_CORRECTION_STATE({ state: timeCorrection.state }, path);
    }
    await approvals.withdraw(ctx, asked);
    return { timeCorrection };
  }
}

function ask(ctx: Ctx, { id, day }: TimeCorrection, { displayName }: Employee) {
  const title = `Working time of ${displayName} on ${day}`;
  return ctx.service(ApprovalService).request(ctx, { kind: timeApproval.key, recordId: id, title });
}
