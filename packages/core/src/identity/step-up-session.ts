import { LockMode } from '@mikro-orm/core';
import type { RequestContext } from '../context/request.js';
import { Session } from '../schema/session.entity.js';
import { inTransaction } from '../write/transaction.js';
import { identityErrors } from './errors.js';
import { isOwnPassword } from './own-password.js';
import { hasSecondFactor, useCode } from './second-factor.js';
import type { OpenedSession } from './sign-in.js';
import type { SignInFactor } from './sign-in-factor.js';
import { newSessionToken } from './tokens.js';

/** What a caller offers as proof. */
export interface Proof {
  password?: string | null;
  code?: string | null;
}

/**
 * Takes a fresh proof of identity and gives the session a new token. Of two at once one wins: the
 * token that authenticated the other is no longer the session's.
 * @throws CORE_SESSION_NEEDED, CORE_PROOF_MISSING, CORE_PROOF_WRONG, CORE_SESSION_ROTATED
 */
export async function stepUpSession(request: RequestContext, proof: Proof): Promise<OpenedSession> {
  const { kind, credentialId, authTime } = request.principal;
  if (kind !== 'user' || credentialId === undefined || authTime === undefined) {
    throw identityErrors.SESSION_NEEDED();
  }
  const factor = await provedBy(request, proof);
  const { value } = await inTransaction(request.runtime, request.caller, {
    operation: 'sessionStepUp',
    request,
    work: async (ctx) => {
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
      const session = await ctx.em.findOne(Session, { id: credentialId }, lock);
      if (!session || session.revokedAt || session.authenticatedAt.getTime() !== authTime) {
        throw identityErrors.SESSION_ROTATED();
      }
      const issued = newSessionToken();
      session.tokenHash = issued.hash;
      session.factor = factor;
      // The instant is what the next one is compared with, so it never repeats.
      session.authenticatedAt = new Date(Math.max(ctx.now.getTime(), authTime + 1));
      return { token: issued.text, expiresAt: session.expiresAt };
    },
  });
  return value;
}

/** Who has a second factor proves by it: a password alone may have been read over a shoulder. */
async function provedBy(request: RequestContext, proof: Proof): Promise<SignInFactor> {
  const { runtime, organizationId, principal } = request;
  const account = { organizationId, userId: principal.userId ?? '' };
  if (await hasSecondFactor(runtime, account)) {
    if (proof.code == null) throw identityErrors.PROOF_MISSING({}, ['input', 'code']);
    const factor = await useCode(runtime, account, proof.code);
    if (factor === undefined) throw identityErrors.PROOF_WRONG({}, ['input']);
    return factor;
  }
  if (proof.password == null) throw identityErrors.PROOF_MISSING({}, ['input', 'password']);
  if (await isOwnPassword(request, proof.password)) return 'PASSWORD';
  throw identityErrors.PROOF_WRONG({}, ['input']);
}
