import {
  type ApprovalCase,
  approvalKind,
  approverResolver,
  type Ctx,
  type EventType,
  exact,
} from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { lineManagers } from '../bosses-of-request.js';
import { leaveErrors } from './errors.js';
import { lockBooks, post } from './leave-books.js';
import { checkLeave } from './leave-checks.js';
import { leaveDaysOf } from './leave-days-of.js';
import { leaveApproved, leaveCancelled, leaveRejected } from './leave-events.js';
import { LeaveRequest } from './leave-request.entity.js';
import { LeaveType } from './leave-type.entity.js';
import type { LeaveDay } from './shortfall.js';

/** Leave of a kind that somebody has to agree to. */
export const leaveApproval = approvalKind({
  key: 'hr.leave.take',
  description: 'Days off; the kind of leave is not told to those who may not read it.',
  recordType: 'LeaveRequest',
  withoutPolicy: 'REFUSE',
  decided,
});

/** Not of whoever asks: HR may ask for somebody else. */
export const leaveManager = approverResolver({
  key: 'hr.leaveManager',
  description: 'The manager of the employee whose leave it is, by the reporting lines of the day.',
  resolve: (ctx, { recordId }) => lineManagers(ctx, 'hr.leave_request', recordId),
});

/** What follows a decision, in the transaction of the deciding vote. */
async function decided(ctx: Ctx, { state, recordId }: ApprovalCase): Promise<void> {
  const request = await ctx.em.findOneOrFail(LeaveRequest, { id: recordId });
  if (state === 'APPROVED') {
    await refuseOwn(ctx, request);
    await ctx.em.populate(request, ['employee', 'type']);
    // Job, calendar or employment may have changed since it was asked for.
    request.count(await leaveDaysOf(ctx, request));
    return grant(ctx, request);
  }
  if (state === 'WITHDRAWN') {
    request.cancel(ctx.today);
    return tell(ctx, leaveCancelled, request);
  }
  request.reject();
  tell(ctx, leaveRejected, request);
}

/** Whoever HR has asked for may be named as an approver by the policy, and still has no say. */
async function refuseOwn(ctx: Ctx, request: LeaveRequest): Promise<void> {
  const { personId } = ctx.principal;
  const employee = await ctx.em.findOneOrFail(Employee, { id: request.employee.id });
  if (personId === undefined || employee.person.id !== personId) return;
  throw leaveErrors.LEAVE_OWN({}, ['input', 'id']);
}

/**
 * Agrees to leave: its days are taken from the balance.
 * @throws what `checkLeave` refuses with: facts may have changed since it was asked for
 */
export async function grant(ctx: Ctx, request: LeaveRequest): Promise<void> {
  await lockBooks(ctx, [request.employee.id]);
  const type = await ctx.em.findOneOrFail(LeaveType, { id: request.type.id });
  await checkLeave(ctx, request, type);
  request.approve();
  if (type.hasBalance) move(ctx, request, { kind: 'TAKEN', days: request.dayList });
  tell(ctx, leaveApproved, request);
}

/** Days of a request as entries: one for each day, so that a balance is right on any of them. */
export function move(
  ctx: Ctx,
  request: LeaveRequest,
  { kind, days }: { kind: 'TAKEN' | 'CANCELLED'; days: readonly LeaveDay[] },
): void {
  const books = { employeeId: request.employee.id, typeId: request.type.id };
  const movements = days.map(({ day, days: amount }) => ({
    kind,
    effectiveOn: day,
    days: kind === 'TAKEN' ? exact(amount).negated().toFixed() : amount,
    source: `${kind === 'TAKEN' ? 'taken' : 'cancelled'}:${request.id}:${day}`,
    requestId: request.id,
  }));
  post(ctx, books, movements);
}

/** Tells what became of a request, without the kind of leave. */
export function tell(
  ctx: Ctx,
  event: EventType<{ requestId: string; employeeId: string; startsOn: string; endsOn: string }>,
  { id, employee, startsOn, endsOn }: LeaveRequest,
): void {
  const payload = { requestId: id, employeeId: employee.id, startsOn, endsOn };
  ctx.emit(event, payload, { type: 'LeaveRequest', id });
}
