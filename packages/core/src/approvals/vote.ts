import type { Ctx } from '../context/ctx.js';
import {
  type ApprovalDecision,
  type ApprovalRequest,
  ApprovalSeat,
  type ApprovalState,
  ApprovalVote,
} from './approval-request.entity.js';
import { ApprovalDecided, ApprovalStepBegun, ApprovalVoted } from './events.js';
import { daysAfter } from './days-after.js';
import { kindOf } from './declaration.js';
import { approvalErrors } from './errors.js';
import { neededOf, type PlannedStep } from './plan.js';
import { closeSeats, openSeats, type SeatState, seatsOf } from './seats.js';
import { User } from '../schema/user.entity.js';

/** What somebody says to a request. */
export interface Ballot {
  decision: ApprovalDecision;
  comment: string | null;
}

const PATH = ['input', 'id'];

/**
 * One vote on a request whose row the caller has locked. Votes of one request come one after
 * another that way, and the one that decides runs the effect, once.
 * @throws CORE_APPROVAL_ENDED, CORE_APPROVAL_OWN, CORE_APPROVAL_VOTED, CORE_APPROVAL_NOT_SEATED, or
 * the DomainError with which the plugin refuses the effect
 */
export async function castVote(ctx: Ctx, request: ApprovalRequest, ballot: Ballot): Promise<void> {
  request.assertPending();
  const voter = await voterOf(ctx);
  const requester = request.requester && (await ctx.em.findOne(User, request.requester.id));
  if (requester && isSamePerson(voter, requester)) throw approvalErrors.APPROVAL_OWN({}, PATH);
  const seats = await seatsOf(ctx, request);
  const seat = seatFor(voter, seats);
  ctx.em.create(ApprovalVote, {
    request,
    seat: ctx.em.getReference(ApprovalSeat, seat.id),
    round: request.round,
    step: request.step,
    voter,
    ...ballot,
  });
  const row = await ctx.em.findOneOrFail(ApprovalSeat, seat.id);
  row.isOpen = false;
  const payload = {
    step: request.step,
    decision: ballot.decision,
    voterId: voter.id,
    seatOfId: seat.userId,
  };
  ctx.emit(ApprovalVoted, { ...aboutOf(request), ...payload }, subjectOf(request));
  await count(ctx, request, { seats: withVote(seats, seat, { voter, ballot }), ballot });
}

async function voterOf(ctx: Ctx): Promise<User> {
  const user = ctx.principal.userId && (await ctx.em.findOne(User, ctx.principal.userId));
  if (user) return user;
  throw approvalErrors.APPROVAL_NOT_SEATED({}, PATH);
}

interface Somebody {
  id: string;
  person?: { id: string } | null | undefined;
}

/** Two memberships of one person are one person. */
function isSamePerson(one: Somebody, other: Somebody): boolean {
  if (one.id === other.id) return true;
  return one.person != null && one.person.id === other.person?.id;
}

/** The own seat first, then one of those for whom the voter stands in. */
function seatFor(voter: User, seats: readonly SeatState[]): SeatState {
  const hasVoted = seats.some(
    ({ voterId, voterPersonId }) =>
      voterId !== null &&
      isSamePerson(voter, { id: voterId, person: voterPersonId ? { id: voterPersonId } : null }),
  );
  if (hasVoted) throw approvalErrors.APPROVAL_VOTED({}, PATH);
  const open = seats.filter((seat) => seat.isValid && seat.decision === null);
  const own = open.find((seat) => seat.userId === voter.id);
  const seat = own ?? open.find((one) => one.isRepresented);
  if (seat) return seat;
  throw approvalErrors.APPROVAL_NOT_SEATED({}, PATH);
}

function withVote(
  seats: readonly SeatState[],
  seat: SeatState,
  { voter, ballot }: { voter: User; ballot: Ballot },
): SeatState[] {
  const { decision } = ballot;
  return seats.map((one) => (one.id === seat.id ? { ...one, decision, voterId: voter.id } : one));
}

/** What the votes of a step come to. */
export function verdictOf(
  step: PlannedStep,
  seats: readonly Pick<SeatState, 'decision' | 'isValid'>[],
): 'OPEN' | 'AGREED' | 'REFUSED' {
  const counted = seats.filter(({ decision, isValid }) => isValid || decision !== null);
  const approvals = counted.filter(({ decision }) => decision === 'APPROVE').length;
  const refusals = counted.filter(({ decision }) => decision === 'REJECT').length;
  const needed = neededOf(step, counted.length);
  if (approvals >= needed) return 'AGREED';
  // By ANY the first vote decides: nobody looks for a second opinion until one agrees.
  if (step.mode === 'ANY' && refusals > 0) return 'REFUSED';
  const isOutOfReach = refusals > 0 && counted.length - refusals < needed;
  return isOutOfReach ? 'REFUSED' : 'OPEN';
}

async function count(
  ctx: Ctx,
  request: ApprovalRequest,
  { seats, ballot }: { seats: readonly SeatState[]; ballot: Ballot },
): Promise<void> {
  const step = request.plan[request.step - 1];
  const verdict = step ? verdictOf(step, seats) : 'AGREED';
  if (verdict === 'OPEN') return;
  await ctx.em.flush();
  await closeSeats(ctx, request);
  if (verdict === 'REFUSED') return conclude(ctx, request, { state: 'REJECTED', ...ballot });
  if (request.step >= request.steps) {
    return conclude(ctx, request, { state: 'APPROVED', ...ballot });
  }
  request.step += 1;
  request.remindsAt =
    request.remindsAfterDays == null ? null : daysAfter(ctx.now, request.remindsAfterDays);
  await beginStep(ctx, request);
}

/** Asks those of the present step. @throws CORE_APPROVAL_NOBODY */
export async function beginStep(ctx: Ctx, request: ApprovalRequest): Promise<void> {
  const step = request.plan[request.step - 1];
  if (!step) throw new Error(`Request ${request.id} has no step ${request.step}.`);
  const approverIds = await openSeats(ctx, request, step);
  const payload = { ...aboutOf(request), step: request.step, approverIds };
  ctx.emit(ApprovalStepBegun, payload, subjectOf(request));
}

/** Ends a request and has its plugin do what follows, in this transaction. */
export async function conclude(
  ctx: Ctx,
  request: ApprovalRequest,
  end: { state: Exclude<ApprovalState, 'PENDING'>; comment: string | null },
): Promise<void> {
  request.state = end.state;
  request.comment = end.comment;
  request.decidedAt = ctx.now;
  ctx.emit(ApprovalDecided, { ...aboutOf(request), state: end.state }, subjectOf(request));
  await ctx.em.flush();
  await kindOf(ctx, request.kind).decided(ctx, request.toCase());
}

/** What every event of approvals says. */
export function aboutOf({ id, kind, recordType, recordId, requester }: ApprovalRequest) {
  return { requestId: id, kind, recordType, recordId, requesterId: requester?.id ?? null };
}

export function subjectOf({ id }: ApprovalRequest) {
  return { type: 'ApprovalRequest', id };
}
