import type { Permission } from '../authz/permissions.js';
import type { Ctx } from '../context/ctx.js';
import { jsonOf } from '../identity/json-row.js';
import {
  EVERYTHING,
  firstNotHeld,
  rightsOf,
  type Rights,
  type StoredRights,
} from '../identity/rights.js';
import { Refusal } from '../write/errors.js';
import { errors } from './errors.js';
import { platformOf } from './platform.js';
import type { User } from './user.entity.js';

/**
 * Nobody gives or takes more than the own rights: the rules that all operations on grants, roles,
 * keys and users share.
 */

/** Changes of rights in one organization wait for each other, or two could escape a rule. */
export async function lockRights(ctx: Ctx): Promise<void> {
  await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `core.rights ${ctx.organizationId}`,
  ]);
}

/** What a user holds now over all roles. */
export async function rightsOfUser(ctx: Ctx, userId: string): Promise<Rights> {
  const text = 'select core.permissions_of($1, $2) as rights';
  const rows = await ctx.sql<{ rights: unknown }>(text, [ctx.organizationId, userId]);
  return rightsOf(jsonOf<StoredRights>(rows[0]?.rights), platformOf(ctx).permissions);
}

/** What a role gives. */
export async function rightsOfRole(ctx: Ctx, roleId: string): Promise<Rights> {
  const rows = await ctx.sql<{ rights: unknown }>(
    `select coalesce(jsonb_object_agg(permission, to_jsonb(conditions)), '{}') as rights
     from core.role_permission where role_id = $1`,
    [roleId],
  );
  return rightsOf(jsonOf<StoredRights>(rows[0]?.rights), platformOf(ctx).permissions);
}

/** @throws CORE_GRANT_EXCEEDS naming the first permission that the caller does not hold so far. */
export function demandCover(ctx: Ctx, wanted: Rights, path: readonly string[]): void {
  if (ctx.principal.kind === 'system') return;
  const permission = firstNotHeld(ctx.principal.permissions, wanted);
  if (permission !== undefined) throw errors.GRANT_EXCEEDS({ permission }, path);
}

/** Whoever acts on a user must hold what that user holds. */
export async function demandCoverOfUser(
  ctx: Ctx,
  user: User,
  path: readonly string[],
): Promise<void> {
  if (user.id === ctx.principal.userId) return;
  demandCover(ctx, await rightsOfUser(ctx, user.id), path);
}

/**
 * Asked after rights were taken away (and flushed): somebody active must still hold everything.
 * @throws CORE_LAST_OWNER when what was taken included everything and nobody is left.
 */
export async function demandOwnerStays(
  ctx: Ctx,
  taken: Rights,
  path: readonly string[],
): Promise<void> {
  if (!taken.has(EVERYTHING)) return;
  const owners = await ctx.sql(
    `select 1 from core.role_permission p
     join core.role_grant g on g.organization_id = p.organization_id and g.role_id = p.role_id
     join core.membership m on m.organization_id = g.organization_id and m.id = g.user_id
     where p.permission = $1 and p.conditions is null and m.is_active limit 1`,
    [EVERYTHING],
  );
  if (owners.length === 0) throw errors.LAST_OWNER({}, path);
}

/**
 * Whether the caller may act, by this permission, on what belongs to a user: on everything, or on
 * the own under the condition `own`. Refuses like a missing permission.
 */
export function demandOn(ctx: Ctx, permission: Permission, userId: string): void {
  ctx.demand(permission);
  const hold = ctx.principal.permissions.get(permission);
  if (hold === undefined || hold === 'all') return;
  const isOwn = userId === ctx.principal.userId && hold.includes('own');
  if (!isOwn) throw new Refusal('FORBIDDEN', `Requires ${permission}.`, { permission });
}
