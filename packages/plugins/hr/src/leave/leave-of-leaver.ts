import { type Ctx, exact, subscriber } from '@bureau/core';
import { dayAfter } from '../day.js';
import { employeeLeft, employeeTerminated } from '../events.js';
import { lockBooks, post, readBooks } from './leave-books.js';
import { tell } from './leave-decision.js';
import { leaveCancelled, leavePayoutDue, leaveShortened } from './leave-events.js';
import { postDue } from './leave-posting.js';
import { LeaveRequest } from './leave-request.entity.js';
import { giveBack } from './leave-request.resolver.js';
import { LeaveType } from './leave-type.entity.js';
import { balanceOn } from './shortfall.js';

/** Leave after a last day falls; leave over it ends with it. */
export const leaveAfterEnd = subscriber(employeeTerminated, {
  name: 'hr.leaveAfterEnd',
  async run(ctx, { payload: { employeeId, lastDay } }) {
    await lockBooks(ctx, [employeeId]);
    const requests = await ctx.em.find(LeaveRequest, {
      employee: employeeId,
      state: 'APPROVED',
      endsOn: { $gt: lastDay },
    });
    for (const request of requests) await endWith(ctx, request, lastDay);
    await postDue(ctx, [employeeId], ctx.today);
  },
});

async function endWith(ctx: Ctx, request: LeaveRequest, lastDay: string): Promise<void> {
  if (request.startsOn > lastDay) {
    const days = request.dayList;
    request.state = 'CANCELLED';
    await giveBack(ctx, request, days);
    return tell(ctx, leaveCancelled, request);
  }
  await giveBack(ctx, request, request.endOn(lastDay));
  tell(ctx, leaveShortened, request);
}

/**
 * The last accrual is posted, and what is left is handed over to be paid: the books end at zero,
 * so that a second employment does not pay for the first one again.
 */
export const leaveOfLeaver = subscriber(employeeLeft, {
  name: 'hr.leaveOfLeaver',
  async run(ctx, { payload: { employeeId, employmentId, lastDay } }) {
    await postDue(ctx, [employeeId], dayAfter(lastDay) > ctx.today ? lastDay : ctx.today);
    for (const books of await readBooks(ctx, { employeeIds: [employeeId] })) {
      const { typeId, movements } = books;
      const type = await ctx.em.findOneOrFail(LeaveType, { id: typeId });
      const days = balanceOn(movements, lastDay);
      const source = `payout:${employmentId}`;
      if (!type.isPaidOut || exact(days).isZero()) continue;
      if (movements.some((one) => one.source === source)) continue;
      const reason = 'Handed over to be paid at the end of the employment.';
      const given = exact(days).negated().toFixed();
      const effectiveOn = dayAfter(lastDay);
      post(ctx, books, [{ kind: 'ADJUSTMENT', effectiveOn, days: given, source, reason }]);
      const payload = { employeeId, employmentId, typeId, lastDay, days };
      ctx.emit(leavePayoutDue, payload, { type: 'Employee', id: employeeId });
    }
  },
});
