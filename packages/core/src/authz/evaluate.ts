import type { Principal } from '../context/principal.js';
import { Refusal } from '../write/errors.js';
import { ANYONE, INHERIT, SIGNED_IN, isMark, type Permission, type Rule } from './permissions.js';

/**
 * How wide a permission must be held. `some`: rows may be narrowed, the planner does it (a type's
 * base rule, root fields). `all`: every row, for a field whose own rule differs from its type's,
 * because a row that may be seen must not show a field that is granted for other rows only.
 */
export type Scope = 'some' | 'all';

/** `true`, or what is missing: a permission, or the mark `@signed-in` for a credential. */
export type Verdict =
  | true
  | {
      readonly missing: Permission;
      /** The permission is held, but only for the rows of a condition. */
      readonly partly?: true;
    };

/** Whether a principal meets a rule. What is not understood is denied; never throws. */
export function permits(principal: Principal, rule: Rule, scope: Scope = 'some'): Verdict {
  try {
    return evaluate(principal, rule, scope);
  } catch {
    return { missing: typeof rule === 'string' ? rule : SIGNED_IN };
  }
}

function evaluate(principal: Principal, rule: Rule, scope: Scope): Verdict {
  if (typeof rule === 'string') return leaf(principal, rule, scope);
  const all = 'allOf' in rule;
  const parts = all ? rule.allOf : rule.anyOf;
  const verdicts = parts.map((part) => evaluate(principal, part, scope));
  const missing = verdicts.find((verdict) => verdict !== true);
  if (parts.length === 0) return { missing: SIGNED_IN };
  if (all) return missing ?? true;
  return verdicts.includes(true) || missing === undefined ? true : missing;
}

function leaf(principal: Principal, rule: string, scope: Scope): Verdict {
  if (rule === ANYONE || rule === INHERIT) return true;
  if (principal.kind === 'anonymous') return { missing: rule };
  if (rule === SIGNED_IN) return true;
  const hold = principal.permissions.get(rule);
  if (hold === 'all') return true;
  if (!Array.isArray(hold) || hold.length === 0) return { missing: rule };
  return scope === 'some' ? true : { missing: rule, partly: true };
}

/** Where a refusal came from and what it says after naming the permission. */
export interface RefusedField {
  /** `Employee.salary` */
  field: string;
  verdict: Exclude<Verdict, true>;
  /** Sentence about what was not done, such as `The operation was not run.` */
  consequence?: string;
}

/**
 * FORBIDDEN with `permission` and `field`, or UNAUTHENTICATED for a caller without a credential.
 * Gate and shield say it in the same words.
 */
export function refusal(principal: Principal | undefined, refused: RefusedField): Refusal {
  const { field, verdict, consequence } = refused;
  const tail = consequence === undefined ? '' : ` ${consequence}`;
  if (principal === undefined || principal.kind === 'anonymous') {
    return new Refusal('UNAUTHENTICATED', `Sign in to use ${field}.${tail}`, { field });
  }
  if (isMark(verdict.missing)) {
    return new Refusal('FORBIDDEN', `No rule permits ${field}.${tail}`, { field });
  }
  const rows = verdict.partly ? ' for every row, and it is held for some rows only' : '';
  const message = `Requires ${verdict.missing} for ${field}${rows}.${tail}`;
  return new Refusal('FORBIDDEN', message, { permission: verdict.missing, field });
}
