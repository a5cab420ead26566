import type { Permission } from '../authz/permissions.js';
import type { Hold } from '../context/principal.js';

/** The permission that stands for all others; roles and scopes may hold it. */
export const EVERYTHING = '*';

/** What somebody holds, by permission. */
export type Rights = ReadonlyMap<Permission, Hold>;

/** The database's form of rights: permission -> row conditions, null for every row. */
export type StoredRights = Readonly<Record<Permission, readonly string[] | null>>;

/** What a user holds: stored rights, with `*` standing for all that plugins declare today. */
export function rightsOf(stored: StoredRights, declared: Iterable<Permission>): Rights {
  const rights = new Map<Permission, Hold>();
  for (const [permission, conditions] of Object.entries(stored)) {
    rights.set(permission, conditions ?? 'all');
  }
  if (rights.has(EVERYTHING)) for (const permission of declared) rights.set(permission, 'all');
  return rights;
}

/**
 * What a key may do: its scopes as far as its owner holds them now. The scope `*` is no limit.
 * A scope that the owner lost gives nothing; one that the owner gained is there at once.
 */
export function withinScopes(rights: Rights, scopes: readonly Permission[]): Rights {
  if (scopes.includes(EVERYTHING)) return rights;
  const limited = new Map<Permission, Hold>();
  for (const scope of scopes) {
    const hold = rights.get(scope);
    if (hold !== undefined) limited.set(scope, hold);
  }
  return limited;
}

/**
 * The first permission of `wanted` that `held` does not cover in the same extent, or `undefined`.
 * Rows: "every row" covers all conditions, conditions cover themselves and fewer.
 */
export function firstNotHeld(held: Rights, wanted: Rights): Permission | undefined {
  if (held.get(EVERYTHING) === 'all') return undefined;
  for (const [permission, hold] of wanted) {
    const own = held.get(permission);
    if (own === 'all') continue;
    if (own === undefined || hold === 'all') return permission;
    if (!hold.every((condition) => own.includes(condition))) return permission;
  }
  return undefined;
}
