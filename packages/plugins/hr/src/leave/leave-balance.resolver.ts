import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  DateTimeScalar,
  decodeId,
  Extensions,
  ID,
  OrgUnitType,
  Query,
  Refusal,
  Resolver,
} from '@bureau/core';
import { EmployeeType } from '../employee.types.js';
import { balanceOf, LAST_FORECAST_DAYS, unitBalances } from './leave-balance.js';
import { LeaveBalance } from './leave-balance.types.js';
import { addDays } from './leave-days.js';
import { LeaveEntitlementType, LeaveTypeType } from './leave.types.js';
import { LEAVE_READ, SICK_READ } from './permissions.js';

const AS_OF = { nullable: true, description: 'At the end of this day; default today.' };
/** Entitlements of one unit, several to a person. */
const MOST = 5_000;

/** What is left of leave. */
@Resolver()
export class LeaveBalanceResolver {
  @Extensions({ cost: 5 })
  @Query(() => LeaveBalance, {
    nullable: true,
    description:
      'A balance on any day. Of a day to come it is a forecast, three years ahead at most. Null ' +
      'where the caller may not see it, or nobody was ever entitled.',
  })
  async leaveBalance(
    @Context() ctx: Ctx,
    @Arg('employeeId', () => ID, { description: 'Whose.' }) employeeId: string,
    @Arg('typeId', () => ID, { description: 'The kind of leave.' }) typeId: string,
    @Arg('asOf', () => DateScalar, AS_OF) asOf: string | null,
    @Arg('knownAt', () => DateTimeScalar, {
      nullable: true,
      description: 'Only what was recorded at this instant or before; without a forecast.',
    })
    knownAt: Date | null,
  ): Promise<LeaveBalance | null> {
    const day = asOf ?? ctx.today;
    if (day > addDays(ctx.today, LAST_FORECAST_DAYS)) {
      throw new Refusal('BAD_USER_INPUT', 'asOf is three years ahead at most.');
    }
    const employee = decodeId(EmployeeType.options.prefix, employeeId);
    const type = decodeId(LeaveTypeType.options.prefix, typeId);
    if (employee === undefined || type === undefined) return null;
    const entitled = { employee: { id: { eq: employee } }, type: { id: { eq: type } } };
    const [seen] = await ctx.ids(LeaveEntitlementType, entitled, 1);
    if (seen === undefined) return null;
    const known = knownAt == null ? undefined : new Date(knownAt);
    return balanceOf(ctx, { employee, type, asOf: day, knownAt: known });
  }

  @Extensions({ cost: 10, items: 100 })
  @Query(() => [LeaveBalance], {
    description:
      'Balances of everybody who has a job in a unit on a day, by name and kind of leave; of ' +
      'those whom the caller may see. The day is today at the latest.',
  })
  async leaveBalances(
    @Context() ctx: Ctx,
    @Arg('unitId', () => ID, { description: 'The unit.' }) unitId: string,
    @Arg('asOf', () => DateScalar, AS_OF) asOf: string | null,
  ): Promise<LeaveBalance[]> {
    const day = asOf ?? ctx.today;
    if (day > ctx.today) throw new Refusal('BAD_USER_INPUT', 'asOf is today at the latest.');
    const unit = decodeId(OrgUnitType.options.prefix, unitId);
    if (unit === undefined) return [];
    return unitBalances(ctx, { unit, asOf: day, entitlements: await visibleIn(ctx, unit) });
  }
}

/** Which entitlements of a unit's people the caller may see; null: all of them. */
async function visibleIn(ctx: Ctx, unit: string): Promise<string[] | null> {
  const { kind, permissions } = ctx.principal;
  const isWhole = [LEAVE_READ, SICK_READ].every((one) => permissions.get(one) === 'all');
  if (kind === 'system' || isWhole) return null;
  const where = { employee: { jobRecords: { some: { unit: { id: { eq: unit } } } } } };
  return ctx.ids(LeaveEntitlementType, where, MOST);
}
