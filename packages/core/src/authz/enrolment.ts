import type { Principal } from '../context/principal.js';
import { Refusal } from '../write/errors.js';

/** What a session may do that lacks the second factor which its organization or a role asks for. */
const ALLOWED: ReadonlySet<string> = new Set([
  'Query.viewer',
  'Mutation.secondFactorEnrol',
  'Mutation.secondFactorConfirm',
  'Mutation.sessionStepUp',
  'Mutation.sessionRevoke',
]);

const ROOT = /^(Query|Mutation|Subscription)\./;

/**
 * Refuses every other root field for such a session; the fields below are refused by its rights.
 * @param field as rules name it: `Query.viewer`
 * @throws Refusal FORBIDDEN with `secondFactorRequired: true`
 */
export function demandEnrolled(principal: Principal, field: string): void {
  if (principal.mustEnrol !== true || !ROOT.test(field) || ALLOWED.has(field)) return;
  const message =
    'A second factor is required here. Set one up (secondFactorEnrol, secondFactorConfirm), or ' +
    'sign in with it. The operation was not run.';
  throw new Refusal('FORBIDDEN', message, { secondFactorRequired: true, field });
}
