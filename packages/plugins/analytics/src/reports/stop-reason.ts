import { Refusal } from '@bureau/core';

const RIGHTS: ReadonlySet<unknown> = new Set(['FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT']);

/** Why a report ends, in a sentence. @throws what is not about its owner: it is tried again */
export function stopReason(error: unknown): string {
  if (error === undefined) return 'Its owner is not active any more.';
  if (error instanceof Refusal && RIGHTS.has(error.extensions['code'])) return error.message;
  throw error;
}
