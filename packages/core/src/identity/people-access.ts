import type { Ctx } from '../context/ctx.js';
import { serviceToken } from '../plugin/definition.js';
import { ApiKey } from '../schema/api-key.entity.js';
import { demandOwnerStays, lockRights, rightsOfUser } from '../schema/granting.js';
import { Session } from '../schema/session.entity.js';
import { User } from '../schema/user.entity.js';
import { DomainError } from '../write/errors.js';
import { SessionRevoked } from './events.js';

/** What became of the users of somebody. */
export interface EndedAccess {
  /** Users that are refused from the next request on, with their sessions and keys. */
  ended: number;
  /** Users that go on, because nobody else owns the organization: hand it over first. */
  kept: number;
}

/** What people may do here, by all the users that they are. */
export interface PeopleAccessService {
  /**
   * Ends the access of a person (uuid) in the open transaction: users, sessions and API keys. Done
   * twice it does nothing. The last owner of the organization is kept.
   */
  end(ctx: Ctx, personId: string): Promise<EndedAccess>;
}

/** `ctx.service(PeopleAccess).end(ctx, person.id)`. */
export const PeopleAccess = serviceToken<PeopleAccessService>('core.peopleAccess');

/** The one implementation. */
export function peopleAccessService(): PeopleAccessService {
  return { end };
}

async function end(ctx: Ctx, personId: string): Promise<EndedAccess> {
  await lockRights(ctx);
  const users = await ctx.em.find(User, { person: personId, isActive: true });
  let ended = 0;
  for (const user of users) {
    if (!(await deactivated(ctx, user))) continue;
    ended += 1;
    await endCredentials(ctx, user);
  }
  return { ended, kept: users.length - ended };
}

async function deactivated(ctx: Ctx, user: User): Promise<boolean> {
  const rights = await rightsOfUser(ctx, user.id);
  user.deactivate();
  await ctx.em.flush();
  try {
    await demandOwnerStays(ctx, rights, []);
    return true;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    user.isActive = true;
    return false;
  }
}

async function endCredentials(ctx: Ctx, user: User): Promise<void> {
  const { now } = ctx;
  for (const session of await ctx.em.find(Session, { user, revokedAt: null })) {
    session.revoke(now);
    ctx.emit(SessionRevoked, { userId: user.id }, { type: 'Session', id: session.id });
  }
  for (const key of await ctx.em.find(ApiKey, { user, revokedAt: null })) key.revoke(now);
}
