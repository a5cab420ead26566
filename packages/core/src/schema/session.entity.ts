import { defineEntity, p } from '@mikro-orm/core';
import { choice } from '../model/enums.js';
import { SignInFactor } from '../identity/sign-in-factor.js';
import { record } from '../model/record.js';
import { errors } from './errors.js';
import { User } from './user.entity.js';

/** A signed-in browser or program of a user; only the hash of its token is kept. */
export const SessionSchema = defineEntity({
  name: 'Session',
  schema: 'core',
  tableName: 'session',
  comment: 'One sign-in of a user; ends after 12 idle hours or 7 days.',
  properties: {
    ...record(),
    user: () => p.manyToOne(User).comment('Who signed in'),
    tokenHash: p.blob().hidden().comment('SHA-256 of the token'),
    factor: choice(SignInFactor)
      .default('PASSWORD')
      .comment('How its owner last proved who they are'),
    authenticatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .comment('When its owner last proved who they are'),
    device: p
      .string()
      .length(300)
      .nullable()
      .comment('Browser or program that signed in, as it calls itself'),
    address: p.string().length(45).nullable().comment('Network address that signed in'),
    lastSeenAt: p.datetime(6).comment('Last use, to the minute'),
    expiresAt: p.datetime(6).comment('End, however much it is used'),
    revokedAt: p.datetime(6).nullable().comment('When it was ended'),
  },
});

export class Session extends SessionSchema.class {
  /** Ends the session from the next request on. @throws CORE_SESSION_ENDED */
  revoke(now: Date): void {
    if (this.revokedAt) throw errors.SESSION_ENDED({}, ['input', 'id']);
    this.revokedAt = now;
  }
}
SessionSchema.setClass(Session);
