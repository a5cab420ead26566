import {
  type Composition,
  type Hold,
  type LimitClass,
  parseId,
  type Permission,
  type Principal,
  type RolePermission,
  uuidv7,
} from '@bureau/core';

interface Who {
  /** The person behind the caller, for the row condition `own`; public id or uuid. */
  personId?: string;
  /** An existing user (public id or uuid), where a mutation stores who did it. */
  userId?: string;
  limitClass?: LimitClass;
  /** IANA name; default UTC. */
  timeZone?: string;
  /** When the caller last proved who they are (epoch milliseconds); default: just now. */
  authTime?: number;
}

/** What a test client may do: a default role of the plugins, or the permissions one by one. */
export type Access =
  (Who & { role: string }) | (Who & { permissions: readonly (Permission | RolePermission)[] });

const EVERYTHING = '*';

/**
 * A caller with exactly these rights, made without a login.
 * @throws Error for a role or permission that no plugin declares: a misspelt one would test nothing
 */
export function principalOf(
  composition: Composition,
  organizationId: string,
  access: Access,
): Principal {
  const role = 'role' in access ? roleOf(composition, access.role) : undefined;
  const granted = 'permissions' in access ? access.permissions : (role?.permissions ?? []);
  const userId = access.userId === undefined ? uuidv7() : uuidOf(access.userId);
  return {
    kind: 'user',
    id: userId,
    organizationId,
    userId,
    personId: access.personId === undefined ? undefined : uuidOf(access.personId),
    displayName: role?.name ?? 'Test',
    permissions: holdsOf(composition, granted),
    limitClass: access.limitClass ?? role?.limitClass ?? 'interactive',
    timeZone: access.timeZone ?? 'UTC',
    credentialId: undefined,
    // As if just proved, whatever clock the test has.
    authTime: access.authTime ?? Number.POSITIVE_INFINITY,
  };
}

/** The uuid of a public id; a uuid stays as it is. */
export function uuidOf(id: string): string {
  return parseId(id)?.uuid ?? id;
}

function roleOf(composition: Composition, key: string): Composition['roles'][number] {
  const role = composition.roles.find((one) => one.key === key);
  if (role) return role;
  const known = composition.roles.map((one) => one.key).join(', ');
  throw new Error(`No plugin contributes a role "${key}"; there are ${known}.`);
}

function holdsOf(
  composition: Composition,
  granted: readonly (Permission | RolePermission)[],
): Map<Permission, Hold> {
  const holds = new Map<Permission, Hold>();
  for (const entry of granted) {
    const { permission, when }: RolePermission =
      typeof entry === 'string' ? { permission: entry } : entry;
    for (const name of namesOf(composition, permission)) {
      const known = holds.get(name);
      if (when === undefined || known === 'all') holds.set(name, 'all');
      else holds.set(name, [...new Set([...(known ?? []), ...when])]);
    }
  }
  return holds;
}

function namesOf(composition: Composition, permission: Permission): Iterable<Permission> {
  if (permission === EVERYTHING) return [EVERYTHING, ...composition.permissions.keys()];
  if (composition.permissions.has(permission)) return [permission];
  throw new Error(`No plugin declares the permission "${permission}".`);
}
