import { LockMode } from '@mikro-orm/postgresql';
import type { Ctx } from '../context/ctx.js';
import { uuidv7 } from '../model/ids.js';
import { Money } from '../model/money.js';
import { serviceToken } from '../plugin/definition.js';
import { User } from '../schema/user.entity.js';
import { ApprovalRequest } from './approval-request.entity.js';
import { deadlinesOf } from './deadlines.js';
import { kindOf } from './declaration.js';
import { approvalErrors } from './errors.js';
import { ApprovalChanged, ApprovalRequested } from './events.js';
import { type Amount, planOf, stepsFor } from './plan.js';
import { closeSeats } from './seats.js';
import { aboutOf, beginStep, conclude, subjectOf } from './vote.js';

/** What an approval is asked for. */
export interface ApprovalWish {
  /** As a plugin declares it: `assets.asset.dispose`. */
  kind: string;
  /** Uuid of the record that it is about. */
  recordId: string;
  /** For approvers, in words; at most 200 characters. */
  title: string;
  /** What it is worth; limits of the policy are compared with it. */
  amount?: Amount | null | undefined;
  /** JSON that comes back in `decided`: what is to be done. No secrets: it is kept as it is. */
  details?: unknown;
}

/** Parts of a wish that may change while it is pending. */
export type ApprovalChange = Partial<Pick<ApprovalWish, 'title' | 'amount' | 'details'>>;

/** Consent of others before something is done; all inside the open transaction. */
export interface ApprovalService {
  /**
   * Asks for approval. `null`: none is needed (no policy and the kind goes through without one, or
   * no step for this amount), so do it now. Otherwise wait for `decided`.
   * @throws CORE_APPROVAL_POLICY_MISSING, CORE_APPROVAL_PENDING, CORE_APPROVAL_NOBODY
   */
  request(ctx: Ctx, wish: ApprovalWish): Promise<ApprovalRequest | null>;
  /**
   * Changes what is asked for: by whoever asked, while it is pending. All votes are dropped and
   * the first step begins anew. What needs no approval any more goes through at once.
   * @throws CORE_APPROVAL_ENDED, CORE_APPROVAL_NOT_REQUESTER
   */
  changed(ctx: Ctx, request: ApprovalRequest, change: ApprovalChange): Promise<void>;
  /** Takes it back; by whoever asked, or with `core.approval.write`. */
  withdraw(ctx: Ctx, request: ApprovalRequest, comment?: string | null): Promise<void>;
  /** The pending request about a record, locked until the commit, or else the last one. */
  stateOf(ctx: Ctx, kind: string, recordId: string): Promise<ApprovalRequest | null>;
}

export const ApprovalService = serviceToken<ApprovalService>('core.approval');

/** The service as core offers it. */
export function createApprovalService(): ApprovalService {
  return { request, changed, withdraw, stateOf };
}

const TITLE_LENGTH = 200;

async function request(ctx: Ctx, wish: ApprovalWish): Promise<ApprovalRequest | null> {
  const { kind, recordId, amount = null } = wish;
  const declared = kindOf(ctx, kind);
  const whole = await planOf(ctx, kind);
  if (whole.length === 0 && declared.withoutPolicy === 'REFUSE') {
    throw approvalErrors.APPROVAL_POLICY_MISSING({ kind });
  }
  const plan = stepsFor(whole, amount);
  if (plan.length === 0) return null;
  const pending = await ctx.em.findOne(ApprovalRequest, { kind, recordId, state: 'PENDING' });
  if (pending) throw approvalErrors.APPROVAL_PENDING();
  const { userId, displayName } = ctx.principal;
  const deadlines = await deadlinesOf(ctx, kind);
  const made = ctx.em.create(ApprovalRequest, {
    id: uuidv7(),
    kind,
    recordType: declared.recordType,
    recordId,
    title: wish.title.slice(0, TITLE_LENGTH),
    requester: userId === undefined ? null : ctx.em.getReference(User, userId),
    requesterName: displayName,
    amount: amount && Money.of(amount.amount, amount.currency),
    state: 'PENDING',
    step: 1,
    steps: plan.length,
    round: 1,
    details: wish.details ?? null,
    plan,
    ...deadlines,
  });
  ctx.emit(ApprovalRequested, aboutOf(made), subjectOf(made));
  await ctx.em.flush();
  await beginStep(ctx, made);
  return made;
}

async function changed(ctx: Ctx, made: ApprovalRequest, change: ApprovalChange): Promise<void> {
  made.assertPending();
  if (made.requester && made.requester.id !== ctx.principal.userId) {
    throw approvalErrors.APPROVAL_NOT_REQUESTER({}, ['input', 'id']);
  }
  const { title, amount, details } = change;
  if (title !== undefined) made.title = title.slice(0, TITLE_LENGTH);
  if (amount !== undefined) made.amount = amount && Money.of(amount.amount, amount.currency);
  if (details !== undefined) made.details = details;
  await closeSeats(ctx, made);
  const plan = stepsFor(await planOf(ctx, made.kind), made.amount ?? null);
  made.round += 1;
  made.step = 1;
  ctx.emit(ApprovalChanged, { ...aboutOf(made), round: made.round }, subjectOf(made));
  if (plan.length === 0) return conclude(ctx, made, { state: 'APPROVED', comment: null });
  Object.assign(made, await deadlinesOf(ctx, made.kind));
  made.plan = plan;
  made.steps = plan.length;
  await ctx.em.flush();
  await beginStep(ctx, made);
}

async function withdraw(
  ctx: Ctx,
  made: ApprovalRequest,
  comment: string | null = null,
): Promise<void> {
  made.assertPending();
  const isOwn = made.requester !== null && made.requester?.id === ctx.principal.userId;
  if (!isOwn && !ctx.can('core.approval.write')) {
    throw approvalErrors.APPROVAL_NOT_REQUESTER({}, ['input', 'id']);
  }
  await closeSeats(ctx, made);
  await conclude(ctx, made, { state: 'WITHDRAWN', comment });
}

async function stateOf(ctx: Ctx, kind: string, recordId: string): Promise<ApprovalRequest | null> {
  const pending = await ctx.em.findOne(
    ApprovalRequest,
    { kind, recordId, state: 'PENDING' },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (pending) return pending;
  return ctx.em.findOne(ApprovalRequest, { kind, recordId }, { orderBy: { id: 'desc' } });
}
