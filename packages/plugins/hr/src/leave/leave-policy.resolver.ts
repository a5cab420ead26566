import { Arg, Context, type Ctx, filledText, Mutation, OrgUnit, Resolver } from '@bureau/core';
import { leaveErrors } from './errors.js';
import { leavePolicyRevised } from './leave-events.js';
import { LeaveBlackout, LeavePolicy } from './leave-policy.entity.js';
import {
  LeaveBlackoutCreateInput,
  LeaveBlackoutCreatePayload,
  LeaveBlackoutDeleteInput,
  LeaveBlackoutDeletePayload,
  LeavePolicyCreateInput,
  LeavePolicyCreatePayload,
  LeavePolicyReviseInput,
  LeavePolicyRevisePayload,
  LeaveTypeCreateInput,
  LeaveTypeCreatePayload,
  LeaveTypeUpdateInput,
  LeaveTypeUpdatePayload,
} from './leave-policy.types.js';
import { setTerms } from './leave-terms-of.js';
import { LeaveType } from './leave-type.entity.js';

/** Kinds of leave and the policies by which they are earned. */
@Resolver()
export class LeavePolicyResolver {
  @Mutation(() => LeaveTypeCreatePayload, { description: 'Adds a kind of leave.' })
  leaveTypeCreate(@Context() ctx: Ctx, @Arg('input') input: LeaveTypeCreateInput) {
    const { hasBalance, isSensitive, isApprovalNeeded, isPaidOut } = input;
    const leaveType = ctx.em.create(LeaveType, {
      code: filled(input.code, 'code'),
      name: filled(input.name, 'name'),
      hasBalance: hasBalance ?? true,
      isSensitive: isSensitive ?? false,
      isApprovalNeeded: isApprovalNeeded ?? true,
      isPaidOut: isPaidOut ?? true,
    });
    return { leaveType };
  }

  @Mutation(() => LeaveTypeUpdatePayload, { description: 'Changes a kind of leave.' })
  async leaveTypeUpdate(@Context() ctx: Ctx, @Arg('input') input: LeaveTypeUpdateInput) {
    const { id, expectedVersion, name, isSensitive, isApprovalNeeded, isPaidOut, isActive } = input;
    const path = ['input', 'id'];
    const leaveType = await ctx.find(LeaveType, id, { expectedVersion, path });
    if (name != null) leaveType.name = filled(name, 'name');
    if (isSensitive != null) leaveType.isSensitive = isSensitive;
    if (isApprovalNeeded != null) leaveType.isApprovalNeeded = isApprovalNeeded;
    if (isPaidOut != null) leaveType.isPaidOut = isPaidOut;
    if (isActive != null) leaveType.isActive = isActive;
    return { leaveType };
  }

  @Mutation(() => LeavePolicyCreatePayload, { description: 'Adds a policy with its first terms.' })
  async leavePolicyCreate(@Context() ctx: Ctx, @Arg('input') input: LeavePolicyCreateInput) {
    const path = ['input', 'typeId'];
    const type = await ctx.find(LeaveType, input.typeId, { path });
    if (!type.hasBalance) throw leaveErrors.LEAVE_NO_BALANCE({ type: type.name }, path);
    const leavePolicy = ctx.em.create(LeavePolicy, {
      code: filled(input.code, 'code'),
      name: filled(input.name, 'name'),
      type,
    });
    await setTerms(ctx, leavePolicy, input);
    return { leavePolicy };
  }

  @Mutation(() => LeavePolicyRevisePayload, {
    description:
      'Sets what a policy says from a day on, until the next known terms. Entries are never ' +
      'rewritten: a job posts the differences.',
  })
  async leavePolicyRevise(@Context() ctx: Ctx, @Arg('input') input: LeavePolicyReviseInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const leavePolicy = await ctx.find(LeavePolicy, id, { expectedVersion, path, lock: true });
    const terms = await setTerms(ctx, leavePolicy, input);
    // The version of the policy covers its terms.
    leavePolicy.updatedAt = ctx.now;
    const payload = { policyId: leavePolicy.id, validFrom: input.validFrom };
    ctx.emit(leavePolicyRevised, payload, { type: 'LeavePolicy', id: leavePolicy.id });
    return { leavePolicy, terms };
  }

  @Mutation(() => LeaveBlackoutCreatePayload, {
    description: 'Sets days without leave. What was agreed to before stays.',
  })
  async leaveBlackoutCreate(@Context() ctx: Ctx, @Arg('input') input: LeaveBlackoutCreateInput) {
    const { policyId, unitId, startsOn, endsOn } = input;
    if (endsOn < startsOn) throw leaveErrors.LEAVE_SPAN({}, ['input', 'endsOn']);
    const leaveBlackout = ctx.em.create(LeaveBlackout, {
      policy: await ctx.find(LeavePolicy, policyId, { path: ['input', 'policyId'] }),
      unit: unitId ? await ctx.find(OrgUnit, unitId, { path: ['input', 'unitId'] }) : null,
      startsOn,
      endsOn,
      reason: filled(input.reason, 'reason'),
    });
    return { leaveBlackout };
  }

  @Mutation(() => LeaveBlackoutDeletePayload, { description: 'Frees days again.' })
  async leaveBlackoutDelete(@Context() ctx: Ctx, @Arg('input') input: LeaveBlackoutDeleteInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    ctx.em.remove(await ctx.find(LeaveBlackout, id, { expectedVersion, path }));
    return { deletedId: id };
  }
}

/** Text without white space around it. @throws HR_LEAVE_TEXT */
function filled(text: string, field: string): string {
  return filledText(text, () => leaveErrors.LEAVE_TEXT({}, ['input', field]));
}
