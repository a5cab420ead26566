import type { Composition } from '../plugin/composition.js';
import type { Principal } from './principal.js';
import type { Caller } from './runtime.js';

/** Stands for the platform where a membership or key would. */
export const SYSTEM_ID = '00000000-0000-0000-0000-000000000000';
const HOUR_MS = 3_600_000;

/** The platform itself acting for one organization (seeds, maintenance): every permission. */
export function systemPrincipal(composition: Composition, organizationId: string): Principal {
  const permissions = [...composition.permissions.keys()];
  return {
    kind: 'system',
    id: SYSTEM_ID,
    organizationId,
    userId: undefined,
    personId: undefined,
    displayName: 'System',
    permissions: new Map(permissions.map((permission) => [permission, 'all'])),
    limitClass: 'bulk',
    credentialId: undefined,
  };
}

/** A caller for work that nobody waits for: an hour of time, no origin. */
export function systemCaller(
  composition: Composition,
  organizationId: string,
  requestId: string,
): Caller {
  const principal = systemPrincipal(composition, organizationId);
  return { principal, requestId, deadline: Date.now() + HOUR_MS };
}
