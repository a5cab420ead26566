import type { Principal, Where } from '@bureau/core';

/** Leaves its holders every dashboard, whomever it belongs to. */
export const MANAGE = 'analytics.dashboard.manage';

/** Meets no row. */
const NOTHING: Where = { or: [] };

/** Dashboards that a caller sees: the own, the public, and those of a role of theirs. */
export function visibleDashboards(principal: Principal): Where | undefined {
  if (principal.permissions.has(MANAGE)) return undefined;
  return { or: [{ isPublic: { eq: true } }, owned(principal), sharedWith(principal, {})] };
}

/** The same for records that hang on a dashboard. */
export function visibleWith(path: string): (principal: Principal) => Where | undefined {
  return (principal) => {
    const visible = visibleDashboards(principal);
    return visible && { [path]: visible };
  };
}

/** Dashboards that a caller changes; `undefined`: all that the caller sees. */
export function changeable(principal: Principal): Where | undefined {
  if (principal.permissions.has(MANAGE)) return undefined;
  return { or: [owned(principal), sharedWith(principal, { canEdit: { eq: true } })] };
}

/** Records whose `owner` the caller is. */
export function owned({ userId }: Principal): Where {
  return userId === undefined ? NOTHING : { owner: { id: { eq: userId } } };
}

/**
 * Row condition of records with an `owner` that nobody else sees, but holders of a permission.
 */
export function ownedUnless(permission: string): (principal: Principal) => Where | undefined {
  return (principal) => (principal.permissions.has(permission) ? undefined : owned(principal));
}

/** The same for records that hang on such a one. */
export function ownedWith(
  path: string,
  permission: string,
): (principal: Principal) => Where | undefined {
  return (principal) =>
    principal.permissions.has(permission) ? undefined : { [path]: owned(principal) };
}

function sharedWith({ userId }: Principal, how: Where): Where {
  if (userId === undefined) return NOTHING;
  const role = { grants: { some: { user: { id: { eq: userId } } } } };
  return { shares: { some: { ...how, role } } };
}
