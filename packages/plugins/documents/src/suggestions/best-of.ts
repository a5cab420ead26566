import type { Suggested } from './rules.js';

/** What people have said of suggestions like this one. */
export interface Verdicts {
  accepted: number;
  rejected: number;
}

/** Nothing is quite sure that nobody has looked at. */
const SUREST = 0.99;
/** Of type, correspondent and folder: those among which somebody may choose. */
const CHOICES = 3;
const MOST_TAGS = 10;

/**
 * Of what rules and papers alike suggest, what is worth telling: once for each target, the surest
 * first. What was often rejected is less sure; what two ways lead to is surer than by one of them.
 * @param from confidence below which nothing is told
 */
export function bestOf(
  found: readonly Suggested[],
  verdictsOf: (one: Suggested) => Verdicts,
  from: number,
): Suggested[] {
  const kept = new Map<string, Suggested>();
  for (const one of found) {
    const weighed = { ...one, confidence: one.confidence * trustIn(verdictsOf(one)) };
    const key = `${one.kind} ${one.target}`;
    const before = kept.get(key);
    kept.set(key, before ? joined(before, weighed) : weighed);
  }
  const told = [...kept.values()]
    .filter(({ confidence }) => confidence >= from)
    .sort((a, b) => b.confidence - a.confidence || (a.target < b.target ? -1 : 1));
  const counts = new Map<string, number>();
  return told.filter(({ kind }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= (kind === 'TAG' ? MOST_TAGS : CHOICES);
  });
}

/** 1 until somebody has rejected one; half of it after two that nobody has accepted. */
function trustIn({ accepted, rejected }: Verdicts): number {
  return (accepted + 2) / (accepted + rejected + 2);
}

/** Either of two ways may be right by itself; the surer one is the reason. */
function joined(a: Suggested, b: Suggested): Suggested {
  const either = 1 - (1 - a.confidence) * (1 - b.confidence);
  const surer = a.confidence >= b.confidence ? a : b;
  return { ...surer, confidence: Math.min(SUREST, either) };
}
