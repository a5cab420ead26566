import type { Ctx } from '../context/ctx.js';
import { identityErrors } from '../identity/errors.js';
import { SessionRevoked } from '../identity/events.js';
import { kernelOf } from '../identity/kernel.js';
import { isOwnPassword } from '../identity/own-password.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { encodeId } from '../model/ids.js';
import { SessionType } from './access.types.js';
import { errors } from './errors.js';
import { setPassword } from './people.resolver.js';
import { Session } from './session.entity.js';
import {
  PasswordChangeInput,
  PasswordChangePayload,
  SessionRevokeInput,
  SessionRevokeOthersPayload,
  SessionRevokePayload,
} from './session.types.js';
import { User } from './user.entity.js';

/** Ending sign-ins, and the password that begins them. */
@Resolver()
export class SessionResolver {
  @Mutation(() => SessionRevokePayload, {
    description: 'Ends a session; those of others need core.session.write.',
  })
  async sessionRevoke(@Context() ctx: Ctx, @Arg('input') input: SessionRevokeInput) {
    const { expectedVersion } = input;
    const id = input.id ?? encodeId(SessionType.options.prefix, ctx.principal.credentialId ?? '0');
    const session = await ctx.find(Session, id, { expectedVersion, path: ['input', 'id'] });
    if (session.user.id !== ctx.principal.userId) ctx.demand('core.session.write');
    session.revoke(ctx.now);
    ctx.emit(SessionRevoked, { userId: session.user.id }, { type: 'Session', id: session.id });
    if (session.id === ctx.principal.credentialId) kernelOf(ctx).caller.sessionCookie?.clear();
    return { session };
  }

  @Mutation(() => SessionRevokeOthersPayload, {
    description: 'Ends all own sessions but the one of this request.',
  })
  async sessionRevokeOthers(@Context() ctx: Ctx) {
    const { userId, credentialId } = ctx.principal;
    if (userId === undefined) throw identityErrors.SESSION_NEEDED();
    const others = await ctx.em.find(Session, {
      user: userId,
      revokedAt: null,
      expiresAt: { $gt: ctx.now },
      id: { $ne: credentialId ?? userId },
    });
    for (const session of others) {
      session.revoke(ctx.now);
      ctx.emit(SessionRevoked, { userId }, { type: 'Session', id: session.id });
    }
    return { revokedCount: others.length };
  }

  @Mutation(() => PasswordChangePayload, {
    description: 'Changes the own password in this organization; only with the current one.',
  })
  async passwordChange(@Context() ctx: Ctx, @Arg('input') input: PasswordChangeInput) {
    const user = await ctx.em.findOneOrFail(User, ctx.principal.userId ?? '');
    const isRight = await isOwnPassword(kernelOf(ctx), input.currentPassword);
    if (!isRight) throw errors.PASSWORD_WRONG({}, ['input', 'currentPassword']);
    await setPassword(ctx, user, input.password);
    return { isChanged: true };
  }
}
