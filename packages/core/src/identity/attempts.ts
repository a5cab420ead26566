import type { Runtime } from '../context/runtime.js';
import { jsonOf } from './json-row.js';

/**
 * Limits on guessing (security.md rows 5 and 55). A guess is counted, and the count committed,
 * before the secret is looked at, so that guesses at once, dry runs and what is rolled back count.
 */
export interface Attempt {
  /** bytea as text. */
  readonly key: string;
  readonly isLocked: boolean;
}

/** Guesses of one user's code or password before its scope is locked for 15 minutes. */
export const ACCOUNT_GUESSES = 10;
/** The same over all accounts for one network address, behind which many people may be. */
export const ADDRESS_GUESSES = 100;

/** Counts a guess. `scope` says what is guessed at: `code <membership>`, `address <ip>`. */
export async function beginAttempt(
  runtime: Runtime,
  scope: string,
  limit: number,
): Promise<Attempt> {
  const [row] = await runtime.reads.sqlAnywhere<{ found: unknown }>({
    text: 'select to_json(found) as found from core.attempt_begin($1, $2) found',
    values: [scope, limit],
  });
  const { attempt, is_locked } = jsonOf<{ attempt: string; is_locked: boolean }>(row?.found);
  return { key: attempt, isLocked: is_locked };
}

/** The guess was right: `forget` all guesses of the scope, or take back this one only. */
export async function attemptWasRight(
  runtime: Runtime,
  attempt: Pick<Attempt, 'key'>,
  forget: boolean,
): Promise<void> {
  const text = 'select core.attempt_right($1::bytea, $2)';
  await runtime.reads.sqlAnywhere({ text, values: [attempt.key, forget] });
}
