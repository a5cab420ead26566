import type { Principal, Where } from '@bureau/core';

/** Meets no row. */
const NOTHING: Where = { or: [] };

function named({ personId }: Principal, where: (self: Where) => Where): Where {
  return personId === undefined ? NOTHING : where({ person: { id: { eq: personId } } });
}

function handled(self: Where): Where {
  return { handlers: { some: { isActive: { eq: true }, employee: self } } };
}

/**
 * THE rule of who sees a grievance, whatever roles say: those who look into it, and whoever filed
 * it. No role adds a reader, the owner's neither.
 */
export function readersOf(principal: Principal): Where {
  return named(principal, (self) => ({ or: [handled(self), { filedBy: self }] }));
}

/** The same for what hangs on a grievance. */
export function readersWith(principal: Principal): Where {
  return { grievance: readersOf(principal) };
}

/** For those who look into it only: who is meant, and what is to be done. */
export function handlersOnly(principal: Principal): Where {
  return { grievance: named(principal, handled) };
}

/** Words are read by both, but for what those who look into it keep among themselves. */
export function messageReaders(principal: Principal): Where {
  return {
    or: [handlersOnly(principal), { and: [readersWith(principal), { isInternal: { eq: false } }] }],
  };
}
