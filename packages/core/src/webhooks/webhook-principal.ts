import type { Principal } from '../context/principal.js';
import type { Runtime } from '../context/runtime.js';
import { rightsOf, type StoredRights, withinScopes } from '../identity/rights.js';

/** Whose rights an endpoint uses, and how much of them. */
export interface WebhookActor {
  organizationId: string;
  /** Uuid of the endpoint. */
  endpointId: string;
  /** Uuid of the membership. */
  userId: string;
  scopes: readonly string[];
}

interface UserRow extends Record<string, unknown> {
  display_name: string;
  person_id: string | null;
  time_zone: string;
  permissions: string;
}

// A user who is not active any more has no row.
const USER = `
  select m.display_name, m.person_id, o.time_zone,
    core.permissions_of(m.organization_id, m.id)::text as permissions
  from core.membership m join core.organization o on o.id = m.organization_id
  where m.id = $1 and m.is_active`;

/**
 * The principal that an endpoint is at this moment: like an API key it has what its user holds now,
 * within its scopes. `undefined` when the user is not active any more.
 */
export async function webhookPrincipal(
  runtime: Runtime,
  { organizationId, endpointId, userId, scopes }: WebhookActor,
): Promise<Principal | undefined> {
  const statement = { text: USER, values: [userId] };
  const [row] = await runtime.reads.sql<UserRow>(organizationId, statement);
  if (!row) return undefined;
  const stored = JSON.parse(row.permissions) as StoredRights;
  const rights = rightsOf(stored, runtime.composition.permissions.keys());
  return {
    kind: 'apiKey',
    id: endpointId,
    organizationId,
    userId,
    personId: row.person_id ?? undefined,
    displayName: row.display_name,
    permissions: withinScopes(rights, scopes),
    limitClass: 'integration',
    timeZone: row.time_zone,
    credentialId: undefined,
  };
}
