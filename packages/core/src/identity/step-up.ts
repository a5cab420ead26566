import type { Principal } from '../context/principal.js';
import { Refusal } from '../write/errors.js';

/** How long a proof of identity is fresh for marked operations, unless they say otherwise. */
export const STEP_UP_SECONDS = 600;

/** What a mutation field may ask: the default age, or another one. */
export type StepUp = boolean | { maxAgeSeconds: number };

/**
 * Refuses a user whose last proof of identity is too old, and a key that was made without the
 * right. The platform itself passes. In a job of a user it always refuses: nobody is there.
 * @throws Refusal FORBIDDEN with `stepUp: true` and `maxAgeSeconds`
 */
export function demandFreshProof(
  principal: Principal,
  now: Date,
  maxAgeSeconds = STEP_UP_SECONDS,
): void {
  if (principal.kind === 'system') return;
  if (principal.kind === 'apiKey' && principal.hasStepUp) return;
  const age = now.getTime() - (principal.authTime ?? Number.NEGATIVE_INFINITY);
  if (principal.kind === 'user' && age <= maxAgeSeconds * 1_000) return;
  throw new Refusal('FORBIDDEN', reasonFor(principal), { stepUp: true, maxAgeSeconds });
}

function reasonFor({ kind, authTime }: Principal): string {
  if (kind === 'apiKey') {
    return 'This key may not do this: it was made without the right to (hasStepUp).';
  }
  return kind === 'user' && authTime === undefined
    ? 'Whoever asked for this job is not there to prove it; the operation that starts it must ask.'
    : 'Prove anew who you are with sessionStepUp, then try again.';
}

/** The age in seconds that a field asks; `undefined`: it asks nothing. */
export function stepUpAge(mark: StepUp | undefined): number | undefined {
  if (mark === undefined || mark === false) return undefined;
  return mark === true ? STEP_UP_SECONDS : mark.maxAgeSeconds;
}
