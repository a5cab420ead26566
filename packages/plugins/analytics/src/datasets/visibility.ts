import type { Principal, Where } from '@bureau/core';
import { owned } from '../dashboards/visibility.js';

/** To see data sets and their figures: the own, the public, and those of a role of theirs. */
export const READ = 'analytics.dataSet.read';
/** To make data sets, and to load rows into the own. */
export const WRITE = 'analytics.dataSet.write';
/** Leaves its holders every data set, whomever it belongs to. */
export const MANAGE = 'analytics.dataSet.manage';

/** Data sets that a caller sees; `undefined`: all. */
export function visibleSets(principal: Principal): Where | undefined {
  if (principal.permissions.has(MANAGE)) return undefined;
  const shown: Where[] = [{ isPublic: { eq: true } }, owned(principal)];
  const { userId } = principal;
  if (userId !== undefined) {
    const role = { grants: { some: { user: { id: { eq: userId } } } } };
    shown.push({ shares: { some: { role } } });
  }
  return { or: shown };
}

/** The same for what hangs on a data set. */
export function visibleWithSet(principal: Principal): Where | undefined {
  const visible = visibleSets(principal);
  return visible && { dataSet: visible };
}
