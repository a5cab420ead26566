import type { Ctx } from '../context/ctx.js';
import { hashPassword, isPasswordLongEnough, PASSWORD_LENGTH } from '../identity/password.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { errors } from './errors.js';
import { demandCoverOfUser, demandOwnerStays, lockRights, rightsOfUser } from './granting.js';
import { checked, valuesOf } from './input-values.js';
import {
  PersonCreateInput,
  PersonCreatePayload,
  PersonUpdateInput,
  PersonUpdatePayload,
  UserDeactivateInput,
  UserDeactivatePayload,
  UserInviteInput,
  UserInvitePayload,
  UserUpdateInput,
  UserUpdatePayload,
} from './people.types.js';
import { Person } from './person.entity.js';
import { User } from './user.entity.js';

const PERSON_PICKS = {
  required: ['givenName', 'familyName'],
  nullable: ['preferredName', 'email', 'phone', 'birthDate'],
} as const;

/** People as the organization knows them. */
@Resolver()
export class PersonResolver {
  @Mutation(() => PersonCreatePayload, { description: 'Adds a person.' })
  personCreate(@Context() ctx: Ctx, @Arg('input') input: PersonCreateInput) {
    return { person: ctx.em.create(Person, valuesOf(input, PERSON_PICKS)) };
  }

  @Mutation(() => PersonUpdatePayload, { description: 'Changes a person.' })
  async personUpdate(@Context() ctx: Ctx, @Arg('input') input: PersonUpdateInput) {
    const person = await ctx.find(Person, input.id, found(input));
    ctx.em.assign(person, valuesOf(input, PERSON_PICKS));
    return { person };
  }
}

/** Who may work here. */
@Resolver()
export class UserResolver {
  @Mutation(() => UserInvitePayload, {
    description: 'Makes a user without any role. A login is made when the address has none.',
  })
  async userInvite(@Context() ctx: Ctx, @Arg('input') input: UserInviteInput) {
    const kind = input.kind ?? 'HUMAN';
    const displayName = checked('displayName', input.displayName);
    const person = await personOf(ctx, input.personId);
    const login = kind === 'HUMAN' ? await loginOf(ctx, input.email ?? '') : NO_LOGIN;
    const user = ctx.em.create(User, { kind, displayName, person, ...login });
    await ctx.em.flush();
    if (kind === 'HUMAN' && input.password) await setPassword(ctx, user, input.password);
    return { user };
  }

  @Mutation(() => UserUpdatePayload, {
    description: 'Changes the name of a user or the person who it is; not the own person.',
  })
  async userUpdate(@Context() ctx: Ctx, @Arg('input') input: UserUpdateInput) {
    const user = await ctx.find(User, input.id, found(input));
    ctx.em.assign(user, valuesOf(input, { required: ['displayName'] }));
    if (input.personId !== undefined) {
      // The person decides whose rows "own" means: linking is giving rights.
      if (user.id === ctx.principal.userId) throw errors.SELF_GRANT({}, ['input', 'personId']);
      await demandCoverOfUser(ctx, user, ['input', 'id']);
      user.person = await personOf(ctx, input.personId);
    }
    return { user };
  }

  @Mutation(() => UserDeactivatePayload, {
    description: 'Refuses all credentials of a user from the next request on.',
  })
  async userDeactivate(@Context() ctx: Ctx, @Arg('input') input: UserDeactivateInput) {
    await lockRights(ctx);
    const user = await ctx.find(User, input.id, found(input));
    const rights = await rightsOfUser(ctx, user.id);
    await demandCoverOfUser(ctx, user, ['input', 'id']);
    user.deactivate();
    await ctx.em.flush();
    await demandOwnerStays(ctx, rights, ['input', 'id']);
    return { user };
  }
}

const NO_LOGIN = { email: null, loginId: null };

/**
 * Stores a password for a user of this organization and ends other sessions of the user.
 * @throws CORE_PASSWORD_WEAK
 */
export async function setPassword(ctx: Ctx, user: User, password: string): Promise<void> {
  if (!isPasswordLongEnough(password)) {
    throw errors.PASSWORD_WEAK(PASSWORD_LENGTH, ['input', 'password']);
  }
  const keep = ctx.principal.kind === 'user' ? ctx.principal.credentialId : undefined;
  const hash = await hashPassword(password);
  await ctx.sql('select core.set_password($1, $2, $3)', [user.id, hash, keep ?? null]);
  ctx.recordChange({
    type: 'User',
    id: user.id,
    action: 'UPDATE',
    before: { password: '***' },
    after: { password: '***' },
  });
}

async function loginOf(ctx: Ctx, given: string) {
  const email = checked('email', given);
  const known = await ctx.sql('select id from core.membership where email = $1', [email]);
  if (known.length > 0) throw errors.USER_EXISTS({}, ['input', 'email']);
  const [login] = await ctx.sql<{ id: string }>('select core.login_id($1) as id', [email]);
  return { email, loginId: login?.id ?? null };
}

async function personOf(ctx: Ctx, id: string | null | undefined): Promise<Person | null> {
  return id ? ctx.find(Person, id, { path: ['input', 'personId'] }) : null;
}

function found(input: { expectedVersion?: number | null }) {
  return { expectedVersion: input.expectedVersion, path: ['input', 'id'] };
}
