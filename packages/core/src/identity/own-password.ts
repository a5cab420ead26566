import type { RequestContext } from '../context/request.js';
import { ACCOUNT_GUESSES, attemptWasRight, beginAttempt } from './attempts.js';
import { verifyPassword } from './password.js';

/**
 * Whether this is the password of the user who calls. Ten wrong ones lock it for 15 minutes, so
 * that a stolen session is no way to guess it; the time tells nothing.
 */
export async function isOwnPassword(request: RequestContext, password: string): Promise<boolean> {
  const { runtime, organizationId, principal } = request;
  const userId = principal.userId ?? '';
  const attempt = await beginAttempt(runtime, `password ${userId}`, ACCOUNT_GUESSES);
  const hash = await passwordHash(request, organizationId, userId);
  const isRight = await verifyPassword(password, hash);
  if (!isRight || attempt.isLocked) return false;
  await attemptWasRight(runtime, attempt, true);
  return true;
}

/** The stored hash of a user's password; null when there is none. */
export async function passwordHash(
  { runtime }: RequestContext,
  organizationId: string,
  userId: string,
): Promise<string | null> {
  const statement = { text: 'select core.password_of($1) as hash', values: [userId] };
  const [row] = await runtime.reads.sql<{ hash: string | null }>(organizationId, statement);
  return row?.hash ?? null;
}
