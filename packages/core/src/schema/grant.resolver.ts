import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { errors } from './errors.js';
import { Grant } from './grant.entity.js';
import { demandCover, demandOwnerStays, lockRights, rightsOfRole } from './granting.js';
import { Role } from './role.entity.js';
import {
  GrantCreateInput,
  GrantCreatePayload,
  GrantRevokeInput,
  GrantRevokePayload,
} from './role.types.js';
import { User } from './user.entity.js';

/** Who holds which role. */
@Resolver()
export class GrantResolver {
  @Mutation(() => GrantCreatePayload, {
    description: 'Gives a role to another user; never more than the caller holds.',
  })
  async grantCreate(@Context() ctx: Ctx, @Arg('input') input: GrantCreateInput) {
    await lockRights(ctx);
    const user = await ctx.find(User, input.userId, { path: ['input', 'userId'] });
    const role = await ctx.find(Role, input.roleId, { path: ['input', 'roleId'] });
    if (user.id === ctx.principal.userId) throw errors.SELF_GRANT({}, ['input', 'userId']);
    if (!user.isActive) throw errors.USER_INACTIVE({}, ['input', 'userId']);
    demandCover(ctx, await rightsOfRole(ctx, role.id), ['input', 'roleId']);
    if ((await ctx.em.count(Grant, { user, role })) > 0) {
      throw errors.GRANT_EXISTS({}, ['input', 'roleId']);
    }
    return { grant: ctx.em.create(Grant, { user, role }) };
  }

  @Mutation(() => GrantRevokePayload, {
    description: 'Takes a role away from the next request on; the last owner stays.',
  })
  async grantRevoke(@Context() ctx: Ctx, @Arg('input') input: GrantRevokeInput) {
    await lockRights(ctx);
    const { expectedVersion } = input;
    const path = ['input', 'id'];
    const grant = await ctx.find(Grant, input.id, { expectedVersion, path });
    const rights = await rightsOfRole(ctx, grant.role.id);
    demandCover(ctx, rights, path);
    ctx.em.remove(grant);
    await ctx.em.flush();
    await demandOwnerStays(ctx, rights, path);
    return { deletedId: input.id };
  }
}
