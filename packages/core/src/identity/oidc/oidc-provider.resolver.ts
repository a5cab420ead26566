import type { Ctx } from '../../context/ctx.js';
import { Arg, Context, Extensions, Mutation, Resolver } from '../../model/graphql.js';
import { checkOutboundUrl, OutboundRefused } from '../../net/outbound-url.js';
import { demandCover, rightsOfRole } from '../../schema/granting.js';
import { checked, valuesOf } from '../../schema/input-values.js';
import { Role } from '../../schema/role.entity.js';
import { identityErrors } from '../errors.js';
import { kernelOf } from '../kernel.js';
import { OidcProvider } from './oidc-provider.entity.js';
import {
  OidcProviderCreateInput,
  OidcProviderCreatePayload,
  OidcProviderDeleteInput,
  OidcProviderDeletePayload,
  OidcProviderUpdateInput,
  OidcProviderUpdatePayload,
} from './oidc-provider.types.js';

/** Identity providers of an organization. Whoever sets one decides who can sign in. */
@Resolver()
export class OidcProviderResolver {
  @Extensions({ stepUp: true })
  @Mutation(() => OidcProviderCreatePayload, {
    description: 'Adds an identity provider; new people get its role, never beyond the own rights.',
  })
  async oidcProviderCreate(@Context() ctx: Ctx, @Arg('input') input: OidcProviderCreateInput) {
    const key = checked('slug', input.key);
    if ((await ctx.em.count(OidcProvider, { key })) > 0) {
      throw identityErrors.OIDC_KEY_TAKEN({ key }, ['input', 'key']);
    }
    const oidcProvider = ctx.em.create(OidcProvider, {
      key,
      name: checked('name', input.name),
      issuer: issuerOf(ctx, input.issuer),
      clientId: checked('clientId', input.clientId),
      clientSecret: checked('clientSecret', input.clientSecret),
      allowedDomains: [],
      role: await roleOf(ctx, input.roleId),
    });
    oidcProvider.allow(input.allowedDomains);
    return { oidcProvider };
  }

  @Extensions({ stepUp: true })
  @Mutation(() => OidcProviderUpdatePayload, { description: 'Changes an identity provider.' })
  async oidcProviderUpdate(@Context() ctx: Ctx, @Arg('input') input: OidcProviderUpdateInput) {
    const oidcProvider = await ctx.find(OidcProvider, input.id, found(input));
    ctx.em.assign(oidcProvider, valuesOf(input, { required: ['name', 'clientId', 'isActive'] }));
    if (input.clientSecret) oidcProvider.clientSecret = checked('clientSecret', input.clientSecret);
    if (input.allowedDomains) oidcProvider.allow(input.allowedDomains);
    if (input.roleId !== undefined) oidcProvider.role = await roleOf(ctx, input.roleId);
    return { oidcProvider };
  }

  @Extensions({ stepUp: true })
  @Mutation(() => OidcProviderDeletePayload, {
    description: 'Deletes an identity provider; nobody signs in by it any more.',
  })
  async oidcProviderDelete(@Context() ctx: Ctx, @Arg('input') input: OidcProviderDeleteInput) {
    ctx.em.remove(await ctx.find(OidcProvider, input.id, found(input)));
    return { deletedId: input.id };
  }
}

/** The address as it was given: an issuer is compared byte by byte (OpenID Connect Core 2). */
function issuerOf(ctx: Ctx, text: string): string {
  try {
    checkOutboundUrl(text, kernelOf(ctx).runtime.outbound.policy);
    return text;
  } catch (error) {
    if (error instanceof OutboundRefused) {
      throw identityErrors.ISSUER_INVALID({}, ['input', 'issuer']);
    }
    throw error;
  }
}

/** A role for new people is a grant to people who are not here yet. */
async function roleOf(ctx: Ctx, id: string | null | undefined): Promise<Role | null> {
  if (!id) return null;
  const path = ['input', 'roleId'];
  const role = await ctx.find(Role, id, { path });
  demandCover(ctx, await rightsOfRole(ctx, role.id), path);
  return role;
}

function found(input: { expectedVersion?: number | null }) {
  return { expectedVersion: input.expectedVersion, path: ['input', 'id'] };
}
