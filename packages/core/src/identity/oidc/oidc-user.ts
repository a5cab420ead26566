import type { Ctx } from '../../context/ctx.js';
import { errors } from '../../schema/errors.js';
import { Grant } from '../../schema/grant.entity.js';
import { User } from '../../schema/user.entity.js';
import type { VouchedFor } from './oidc-client.js';
import { OidcIdentity, OidcProvider } from './oidc-provider.entity.js';

/**
 * The user (uuid) whom a provider vouched for. Somebody is recognised by issuer and subject and by
 * nothing else. Who is not known yet is taken in by a verified address of an allowed domain: as a
 * new user where the provider has a role for that, or as the user who was invited under that
 * address and never had a way to sign in. A user who has one is nobody's to take over.
 * @throws CORE_LOGIN_FAILED
 */
export async function userOf(ctx: Ctx, providerId: string, vouched: VouchedFor): Promise<string> {
  const provider = await ctx.em.findOneOrFail(OidcProvider, { id: providerId });
  const { subject } = vouched;
  const known = await ctx.em.findOne(OidcIdentity, { provider, subject });
  if (known) return known.user.id;
  const email = vouched.verifiedEmail;
  if (email === undefined || !provider.admits(email)) throw errors.LOGIN_FAILED();
  const invited = await ctx.em.findOne(User, { email });
  const user = invited
    ? await unclaimed(ctx, invited)
    : await newUser(ctx, provider, { email, name: vouched.name });
  ctx.em.create(OidcIdentity, { provider, user, subject });
  await ctx.em.flush();
  return user.id;
}

async function unclaimed(ctx: Ctx, user: User): Promise<User> {
  const [row] = await ctx.sql<{ hash: string | null }>('select core.password_of($1) as hash', [
    user.id,
  ]);
  const others = await ctx.em.count(OidcIdentity, { user });
  if (row?.hash != null || others > 0 || !user.isActive) throw errors.LOGIN_FAILED();
  return user;
}

async function newUser(
  ctx: Ctx,
  provider: OidcProvider,
  person: { email: string; name: string | undefined },
): Promise<User> {
  if (!provider.role) throw errors.LOGIN_FAILED();
  const { email } = person;
  const [login] = await ctx.sql<{ id: string }>('select core.login_id($1) as id', [email]);
  const displayName = person.name?.trim().slice(0, 200) || email;
  const loginId = login?.id ?? null;
  const user = ctx.em.create(User, { kind: 'HUMAN', displayName, email, loginId });
  await ctx.em.flush();
  ctx.em.create(Grant, { user, role: provider.role });
  return user;
}
