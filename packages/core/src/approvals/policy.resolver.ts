import { Decimal } from 'decimal.js';
import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Mutation, Query, Resolver } from '../model/graphql.js';
import { encodeId } from '../model/ids.js';
import { Role } from '../schema/role.entity.js';
import { User } from '../schema/user.entity.js';
import { Refusal } from '../write/errors.js';
import { ApprovalApprover, ApprovalPolicy, ApprovalStep } from './approval-policy.entity.js';
import { declaredApprovals, kindOf } from './declaration.js';
import { approvalErrors } from './errors.js';
import {
  type ApprovalApproverInput,
  ApprovalKindInfo,
  ApprovalPolicySetInput,
  ApprovalPolicySetPayload,
  ApprovalPolicyType,
  ApprovalResolverInfo,
  type ApprovalStepInput,
} from './policy.types.js';

const MAX_STEPS = 20;
const MAX_APPROVERS = 50;
const MAX_DAYS = 365;

/** Who approves what. */
@Resolver()
export class ApprovalPolicyResolver {
  @Query(() => [ApprovalKindInfo], { description: 'Everything that may have to be approved.' })
  async approvalKinds(@Context() ctx: Ctx): Promise<ApprovalKindInfo[]> {
    const rows = await ctx.sql<{ id: string; kind: string }>(
      'select id, kind from core.approval_policy',
    );
    const policies = new Map(rows.map(({ id, kind }) => [kind, { id }]));
    return [...declaredApprovals(ctx).kinds.values()].map((kind) => ({
      key: kind.key,
      description: kind.description,
      recordType: kind.recordType,
      isRefusedWithoutPolicy: kind.withoutPolicy === 'REFUSE',
      policy: policies.get(kind.key) ?? null,
    }));
  }

  @Query(() => [ApprovalResolverInfo], { description: 'Ways in which plugins find approvers.' })
  approvalResolvers(@Context() ctx: Ctx): ApprovalResolverInfo[] {
    const { resolvers } = declaredApprovals(ctx);
    return [...resolvers.values()].map(({ key, description }) => ({ key, description }));
  }

  @Mutation(() => ApprovalPolicySetPayload, {
    description:
      'Sets who approves one kind of thing. Requests under way keep the steps they have.',
  })
  async approvalPolicySet(@Context() ctx: Ctx, @Arg('input') input: ApprovalPolicySetInput) {
    const { key: kind } = kindOf(ctx, input.kind);
    if (input.steps.length > MAX_STEPS) {
      throw new Refusal('BAD_USER_INPUT', `A policy has ${MAX_STEPS} steps at most.`);
    }
    // Who sets a policy for the first time waits for whoever does so at the same moment.
    const lock = `core.approval_policy ${ctx.organizationId} ${kind}`;
    await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lock]);
    const known = await ctx.em.findOne(ApprovalPolicy, { kind });
    const approvalPolicy = known ? await seen(ctx, known, input) : newPolicy(ctx, kind);
    if (known) await clear(ctx, known);
    approvalPolicy.expiresAfterDays = daysOf(input.expiresAfterDays);
    approvalPolicy.remindsAfterDays = daysOf(input.remindsAfterDays);
    // The steps are part of the policy: its version must move with them.
    approvalPolicy.updatedAt = ctx.now;
    for (const [index, step] of input.steps.entries()) {
      await addStep(ctx, { policy: approvalPolicy, step, index });
    }
    return { approvalPolicy };
  }
}

function daysOf(days: number | null | undefined): number | null {
  if (days == null) return null;
  if (days >= 1 && days <= MAX_DAYS) return days;
  throw new Refusal('BAD_USER_INPUT', `It takes 1 to ${MAX_DAYS} days.`);
}

function newPolicy(ctx: Ctx, kind: string): ApprovalPolicy {
  return ctx.em.create(ApprovalPolicy, { kind });
}

function seen(ctx: Ctx, policy: ApprovalPolicy, input: ApprovalPolicySetInput) {
  const { expectedVersion } = input;
  const id = encodeId(ApprovalPolicyType.options.prefix, policy.id);
  return ctx.find(ApprovalPolicy, id, { expectedVersion, path: ['input', 'kind'], lock: true });
}

async function clear(ctx: Ctx, policy: ApprovalPolicy): Promise<void> {
  for (const step of await ctx.em.find(ApprovalStep, { policy })) {
    for (const one of await ctx.em.find(ApprovalApprover, { step })) ctx.em.remove(one);
    ctx.em.remove(step);
  }
  await ctx.em.flush();
}

interface NewStep {
  policy: ApprovalPolicy;
  step: ApprovalStepInput;
  index: number;
}

async function addStep(ctx: Ctx, { policy, step: input, index }: NewStep): Promise<void> {
  const path = ['input', 'steps', String(index)];
  const { mode, quorum = null } = input;
  if (mode === 'QUORUM' ? !quorum || quorum < 1 : quorum !== null) {
    throw approvalErrors.APPROVAL_QUORUM_INVALID({}, [...path, 'quorum']);
  }
  if (input.approvers.length === 0) {
    throw approvalErrors.APPROVAL_STEP_EMPTY({}, [...path, 'approvers']);
  }
  if (input.approvers.length > MAX_APPROVERS) {
    throw new Refusal('BAD_USER_INPUT', `A step names ${MAX_APPROVERS} approvers at most.`);
  }
  const limits = limitsOf(input, path);
  const step = ctx.em.create(ApprovalStep, {
    policy,
    position: index + 1,
    mode,
    quorum,
    ...limits,
  });
  for (const [place, approver] of input.approvers.entries()) {
    const at = [...path, 'approvers', String(place)];
    ctx.em.create(ApprovalApprover, { step, ...(await approverOf(ctx, approver, at)) });
  }
}

function limitsOf(input: ApprovalStepInput, path: readonly string[]) {
  const { amountFrom = null, amountTo = null, currency = null } = input;
  const isLimited = amountFrom !== null || amountTo !== null;
  const isEmpty = amountFrom !== null && amountTo !== null && new Decimal(amountFrom).gte(amountTo);
  if (isLimited !== (currency !== null) || isEmpty) {
    throw approvalErrors.APPROVAL_LIMITS_INVALID({}, [...path, 'currency']);
  }
  return { amountFrom, amountTo, currency };
}

async function approverOf(ctx: Ctx, input: ApprovalApproverInput, path: readonly string[]) {
  const given = [input.userId, input.roleId, input.resolver].filter((one) => one != null);
  if (given.length !== 1) throw approvalErrors.APPROVAL_APPROVER_INVALID({}, path);
  const { userId, roleId, resolver } = input;
  if (resolver != null && !declaredApprovals(ctx).resolvers.has(resolver)) {
    throw approvalErrors.APPROVAL_RESOLVER_UNKNOWN({ key: resolver }, [...path, 'resolver']);
  }
  return {
    user: userId ? await ctx.find(User, userId, { path: [...path, 'userId'] }) : null,
    role: roleId ? await ctx.find(Role, roleId, { path: [...path, 'roleId'] }) : null,
    resolver: resolver ?? null,
  };
}
