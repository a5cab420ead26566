import type { Ctx } from '../context/ctx.js';
import { User } from '../schema/user.entity.js';
import { ApprovalSeat, type ApprovalRequest } from './approval-request.entity.js';
import { declaredApprovals } from './declaration.js';
import { approvalErrors } from './errors.js';
import { neededOf, type PlannedStep } from './plan.js';

/** The people behind memberships: two memberships of one person are one person. */
const CANDIDATES = `
  select u.id, min(g.role_id::text) filter (where u.id <> all($1::uuid[])) as role_id
  from core.membership u
  left join core.role_grant g
    on g.organization_id = u.organization_id and g.user_id = u.id and g.role_id = any($2::uuid[])
  left join core.membership asker
    on asker.organization_id = u.organization_id and asker.id = $3::uuid
  where u.is_active and (u.id = any($1::uuid[]) or g.role_id is not null)
    and u.id is distinct from asker.id
    and (u.person_id is null or u.person_id is distinct from asker.person_id)
  group by u.id order by u.id`;

/**
 * Asks the approvers of the request's present step: a seat for each, never for whoever asks.
 * Returns their memberships.
 * @throws CORE_APPROVAL_NOBODY when the step could never be agreed to
 */
export async function openSeats(
  ctx: Ctx,
  request: ApprovalRequest,
  step: PlannedStep,
): Promise<string[]> {
  const found = await resolvedUsers(ctx, request, step);
  const values = [[...step.users, ...found], step.roles, request.requester?.id ?? null];
  const rows = await ctx.sql<{ id: string; role_id: string | null }>(CANDIDATES, values);
  const needed = neededOf(step, rows.length);
  if (rows.length < needed) {
    throw approvalErrors.APPROVAL_NOBODY({ step: request.step, needed, found: rows.length });
  }
  for (const { id, role_id } of rows) {
    ctx.em.create(ApprovalSeat, {
      request,
      round: request.round,
      step: request.step,
      user: ctx.em.getReference(User, id),
      roleId: role_id,
      isOpen: true,
    });
  }
  return rows.map(({ id }) => id);
}

async function resolvedUsers(
  ctx: Ctx,
  request: ApprovalRequest,
  { resolvers }: PlannedStep,
): Promise<string[]> {
  const known = declaredApprovals(ctx).resolvers;
  const found: string[] = [];
  for (const key of resolvers) {
    const resolver = known.get(key);
    // The plugin may have gone since the policy was set: then nobody is found this way.
    if (resolver) found.push(...(await resolver.resolve(ctx, request.toCase())));
  }
  return found;
}

/** Nobody is asked any more. */
export async function closeSeats(ctx: Ctx, request: ApprovalRequest): Promise<void> {
  for (const seat of await ctx.em.find(ApprovalSeat, { request, isOpen: true })) {
    seat.isOpen = false;
  }
}

/** A seat of the present step with its vote, if there is one. */
export interface SeatState {
  id: string;
  userId: string;
  /** Its holder may still vote: active, and in the role by which the seat was given. */
  isValid: boolean;
  decision: 'APPROVE' | 'REJECT' | null;
  voterId: string | null;
  voterPersonId: string | null;
  /** The caller stands in for its holder today. */
  isRepresented: boolean;
}

const SEATS = `
  select s.id, s.user_id, v.decision, v.voter_id, voter.person_id as voter_person_id,
    (u.is_active and (s.role_id is null or exists (
      select from core.role_grant g where g.organization_id = s.organization_id
        and g.user_id = s.user_id and g.role_id = s.role_id)))::text as is_valid,
    exists (
      select from core.substitute d where d.organization_id = s.organization_id
        and d.user_id = s.user_id and d.substitute_id = $4::uuid and d.valid_from <= $5::date
        and (d.valid_to is null or d.valid_to > $5::date))::text as is_represented
  from core.approval_seat s
  join core.membership u on u.organization_id = s.organization_id and u.id = s.user_id
  left join core.approval_vote v on v.organization_id = s.organization_id and v.seat_id = s.id
  left join core.membership voter
    on voter.organization_id = s.organization_id and voter.id = v.voter_id
  where s.request_id = $1 and s.round = $2 and s.step = $3
  order by s.id`;

/** The seats of the present step, as they are for this caller today. */
export async function seatsOf(ctx: Ctx, request: ApprovalRequest): Promise<SeatState[]> {
  const { id, round, step } = request;
  const values = [id, round, step, ctx.principal.userId ?? null, ctx.today];
  const rows = await ctx.sql<Record<string, string | null>>(SEATS, values);
  return rows.map((row) => ({
    id: row['id'] ?? '',
    userId: row['user_id'] ?? '',
    isValid: isTrue(row['is_valid']),
    decision: row['decision'] as SeatState['decision'],
    voterId: row['voter_id'] ?? null,
    voterPersonId: row['voter_person_id'] ?? null,
    isRepresented: isTrue(row['is_represented']),
  }));
}

function isTrue(text: string | null | undefined): boolean {
  return text === 'true' || text === 't';
}
