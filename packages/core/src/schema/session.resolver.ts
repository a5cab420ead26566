import { Extensions } from 'type-graphql';
import type { Ctx } from '../context/ctx.js';
import { jsonOf } from '../identity/json-row.js';
import { verifyPassword } from '../identity/password.js';
import { newSessionToken } from '../identity/tokens.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { encodeId, uuidv7 } from '../model/ids.js';
import { SessionType } from './access.types.js';
import { errors } from './errors.js';
import { setPassword } from './people.resolver.js';
import { Session } from './session.entity.js';
import {
  PasswordChangeInput,
  PasswordChangePayload,
  SessionCreateInput,
  SessionCreatePayload,
  SessionRevokeInput,
  SessionRevokePayload,
} from './session.types.js';
import { User } from './user.entity.js';

/** What `core.login_begin` tells; nothing but the attempt when the names are unknown. */
interface Login {
  /** bytea as text. */
  attempt: string;
  is_locked: boolean;
  organization_id: string | null;
  membership_id: string | null;
  password_hash: string | null;
}

/** Signing in and out. */
@Resolver()
export class SessionResolver {
  /** Without a transaction: the count of an attempt must stay when the attempt is refused. */
  @Extensions({ transaction: false, bucket: 'login' })
  @Mutation(() => SessionCreatePayload, {
    description: 'Signs in. Ten failures lock an address for 15 minutes; every refusal is alike.',
  })
  async sessionCreate(@Context() ctx: Ctx, @Arg('input') input: SessionCreateInput) {
    const [row] = await ctx.sql<{ login: unknown }>(
      'select to_json(found) as login from core.login_begin($1, $2) found',
      [input.email, input.organization],
    );
    const login = jsonOf<Login>(row?.login);
    const isRight = await verifyPassword(input.password, login.password_hash);
    if (!isRight || login.is_locked) throw errors.LOGIN_FAILED({}, ['input']);
    const token = newSessionToken();
    const [opened] = await ctx.sql<{ ends: unknown }>(
      'select to_json(core.login_succeeded($1::bytea, $2, $3, $4, $5)) as ends',
      [login.attempt, login.organization_id, login.membership_id, uuidv7(), token.hash],
    );
    return { token: token.text, expiresAt: new Date(jsonOf<string>(opened?.ends)) };
  }

  @Mutation(() => SessionRevokePayload, {
    description: 'Ends a session; those of others need core.session.write.',
  })
  async sessionRevoke(@Context() ctx: Ctx, @Arg('input') input: SessionRevokeInput) {
    const { expectedVersion } = input;
    const id = input.id ?? encodeId(SessionType.options.prefix, ctx.principal.credentialId ?? '0');
    const session = await ctx.find(Session, id, { expectedVersion, path: ['input', 'id'] });
    if (session.user.id !== ctx.principal.userId) ctx.demand('core.session.write');
    session.revoke(ctx.now);
    return { session };
  }

  @Mutation(() => PasswordChangePayload, {
    description: 'Changes the own password in this organization; only with the current one.',
  })
  async passwordChange(@Context() ctx: Ctx, @Arg('input') input: PasswordChangeInput) {
    const user = await ctx.em.findOneOrFail(User, ctx.principal.userId ?? '');
    const [row] = await ctx.sql<{ hash: string | null }>('select core.password_of($1) as hash', [
      user.id,
    ]);
    const isRight = await verifyPassword(input.currentPassword, row?.hash);
    if (!isRight) throw errors.PASSWORD_WRONG({}, ['input', 'currentPassword']);
    await setPassword(ctx, user, input.password);
    return { isChanged: true };
  }
}
