import {
  ApprovalService,
  Arg,
  Context,
  type Ctx,
  Mutation,
  Refusal,
  Resolver,
  uuidv7,
} from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { leaveErrors } from './errors.js';
import { lockBooks } from './leave-books.js';
import { checkLeave } from './leave-checks.js';
import { leaveDaysOf, todayOf } from './leave-days-of.js';
import { grant, leaveApproval, move, tell } from './leave-decision.js';
import { leaveCancelled, leaveShortened, leaveSubmitted } from './leave-events.js';
import { LeaveRequest } from './leave-request.entity.js';
import {
  LeaveRequestCancelPayload,
  LeaveRequestCreateInput,
  LeaveRequestCreatePayload,
  LeaveRequestDeletePayload,
  LeaveRequestInput,
  LeaveRequestShortenInput,
  LeaveRequestShortenPayload,
  LeaveRequestSubmitPayload,
} from './leave-request.types.js';
import { LeaveType } from './leave-type.entity.js';
import { LEAVE_REQUEST } from './permissions.js';

const PATH = ['input', 'id'];

/** Asking for leave, and what becomes of it. */
@Resolver()
export class LeaveRequestResolver {
  @Mutation(() => LeaveRequestCreatePayload, {
    description:
      'Writes a request for leave, a draft that nobody is asked about yet. Its days are counted ' +
      'by the calendar of the place of work.',
  })
  async leaveRequestCreate(@Context() ctx: Ctx, @Arg('input') input: LeaveRequestCreateInput) {
    const employee = await employeeOf(ctx, input.employeeId);
    const type = await ctx.find(LeaveType, input.typeId, { path: ['input', 'typeId'] });
    if (!type.isActive) {
      throw leaveErrors.LEAVE_INACTIVE({ type: type.name }, ['input', 'typeId']);
    }
    const { startsOn, endsOn } = input;
    const [isFromNoon, isUntilNoon] = [input.isFromNoon ?? false, input.isUntilNoon ?? false];
    const span = { employee, type, startsOn, endsOn, isFromNoon, isUntilNoon };
    const dayList = await leaveDaysOf(ctx, span);
    const note = noteOf(input.note);
    const leaveRequest = ctx.em.create(LeaveRequest, {
      id: uuidv7(),
      ...span,
      ...{ dayList, days: '0', note, state: 'DRAFT' },
    });
    leaveRequest.count(dayList);
    return { leaveRequest };
  }

  @Mutation(() => LeaveRequestDeletePayload, { description: 'Throws a draft away.' })
  async leaveRequestDelete(@Context() ctx: Ctx, @Arg('input') input: LeaveRequestInput) {
    const request = await found(ctx, input);
    request.demand(['DRAFT']);
    ctx.em.remove(request);
    return { deletedId: input.id };
  }

  @Mutation(() => LeaveRequestSubmitPayload, {
    description:
      'Asks for leave. Where nobody has to agree it is agreed to at once; otherwise its days are ' +
      'kept until somebody decides.',
  })
  async leaveRequestSubmit(@Context() ctx: Ctx, @Arg('input') input: LeaveRequestInput) {
    const request = await found(ctx, input);
    await lockBooks(ctx, [request.employee.id]);
    await ctx.em.populate(request, ['employee', 'type']);
    const { employee, type } = request;
    request.submit();
    // Calendar and job may have changed since it was written.
    request.count(await leaveDaysOf(ctx, request));
    await checkLeave(ctx, request, type);
    tell(ctx, leaveSubmitted, request);
    const approvalRequest = type.isApprovalNeeded ? await ask(ctx, request, employee) : null;
    if (approvalRequest === null) await grant(ctx, request);
    return { leaveRequest: request, approvalRequest };
  }

  @Mutation(() => LeaveRequestCancelPayload, {
    description: 'Takes back a request, or leave that has not begun: its days are given back.',
  })
  async leaveRequestCancel(@Context() ctx: Ctx, @Arg('input') input: LeaveRequestInput) {
    const request = await found(ctx, input);
    const approvals = ctx.service(ApprovalService);
    // The lock of its approval first, as a vote takes it: whoever comes first decides.
    const asked = await approvals.stateOf(ctx, leaveApproval.key, request.id);
    await lockBooks(ctx, [request.employee.id]);
    await ctx.em.refresh(request);
    if (request.state === 'PENDING' && asked?.state === 'PENDING') {
      await approvals.withdraw(ctx, asked);
      return { leaveRequest: request };
    }
    const wasApproved = request.state === 'APPROVED';
    const days = request.dayList;
    request.cancel(await todayOf(ctx, request.employee.id));
    if (wasApproved) await giveBack(ctx, request, days);
    tell(ctx, leaveCancelled, request);
    return { leaveRequest: request };
  }

  @Mutation(() => LeaveRequestShortenPayload, {
    description: 'Ends leave that has begun with another last day; the days after it come back.',
  })
  async leaveRequestShorten(@Context() ctx: Ctx, @Arg('input') input: LeaveRequestShortenInput) {
    const request = await found(ctx, input);
    await lockBooks(ctx, [request.employee.id]);
    await ctx.em.refresh(request);
    const days = request.shorten(input.lastDay, await todayOf(ctx, request.employee.id));
    await giveBack(ctx, request, days);
    tell(ctx, leaveShortened, request);
    return { leaveRequest: request };
  }
}

/** What was taken from the balance comes back to it; leave without a balance took nothing. */
export async function giveBack(
  ctx: Ctx,
  request: LeaveRequest,
  days: LeaveRequest['dayList'],
): Promise<void> {
  await ctx.em.populate(request, ['type']);
  if (request.type.hasBalance) move(ctx, request, { kind: 'CANCELLED', days });
}

function found(
  ctx: Ctx,
  { id, expectedVersion }: { id: string; expectedVersion?: number | null },
): Promise<LeaveRequest> {
  return ctx.find(LeaveRequest, id, { expectedVersion, path: PATH });
}

/** Sealed, so that the database does not know how long it is. @throws HR_LEAVE_NOTE */
function noteOf(given: string | null | undefined): string | null {
  const note = given?.trim() || null;
  if (note !== null && note.length > 500) throw leaveErrors.LEAVE_NOTE({}, ['input', 'note']);
  return note;
}

/** Those who hold the right for their own rows only ask for themselves. */
async function employeeOf(ctx: Ctx, id: string | null | undefined): Promise<Employee> {
  const { personId, permissions, kind } = ctx.principal;
  const own = personId === undefined ? null : await ctx.em.findOne(Employee, { person: personId });
  if (id == null) {
    if (own) return own;
    throw leaveErrors.LEAVE_NO_EMPLOYEE({}, ['input', 'employeeId']);
  }
  const employee = await ctx.find(Employee, id, { path: ['input', 'employeeId'] });
  const isForAll = kind === 'system' || permissions.get(LEAVE_REQUEST) === 'all';
  if (isForAll || employee.id === own?.id) return employee;
  const words = `Requires ${LEAVE_REQUEST} for every employee.`;
  throw new Refusal('FORBIDDEN', words, { permission: LEAVE_REQUEST });
}

/** Whoever decides reads who and when; the kind stands in the record, where rights hold. */
function ask(ctx: Ctx, { id, startsOn, endsOn }: LeaveRequest, { displayName }: Employee) {
  const title = `Leave of ${displayName}, ${startsOn} to ${endsOn}`;
  return ctx
    .service(ApprovalService)
    .request(ctx, { kind: leaveApproval.key, recordId: id, title });
}
