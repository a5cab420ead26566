import type { Principal, Where } from '@bureau/core';

/** Nothing, for callers without a person behind them. */
const NOTHING: Where = { or: [] };

type Self = { person: Where };

/** A condition on the caller's own employee record; callers without a person meet no row. */
export function mine(where: (self: Self) => Where) {
  return ({ personId }: Principal): Where =>
    personId === undefined ? NOTHING : where({ person: { id: { eq: personId } } });
}

/** Records of one employee: the own ones, or those of who reports to the caller today. */
export const ofEmployee = {
  own: mine((self) => ({ employee: self })),
  reports: mine((self) => ({ employee: { job: { manager: self } } })),
};

/** The people whom a caller with rights on some rows may know about; undefined: all. */
export function peopleOf(principal: Principal, permission: string): Where | undefined {
  const hold = principal.permissions.get(permission);
  if (principal.kind === 'system' || hold === 'all') return undefined;
  return mine((self) => ({
    or: [
      ...(hold?.includes('own') ? [self] : []),
      ...(hold?.includes('reports') ? [{ job: { manager: self } }] : []),
    ],
  }))(principal);
}
