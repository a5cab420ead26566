import type { Ctx } from '../context/ctx.js';
import { Context, Query, Resolver } from '../model/graphql.js';
import { EVERYTHING } from '../identity/rights.js';
import { platformOf } from './platform.js';
import { PluginInfo, Viewer, type ViewerPermission } from './viewer.types.js';

/** The caller, and what runs here. */
@Resolver()
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who is calling, where, and with which rights.' })
  viewer(@Context() ctx: Ctx): Viewer {
    const { userId, organizationId } = ctx.principal;
    return {
      user: userId === undefined ? null : { id: userId },
      organization: organizationId === undefined ? null : { id: organizationId },
      isSecondFactorMissing: ctx.principal.mustEnrol === true,
      permissions: permissionsOf(ctx),
    };
  }

  @Query(() => [PluginInfo], { description: 'The plugins of this deployment, core first.' })
  plugins(@Context() ctx: Ctx): PluginInfo[] {
    return platformOf(ctx).plugins();
  }
}

function permissionsOf(ctx: Ctx): ViewerPermission[] {
  return [...ctx.principal.permissions]
    .filter(([permission]) => permission !== EVERYTHING)
    .map(([permission, hold]) => ({ permission, conditions: hold === 'all' ? null : [...hold] }))
    .sort((left, right) => (left.permission < right.permission ? -1 : 1));
}
