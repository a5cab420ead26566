import {
  Arg,
  Context,
  type Ctx,
  exact,
  filledText,
  Mutation,
  Resolver,
  uuidv7,
} from '@bureau/core';
import { type Day, dayAfter } from '../day.js';
import { Employee } from '../employee.entity.js';
import { placeOf } from '../history.js';
import { leaveErrors } from './errors.js';
import { lockBooks, post } from './leave-books.js';
import { LeaveEntitlement } from './leave-entitlement.entity.js';
import { leaveEntitled } from './leave-events.js';
import { LeavePolicy } from './leave-policy.entity.js';
import {
  LeaveBalanceAdjustInput,
  LeaveBalanceAdjustPayload,
  LeaveEntitlementEndInput,
  LeaveEntitlementEndPayload,
  LeavePolicyAssignInput,
  LeavePolicyAssignPayload,
} from './leave-policy.types.js';
import { LeaveType } from './leave-type.entity.js';

const MOST = 250;
const DAYS = /^-?\d{1,3}(\.\d{1,4})?$/;

/** Who is entitled to what, and corrections by hand. */
@Resolver()
export class LeaveEntitlementResolver {
  @Mutation(() => LeavePolicyAssignPayload, {
    description:
      'Lets a policy hold for people from a day on, in the place of another one for the same ' +
      'kind of leave. A job posts what they earned since then.',
  })
  async leavePolicyAssign(@Context() ctx: Ctx, @Arg('input') input: LeavePolicyAssignInput) {
    const path = ['input', 'policyId'];
    const policy = await ctx.find(LeavePolicy, input.policyId, { path });
    const ids = [...new Set(input.employeeIds)];
    if (ids.length > MOST)
      throw leaveErrors.LEAVE_TOO_MANY({ limit: MOST }, ['input', 'employeeIds']);
    const { validFrom } = input;
    const workdays = input.workdays?.length ? [...new Set(input.workdays)] : null;
    const employees: Employee[] = [];
    for (const id of ids) {
      const employee = await ctx.find(Employee, id, { path: ['input', 'employeeIds'] });
      await entitle(ctx, employee, { policy, validFrom, workdays });
      employees.push(employee);
    }
    tellEntitled(ctx, policy.id, { validFrom, employeeIds: employees.map(({ id }) => id) });
    return { assigned: employees.length };
  }

  @Mutation(() => LeaveEntitlementEndPayload, {
    description: 'Ends an entitlement with a last day; nothing is earned after it.',
  })
  async leaveEntitlementEnd(@Context() ctx: Ctx, @Arg('input') input: LeaveEntitlementEndInput) {
    const { id, expectedVersion, lastDay } = input;
    const path = ['input', 'id'];
    const leaveEntitlement = await ctx.find(LeaveEntitlement, id, { expectedVersion, path });
    if (lastDay < leaveEntitlement.validFrom) {
      throw leaveErrors.LEAVE_SPAN({}, ['input', 'lastDay']);
    }
    leaveEntitlement.validTo = dayAfter(lastDay);
    const { policy, employee, validTo } = leaveEntitlement;
    tellEntitled(ctx, policy.id, { validFrom: validTo, employeeIds: [employee.id] });
    return { leaveEntitlement };
  }

  @Mutation(() => LeaveBalanceAdjustPayload, {
    description: 'Corrects a balance by hand, with the reason; entries themselves stand for ever.',
  })
  async leaveBalanceAdjust(@Context() ctx: Ctx, @Arg('input') input: LeaveBalanceAdjustInput) {
    const { effectiveOn, days } = input;
    if (!DAYS.test(days) || exact(days).isZero() || exact(days).abs().greaterThan(366)) {
      throw leaveErrors.LEAVE_ADJUSTMENT({}, ['input', 'days']);
    }
    const reason = filledText(input.reason, () => leaveErrors.LEAVE_TEXT({}, ['input', 'reason']));
    const path = ['input', 'employeeId'];
    const employee = await ctx.find(Employee, input.employeeId, { path });
    const type = await ctx.find(LeaveType, input.typeId, { path: ['input', 'typeId'] });
    if (!type.hasBalance) {
      throw leaveErrors.LEAVE_NO_BALANCE({ type: type.name }, ['input', 'typeId']);
    }
    await lockBooks(ctx, [employee.id]);
    const books = { employeeId: employee.id, typeId: type.id };
    const source = `adjustment:${uuidv7()}`;
    const movement = { kind: 'ADJUSTMENT' as const, effectiveOn, days, source, reason };
    const [leaveEntry] = post(ctx, books, [movement]);
    return { leaveEntry };
  }
}

function tellEntitled(
  ctx: Ctx,
  policyId: string,
  about: { employeeIds: string[]; validFrom: Day },
): void {
  ctx.emit(leaveEntitled, { policyId, ...about }, { type: 'LeavePolicy', id: policyId });
}

/** What holds for somebody from a day on. */
interface Entitled {
  policy: LeavePolicy;
  validFrom: Day;
  workdays: string[] | null;
}

async function entitle(ctx: Ctx, employee: Employee, entitled: Entitled): Promise<void> {
  const { policy, validFrom, workdays } = entitled;
  const { type } = policy;
  const place = placeOf(await ctx.em.find(LeaveEntitlement, { employee, type }), validFrom);
  if (place.kind === 'correct') {
    ctx.em.assign(place.row, { policy, workdays });
    return;
  }
  if (place.kind === 'split') place.row.validTo = validFrom;
  const { validTo } = place;
  ctx.em.create(LeaveEntitlement, { employee, type, policy, validFrom, validTo, workdays });
}
