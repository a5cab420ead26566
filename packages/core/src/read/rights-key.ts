import { createHash } from 'node:crypto';
import type { Principal } from '../context/principal.js';

const keys = new WeakMap<Principal, string>();

/**
 * Equal for callers for whom the same plans hold: those of one organization with the same rights.
 * Where rights are held for some rows only, the condition may look at anything of the caller.
 */
export function rightsKey(principal: Principal): string {
  const known = keys.get(principal);
  if (known !== undefined) return known;
  const { kind, organizationId, limitClass } = principal;
  const permissions = [...principal.permissions].sort(([a], [b]) => (a < b ? -1 : 1));
  const isNarrowed = permissions.some(([, hold]) => hold !== 'all');
  const { permissions: _all, authTime: _at, credentialId: _credential, ...self } = principal;
  const parts = [kind, organizationId, limitClass, permissions, isNarrowed ? self : null];
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  keys.set(principal, key);
  return key;
}
