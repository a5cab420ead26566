import type { Ctx } from '../context/ctx.js';
import { EVERYTHING, withinScopes } from '../identity/rights.js';
import { newApiKey } from '../identity/tokens.js';
import { Arg, Context, Extensions, Mutation, Resolver } from '../model/graphql.js';
import { ApiKey } from './api-key.entity.js';
import {
  ApiKeyCreateInput,
  ApiKeyCreatePayload,
  ApiKeyRevokeInput,
  ApiKeyRevokePayload,
  ApiKeyRotateInput,
  ApiKeyRotatePayload,
  ApiKeyUpdateInput,
  ApiKeyUpdatePayload,
} from './api-key.types.js';
import { identityErrors } from '../identity/errors.js';
import { errors } from './errors.js';
import { demandCover, demandOn, lockRights, rightsOfUser } from './granting.js';
import { checked, valuesOf } from './input-values.js';
import { platformOf } from './platform.js';
import { User } from './user.entity.js';

const HOUR_MS = 3_600_000;
/** How long a key lives on beside its successor. */
const OVERLAP_HOURS = { usual: 24, most: 720 };

/** Credentials of programs. */
@Resolver()
export class ApiKeyResolver {
  @Extensions({ stepUp: true })
  @Mutation(() => ApiKeyCreatePayload, {
    description: 'Makes a key for oneself or another user; its secret is in this answer only.',
  })
  async apiKeyCreate(@Context() ctx: Ctx, @Arg('input') input: ApiKeyCreateInput) {
    const user = await ownerOf(ctx, input.userId);
    demandOn(ctx, 'core.apiKey.write', user.id);
    if (!user.isActive) throw errors.USER_INACTIVE({}, ['input', 'userId']);
    await demandScopes(ctx, user, input.scopes);
    const issued = newApiKey();
    const apiKey = ctx.em.create(ApiKey, {
      user,
      name: checked('name', input.name),
      prefix: issued.prefix,
      keyHash: issued.hash,
      scopes: [...new Set(input.scopes)],
      expiresAt: input.expiresAt,
      hasStepUp: input.hasStepUp ?? false,
    });
    apiKey.expireAt(input.expiresAt, ctx.now);
    return { apiKey, token: issued.text };
  }

  @Extensions({ stepUp: true })
  @Mutation(() => ApiKeyRotatePayload, {
    description: 'Makes the successor of a key, with its name, scopes and rights.',
  })
  async apiKeyRotate(@Context() ctx: Ctx, @Arg('input') input: ApiKeyRotateInput) {
    const replaced = await ctx.find(ApiKey, input.id, { ...found(input), lock: true });
    const user = await ctx.em.findOneOrFail(User, replaced.user.id);
    demandOn(ctx, 'core.apiKey.write', user.id);
    const hours = input.overlapHours ?? OVERLAP_HOURS.usual;
    if (hours < 0 || hours > OVERLAP_HOURS.most) {
      throw identityErrors.OVERLAP_INVALID({ hours: OVERLAP_HOURS.most }, [
        'input',
        'overlapHours',
      ]);
    }
    if (replaced.revokedAt) throw errors.API_KEY_REVOKED({}, ['input', 'id']);
    if (!user.isActive) throw errors.USER_INACTIVE({}, ['input', 'id']);
    await demandNotRotated(ctx, replaced);
    await demandScopes(ctx, user, replaced.scopes);
    const issued = newApiKey();
    const { name, scopes, hasStepUp } = replaced;
    const apiKey = ctx.em.create(ApiKey, {
      ...{ user, name, scopes, hasStepUp, replaces: replaced },
      prefix: issued.prefix,
      keyHash: issued.hash,
      expiresAt: input.expiresAt,
    });
    apiKey.expireAt(input.expiresAt, ctx.now);
    replaced.endBy(new Date(ctx.now.getTime() + hours * HOUR_MS));
    return { apiKey, replaced, token: issued.text };
  }

  /** It may widen what the key can do. */
  @Extensions({ stepUp: true })
  @Mutation(() => ApiKeyUpdatePayload, { description: 'Changes name, scopes or expiry of a key.' })
  async apiKeyUpdate(@Context() ctx: Ctx, @Arg('input') input: ApiKeyUpdateInput) {
    const apiKey = await ctx.find(ApiKey, input.id, found(input));
    const user = await ctx.em.findOneOrFail(User, apiKey.user.id);
    demandOn(ctx, 'core.apiKey.write', user.id);
    if (apiKey.revokedAt) throw errors.API_KEY_REVOKED({}, ['input', 'id']);
    // A longer life gives the old scopes again, so they are compared in either case.
    await demandScopes(ctx, user, input.scopes ?? apiKey.scopes);
    if (input.scopes) apiKey.scopes = [...new Set(input.scopes)];
    ctx.em.assign(apiKey, valuesOf(input, { required: ['name'] }));
    if (input.expiresAt) apiKey.expireAt(input.expiresAt, ctx.now);
    return { apiKey };
  }

  @Mutation(() => ApiKeyRevokePayload, { description: 'Withdraws a key from the next request on.' })
  async apiKeyRevoke(@Context() ctx: Ctx, @Arg('input') input: ApiKeyRevokeInput) {
    const apiKey = await ctx.find(ApiKey, input.id, found(input));
    demandOn(ctx, 'core.apiKey.write', apiKey.user.id);
    apiKey.revoke(ctx.now);
    return { apiKey };
  }
}

/** Two of a line live at once, never three. */
async function demandNotRotated(ctx: Ctx, key: ApiKey): Promise<void> {
  const { now: $gt } = ctx;
  const live = { revokedAt: null, expiresAt: { $gt } };
  const next = await ctx.em.count(ApiKey, { replaces: key, ...live });
  const before = key.replaces ? await ctx.em.count(ApiKey, { id: key.replaces.id, ...live }) : 0;
  if (next + before > 0) throw identityErrors.API_KEY_ROTATED({}, ['input', 'id']);
}

async function ownerOf(ctx: Ctx, id: string | null | undefined): Promise<User> {
  if (id) return ctx.find(User, id, { path: ['input', 'userId'] });
  return ctx.em.findOneOrFail(User, ctx.principal.userId ?? '');
}

/**
 * A key acts with its owner's rights within its scopes; whoever makes or widens it must hold that
 * much, or a key of somebody else would be a way around grants. So must a narrower key that makes
 * another one.
 */
async function demandScopes(ctx: Ctx, user: User, scopes: readonly string[]): Promise<void> {
  const path = ['input', 'scopes'];
  if (scopes.length === 0) throw errors.SCOPES_EMPTY({}, path);
  const { permissions } = platformOf(ctx);
  const unknown = scopes.find((scope) => scope !== EVERYTHING && !permissions.has(scope));
  if (unknown !== undefined) throw errors.PERMISSION_UNKNOWN({ permission: unknown }, path);
  await lockRights(ctx);
  const rights = await rightsOfUser(ctx, user.id);
  for (const scope of scopes) {
    // A scope that the owner lacks would wait for a right to come.
    if (scope === EVERYTHING || rights.has(scope)) continue;
    throw errors.GRANT_EXCEEDS({ permission: scope }, path);
  }
  demandCover(ctx, withinScopes(rights, scopes), path);
}

function found(input: { expectedVersion?: number | null }) {
  return { expectedVersion: input.expectedVersion, path: ['input', 'id'] };
}
