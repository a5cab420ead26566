import { z } from 'zod';
import { defineEvent } from '../events/event.js';

/** Somebody signed in. */
export const SessionCreated = defineEvent({
  name: 'core.session.created',
  version: 1,
  description: 'Somebody signed in.',
  payload: z.object({
    userId: z.uuid(),
    factor: z.string(),
    device: z.string().nullable(),
    address: z.string().nullable(),
  }),
});

/** Sign-ins were ended, by their owner or by others. */
export const SessionRevoked = defineEvent({
  name: 'core.session.revoked',
  version: 1,
  description: 'A sign-in was ended before its time.',
  payload: z.object({ userId: z.uuid() }),
});

/**
 * A sign-in was refused. Written by the database function `core.login_failed`, because whoever
 * tries has no organization; `userId` is null when no user has the name that was given.
 */
export const LoginFailed = defineEvent({
  name: 'core.login.failed',
  version: 1,
  description: 'A sign-in was refused.',
  payload: z.object({ userId: z.uuid().nullable(), address: z.string().nullable() }),
});
