import { createHash } from 'node:crypto';
import { z } from 'zod';
import { originOf as auditOrigin } from '../audit/origin.js';
import type { Principal } from '../context/principal.js';
import type { RequestContext } from '../context/request.js';
import type { Caller, Runtime } from '../context/runtime.js';
import { uuidv7 } from '../model/ids.js';
import { errors } from '../schema/errors.js';
import { Session } from '../schema/session.entity.js';
import { User } from '../schema/user.entity.js';
import { inTransaction } from '../write/transaction.js';
import { SessionCreated } from './events.js';
import type { Account } from './second-factor.js';
import type { SignInFactor } from './sign-in-factor.js';
import type { TicketKind } from './ticket.js';
import { newSessionToken } from './tokens.js';

const DAY_MS = 86_400_000;
/** End of a session, however much it is used. */
const SESSION_DAYS = 7;

/** Who proved who they are, and how. */
export interface SignIn extends Account {
  factor: SignInFactor;
}

/** A session at the moment of its making: the only time when its token is known. */
export interface OpenedSession {
  token: string;
  expiresAt: Date;
}

/** The password was right, the code is still to come: five minutes to give it. */
export const CHALLENGE: TicketKind<{ userId: string; password: string; asCookie: boolean }> = {
  purpose: 'sign-in challenge',
  body: z.object({ userId: z.string(), password: z.string(), asCookie: z.boolean() }),
  life: 5 * 60_000,
};

/** Tells passwords apart without telling anything about them: a changed one ends what it began. */
export function passwordMark(hash: string | null | undefined): string {
  return createHash('sha256')
    .update(`mark ${hash ?? ''}`)
    .digest('base64url')
    .slice(0, 22);
}

/**
 * Opens a session, in a transaction of the user who signs in: session, audit row and event
 * together. A session's token is always new, whatever the caller sent.
 * @throws CORE_LOGIN_FAILED for a user who is not active any more.
 */
export async function openSession(
  request: RequestContext,
  signIn: SignIn,
  operation: string,
): Promise<OpenedSession> {
  const { runtime } = request;
  const caller: Caller = { ...request.caller, principal: principalOf(signIn) };
  const { value } = await inTransaction(runtime, caller, {
    operation,
    work: async (ctx) => {
      const user = await ctx.em.findOne(User, { id: signIn.userId });
      if (!user?.isActive) throw errors.LOGIN_FAILED({}, ['input']);
      const issued = newSessionToken();
      const { device, address } = originOf(caller);
      const session = ctx.em.create(Session, {
        ...{ id: uuidv7(), user, device, address, tokenHash: issued.hash },
        factor: signIn.factor,
        authenticatedAt: ctx.now,
        lastSeenAt: ctx.now,
        expiresAt: new Date(ctx.now.getTime() + SESSION_DAYS * DAY_MS),
      });
      const payload = { userId: user.id, factor: signIn.factor, device, address };
      ctx.emit(SessionCreated, payload, { type: 'Session', id: session.id });
      return { token: issued.text, expiresAt: session.expiresAt };
    },
  });
  return value;
}

/** Somebody who signs in acts for nothing but the own session. */
export function principalOf({ organizationId, userId, factor }: SignIn): Principal {
  return {
    kind: 'user',
    id: userId,
    organizationId,
    userId,
    personId: undefined,
    displayName: '',
    permissions: new Map(),
    limitClass: 'interactive',
    credentialId: undefined,
    factor,
  };
}

/** Device and address as they are kept: cut, for both come from outside. */
export function originOf({ origin }: Caller): { device: string | null; address: string | null } {
  return {
    device: origin?.userAgent?.slice(0, 300) ?? null,
    address: origin?.address?.slice(0, 45) ?? null,
  };
}

/** Puts a refused sign-in into outbox and trail; the same work when nobody is known. */
export async function recordFailure(
  runtime: Runtime,
  caller: Caller,
  tried: { operation: string; organizationId?: string; slug?: string; userId: string | null },
): Promise<void> {
  const { operation, organizationId, slug, userId } = tried;
  const where = JSON.stringify({ ...auditOrigin(caller), address: originOf(caller).address });
  await runtime.reads.sqlAnywhere({
    text: 'select core.sign_in_failed($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [
      ...[organizationId ?? null, slug ?? null, userId, uuidv7(), uuidv7()],
      ...[caller.requestId, operation, where],
    ],
  });
}
