import type { Ctx } from '../context/ctx.js';
import { EVERYTHING, type Rights } from '../identity/rights.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { errors } from './errors.js';
import { demandCover, demandOwnerStays, lockRights, rightsOfRole } from './granting.js';
import { checked, valuesOf } from './input-values.js';
import { platformOf } from './platform.js';
import { LimitClass, Role, RolePermission } from './role.entity.js';
import {
  RoleCreateInput,
  RoleCreatePayload,
  RoleDeleteInput,
  RoleDeletePayload,
  RoleUpdateInput,
  RoleUpdatePayload,
  type RolePermissionInput,
} from './role.types.js';

/** Roles as the organization cuts them. */
@Resolver()
export class RoleResolver {
  @Mutation(() => RoleCreatePayload, { description: 'Adds a role.' })
  async roleCreate(@Context() ctx: Ctx, @Arg('input') input: RoleCreateInput) {
    await lockRights(ctx);
    const rights = requestedRights(ctx, input.permissions);
    demandCover(ctx, rights, ['input', 'permissions']);
    demandLimitClass(ctx, input.limitClass);
    const key = checked('key', input.key);
    const taken = await ctx.sql('select 1 from core.role where key = $1', [key]);
    if (taken.length > 0) throw errors.ROLE_KEY_TAKEN({ key }, ['input', 'key']);
    const role = ctx.em.create(Role, {
      key,
      name: checked('name', input.name),
      description: input.description?.trim() ?? '',
      limitClass: input.limitClass ?? LimitClass.INTERACTIVE,
      isSecondFactorRequired: input.isSecondFactorRequired ?? false,
    });
    addPermissions(ctx, role, rights);
    return { role };
  }

  @Mutation(() => RoleUpdatePayload, {
    description: 'Changes a role; a given list of permissions replaces the old one.',
  })
  async roleUpdate(@Context() ctx: Ctx, @Arg('input') input: RoleUpdateInput) {
    await lockRights(ctx);
    const role = await ctx.find(Role, input.id, found(input));
    const before = await rightsOfRole(ctx, role.id);
    demandCover(ctx, before, ['input', 'id']);
    if (input.limitClass && input.limitClass !== role.limitClass) {
      demandLimitClass(ctx, input.limitClass);
    }
    const required = ['name', 'limitClass', 'isSecondFactorRequired'] as const;
    ctx.em.assign(role, valuesOf(input, { required }));
    if (typeof input.description === 'string') role.description = input.description.trim();
    if (input.permissions) {
      const after = requestedRights(ctx, input.permissions);
      demandCover(ctx, after, ['input', 'permissions']);
      await replacePermissions(ctx, role, after);
      await ctx.em.flush();
      await demandOwnerStays(ctx, before, ['input', 'permissions']);
    }
    return { role };
  }

  @Mutation(() => RoleDeletePayload, { description: 'Deletes a role that nobody holds.' })
  async roleDelete(@Context() ctx: Ctx, @Arg('input') input: RoleDeleteInput) {
    await lockRights(ctx);
    const role = await ctx.find(Role, input.id, found(input));
    demandCover(ctx, await rightsOfRole(ctx, role.id), ['input', 'id']);
    const [held] = await ctx.sql<{ count: string }>(
      'select count(*)::text as count from core.role_grant where role_id = $1',
      [role.id],
    );
    const count = Number(held?.count ?? 0);
    if (count > 0) throw errors.ROLE_IN_USE({ count }, ['input', 'id']);
    await removePermissions(ctx, role);
    ctx.em.remove(role);
    return { deletedId: input.id };
  }
}

/**
 * The permissions of an input as rights.
 * @throws CORE_PERMISSION_UNKNOWN, CORE_CONDITION_UNKNOWN, CORE_PERMISSION_TWICE
 */
function requestedRights(ctx: Ctx, list: readonly RolePermissionInput[]): Rights {
  const platform = platformOf(ctx);
  const rights = new Map<string, 'all' | readonly string[]>();
  for (const [index, { permission, when }] of list.entries()) {
    const path = ['input', 'permissions', String(index)];
    const isKnown = permission === EVERYTHING || platform.permissions.has(permission);
    if (!isKnown) throw errors.PERMISSION_UNKNOWN({ permission }, path);
    if (rights.has(permission)) throw errors.PERMISSION_TWICE({ permission }, path);
    const unknown = when?.find((name) => !platform.conditions.has(name));
    if (unknown !== undefined) throw errors.CONDITION_UNKNOWN({ condition: unknown }, path);
    // An empty list would mean "no row"; conditions on everything cannot be kept apart by type.
    if (when && (when.length === 0 || permission === EVERYTHING)) {
      throw errors.CONDITION_UNKNOWN({ condition: when[0] ?? '' }, path);
    }
    rights.set(permission, when ? [...new Set(when)] : 'all');
  }
  return rights;
}

/** Limits are rights too: nobody gives a wider class than the own. */
function demandLimitClass(ctx: Ctx, wanted: LimitClass | null | undefined): void {
  const classes = Object.keys(LimitClass).map((name) => name.toLowerCase());
  const rank = (name: string) => classes.indexOf(name.toLowerCase());
  const { permissions, limitClass } = ctx.principal;
  if (!wanted || permissions.has(EVERYTHING) || rank(wanted) <= rank(limitClass)) return;
  throw errors.GRANT_EXCEEDS({ permission: wanted }, ['input', 'limitClass']);
}

function addPermissions(ctx: Ctx, role: Role, rights: Rights): void {
  for (const [permission, hold] of rights) {
    const conditions = hold === 'all' ? null : [...hold];
    ctx.em.create(RolePermission, { role, permission, conditions });
  }
}

/** Rows that stay are changed in place, so that the audit trail shows the difference only. */
async function replacePermissions(ctx: Ctx, role: Role, rights: Rights): Promise<void> {
  const rest = new Map(rights);
  for (const row of await ctx.em.find(RolePermission, { role })) {
    const hold = rest.get(row.permission);
    rest.delete(row.permission);
    if (hold === undefined) ctx.em.remove(row);
    else row.conditions = hold === 'all' ? null : [...hold];
  }
  addPermissions(ctx, role, rest);
  // The list is part of the role: its version must move with it.
  role.updatedAt = ctx.now;
}

async function removePermissions(ctx: Ctx, role: Role): Promise<void> {
  for (const row of await ctx.em.find(RolePermission, { role })) ctx.em.remove(row);
}

function found(input: { expectedVersion?: number | null }) {
  return { expectedVersion: input.expectedVersion, path: ['input', 'id'] };
}
