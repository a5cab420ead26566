import { type Ctx, exact } from '@bureau/core';
import type { Day } from '../day.js';
import { holdsOn } from '../history.js';
import type { Movement } from './due-entries.js';
import { leaveErrors } from './errors.js';
import { readBooks } from './leave-books.js';
import { LeaveEntitlement } from './leave-entitlement.entity.js';
import { LeaveRequest } from './leave-request.entity.js';
import type { LeaveType } from './leave-type.entity.js';
import { shortfallOf, wantedMovements } from './shortfall.js';

const PATH = ['input'];

/** Leave that counts against a balance, and against other leave on the same days. */
const STANDING = ['PENDING', 'APPROVED', 'SHORTENED'] as const;

/**
 * Whether leave may be asked for, or agreed to. The caller holds the lock on the books, so that
 * nobody takes the same days meanwhile.
 * @throws HR_LEAVE_OVERLAPS, HR_LEAVE_NOT_ENTITLED, HR_LEAVE_BLACKOUT, HR_LEAVE_HALF_DAY,
 * HR_LEAVE_BALANCE
 */
export async function checkLeave(ctx: Ctx, request: LeaveRequest, type: LeaveType): Promise<void> {
  await checkOverlaps(ctx, request);
  await checkRules(ctx, request);
  if (!type.hasBalance) return;
  await checkEntitled(ctx, request, type);
  await checkBalance(ctx, request);
}

/** In half days since the first day, so that a morning and an afternoon do not meet. */
function meets(one: LeaveRequest, other: LeaveRequest): boolean {
  const from = (it: LeaveRequest) => `${it.startsOn} ${it.isFromNoon ? 'b' : 'a'}`;
  const to = (it: LeaveRequest) => `${it.endsOn} ${it.isUntilNoon ? 'a' : 'b'}`;
  return from(one) <= to(other) && from(other) <= to(one);
}

async function checkOverlaps(ctx: Ctx, request: LeaveRequest): Promise<void> {
  const { employee, startsOn, endsOn } = request;
  const others = await ctx.em.find(LeaveRequest, {
    employee,
    id: { $ne: request.id },
    state: { $in: [...STANDING] },
    startsOn: { $lte: endsOn },
    endsOn: { $gte: startsOn },
  });
  const other = others.find((one) => meets(one, request));
  if (!other) return;
  throw leaveErrors.LEAVE_OVERLAPS({ from: other.startsOn, to: other.endsOn }, PATH);
}

interface Rules extends Record<string, unknown> {
  half_days: boolean | string | null;
  starts_on: Day | null;
  ends_on: Day | null;
  reason: string | null;
}

const RULES = `
  select t.is_half_day_allowed::text as half_days, b.starts_on, b.ends_on, b.reason
  from hr.leave_entitlement l
  left join hr.leave_policy_terms t on t.organization_id = l.organization_id
    and t.policy_id = l.policy_id and daterange(t.valid_from, t.valid_to) @> $3::date
  left join lateral (
    select b.starts_on, b.ends_on, b.reason from hr.leave_blackout b
    where b.organization_id = l.organization_id and b.policy_id = l.policy_id
      and b.starts_on <= $4::date and b.ends_on >= $3::date
      and (b.unit_id is null or exists (
        select from hr.job_record j where j.organization_id = l.organization_id
          and j.employee_id = l.employee_id and j.unit_id = b.unit_id
          and daterange(j.valid_from, j.valid_to) && daterange(b.starts_on, b.ends_on, '[]')))
    order by b.starts_on limit 1) b on true
  where l.employee_id = $1 and l.type_id = $2
    and daterange(l.valid_from, l.valid_to) && daterange($3::date, $4::date, '[]')`;

/** Half days and days without leave, as the policies of the days say. */
async function checkRules(ctx: Ctx, request: LeaveRequest): Promise<void> {
  const { employee, type, startsOn, endsOn } = request;
  const rows = await ctx.sql<Rules>(RULES, [employee.id, type.id, startsOn, endsOn]);
  const isHalf = request.isFromNoon || request.isUntilNoon;
  if (isHalf && rows.some(({ half_days }) => half_days === 'false')) {
    throw leaveErrors.LEAVE_HALF_DAY({}, PATH);
  }
  const closed = rows.find(({ starts_on }) => starts_on !== null);
  if (!closed) return;
  const { starts_on, ends_on, reason } = closed;
  const data = { from: starts_on ?? '', to: ends_on ?? '', reason: reason ?? '' };
  throw leaveErrors.LEAVE_BLACKOUT(data, ['input', 'startsOn']);
}

async function checkEntitled(ctx: Ctx, request: LeaveRequest, type: LeaveType): Promise<void> {
  const { employee } = request;
  const entitlements = await ctx.em.find(LeaveEntitlement, { employee, type });
  const missing = request.dayList.find(({ day }) => !entitlements.some((it) => holdsOn(it, day)));
  if (!missing) return;
  await ctx.em.populate(request, ['employee']);
  const data = { number: request.employee.number, type: type.name, day: missing.day };
  throw leaveErrors.LEAVE_NOT_ENTITLED(data, ['input', 'startsOn']);
}

/** What is asked for and not decided yet is taken as given: it must not be promised twice. */
async function checkBalance(ctx: Ctx, request: LeaveRequest): Promise<void> {
  const { employee, type } = request;
  const [books] = await readBooks(ctx, { employeeIds: [employee.id], typeId: type.id });
  const pending = await ctx.em.find(LeaveRequest, {
    employee,
    type,
    id: { $ne: request.id },
    state: 'PENDING',
  });
  const promised: Movement[] = pending.flatMap(({ dayList }) => wantedMovements(dayList));
  const facts = books?.facts ?? { employments: [], shares: [], terms: [] };
  const taken = [...(books?.movements ?? []), ...promised];
  const short = shortfallOf(facts, taken, request.dayList);
  if (!short) return;
  const balance = exact(short.balance).toFixed();
  throw leaveErrors.LEAVE_BALANCE({ balance, day: short.day }, PATH);
}
