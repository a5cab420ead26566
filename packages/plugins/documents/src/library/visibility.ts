import type { Principal, Where } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { clearanceOf } from './classification.js';
import type { AccessLevel } from './document-access.entity.js';

/** Leaves its holders every document, whatever its access list says. */
export const OVERRIDE = 'documents.access.override';

/** Meets no row. */
const NOTHING: Where = { or: [] };

/** How far below the unit on a list somebody may work. */
const LEVELS_BELOW = 3;

/**
 * THE rule of who sees a document: secrecy within the caller's clearance, and, where the document
 * has an access list, a place on it. Every read goes through it: lists, counts, searches, facets,
 * history, files, feeds. `undefined`: every document.
 */
export function visibleTo(principal: Principal): Where | undefined {
  const levels = clearanceOf(principal);
  const clear = levels.length === 4 ? [] : [{ classification: { in: levels } }];
  const isFree = principal.permissions.has(OVERRIDE);
  const listed = isFree
    ? []
    : [{ or: [{ isRestricted: { eq: false } }, onList(principal, ['READ', 'EDIT', 'MANAGE'])] }];
  const parts = [...clear, ...listed];
  return parts.length === 0 ? undefined : { and: parts };
}

/** The same for records that hang on a document. */
export function visibleWith(path: string): (principal: Principal) => Where | undefined {
  return (principal) => {
    const visible = visibleTo(principal);
    return visible && { [path]: visible };
  };
}

/** Documents on whose access list the caller stands with one of the levels. */
export function onList(principal: Principal, levels: readonly AccessLevel[]): Where {
  const { personId, userId } = principal;
  const or: Where[] = [];
  if (personId !== undefined) {
    or.push({ person: { id: { eq: personId } } }, { unit: worksIn(principal, personId) });
  }
  if (userId !== undefined) {
    or.push({ role: { grants: { some: { user: { id: { eq: userId } } } } } });
  }
  if (or.length === 0) return NOTHING;
  return { access: { some: { level: { in: [...levels] }, or } } };
}

/** Units in which a person has a job today, and those above them. */
function worksIn({ timeZone }: Principal, personId: string): Where {
  const today = Temporal.Now.plainDateISO(timeZone ?? 'UTC').toString();
  const job: Where = {
    employee: { person: { id: { eq: personId } } },
    validFrom: { lte: today },
    or: [{ validTo: { isNull: true } }, { validTo: { gt: today } }],
  };
  let at: Where = { jobs: { some: job } };
  for (let level = 0; level < LEVELS_BELOW; level++) {
    at = { or: [{ jobs: { some: job } }, { children: { some: at } }] };
  }
  return at;
}

/** The row condition `own`: papers about the caller, and those that the caller brought in. */
export function ownDocuments({ personId, userId }: Principal): Where {
  const or: Where[] = [];
  if (personId !== undefined) or.push({ person: { id: { eq: personId } } });
  if (userId !== undefined) or.push({ createdBy: { id: { eq: userId } } });
  return { or };
}
