import { Decimal } from 'decimal.js';
import type { Ctx } from '../context/ctx.js';
import { jsonOf } from '../identity/json-row.js';
import type { ApprovalMode } from './approval-policy.entity.js';

/** One step of a policy as a request keeps it: it does not follow the policy. */
export interface PlannedStep {
  mode: ApprovalMode;
  quorum: number | null;
  amountFrom: string | null;
  amountTo: string | null;
  currency: string | null;
  /** Uuids, and keys of resolvers. */
  users: readonly string[];
  roles: readonly string[];
  resolvers: readonly string[];
}

/** An amount as it is compared with limits. */
export interface Amount {
  amount: string;
  currency: string;
}

const PLAN = `
  select coalesce(jsonb_agg(jsonb_build_object('mode', s.mode, 'quorum', s.quorum,
    'amountFrom', s.amount_from::text, 'amountTo', s.amount_to::text, 'currency', s.currency,
    'users', a.users, 'roles', a.roles, 'resolvers', a.resolvers) order by s.position), '[]')
    as steps
  from core.approval_policy p
  join core.approval_step s
    on s.organization_id = p.organization_id and s.policy_id = p.id
  cross join lateral (
    select coalesce(jsonb_agg(user_id) filter (where user_id is not null), '[]') as users,
      coalesce(jsonb_agg(role_id) filter (where role_id is not null), '[]') as roles,
      coalesce(jsonb_agg(resolver) filter (where resolver is not null), '[]') as resolvers
    from core.approval_approver a
    where a.organization_id = s.organization_id and a.step_id = s.id) a
  where p.kind = $1`;

/** The steps that a kind takes now, in order; none: the organization has set no policy. */
export async function planOf(ctx: Ctx, kind: string): Promise<PlannedStep[]> {
  const [row] = await ctx.sql<{ steps: unknown }>(PLAN, [kind]);
  return jsonOf<PlannedStep[]>(row?.steps ?? '[]') ?? [];
}

/**
 * The steps that something of this worth takes. Limits are from, inclusive, until, exclusive. What
 * cannot be compared (no amount, another currency) takes the step: a limit is no way around it.
 */
export function stepsFor(plan: readonly PlannedStep[], amount: Amount | null): PlannedStep[] {
  return plan.filter(({ amountFrom, amountTo, currency }) => {
    if (!amount || (currency !== null && currency !== amount.currency)) return true;
    const worth = new Decimal(amount.amount);
    if (amountFrom !== null && worth.lt(amountFrom)) return false;
    return amountTo === null || worth.lt(amountTo);
  });
}

/** How many approvals a step takes of so many seats. */
export function neededOf({ mode, quorum }: PlannedStep, seats: number): number {
  if (mode === 'ANY') return 1;
  return mode === 'ALL' ? Math.max(seats, 1) : (quorum ?? 1);
}
