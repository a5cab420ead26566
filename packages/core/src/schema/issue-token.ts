import { EVERYTHING } from '../identity/rights.js';
import { newApiKey } from '../identity/tokens.js';
import { uuidv7 } from '../model/ids.js';
import { errors } from './errors.js';
import { inOrganization, organizationIdOf, type SqlClient } from './organization.js';

export interface TokenRequest {
  organizationSlug: string;
  roleKey: string;
  expires: Date;
  /** Shown in the list of keys; default `Command line`. */
  name?: string;
}

export interface IssuedApiKey {
  /** The key itself; kept nowhere. */
  token: string;
  /** Uuids. */
  organizationId: string;
  apiKeyId: string;
  userId: string;
}

/**
 * An API key with the rights of one role, for the command line: a service user of that role (made
 * once, then found again) and a key of it. The client must be the owner's.
 * @throws DomainError CORE_ORGANIZATION_UNKNOWN, CORE_ROLE_UNKNOWN, CORE_EXPIRY_PAST
 */
export async function issueToken(client: SqlClient, request: TokenRequest): Promise<IssuedApiKey> {
  const slug = request.organizationSlug;
  const organizationId = await organizationIdOf(client, slug);
  if (request.expires <= new Date()) throw errors.EXPIRY_PAST({}, ['expires']);
  return inOrganization(client, organizationId, async () => {
    const userId = await serviceUser(client, organizationId, request.roleKey);
    const issued = newApiKey();
    const apiKeyId = uuidv7();
    await client.query(
      `insert into core.api_key
         (id, name, prefix, key_hash, user_id, scopes, expires_at, has_step_up)
       values ($1, $2, $3, $4, $5, $6, $7, true)`,
      [
        apiKeyId,
        request.name ?? 'Command line',
        issued.prefix,
        issued.hash,
        userId,
        [EVERYTHING],
        request.expires.toISOString(),
      ],
    );
    return { token: issued.text, organizationId, apiKeyId, userId };
  });
}

/** The service user that holds this role and no other, made when there is none. */
async function serviceUser(
  client: SqlClient,
  organizationId: string,
  roleKey: string,
): Promise<string> {
  const roles = await client.query<{ id: string }>(
    'select id from core.role where organization_id = $1 and key = $2',
    [organizationId, roleKey],
  );
  const roleId = roles.rows[0]?.id;
  if (roleId === undefined) throw errors.ROLE_UNKNOWN({ role: roleKey });
  const displayName = `Command line (${roleKey})`;
  const known = await client.query<{ id: string }>(
    `select m.id from core.membership m
     where m.organization_id = $1 and m.kind = 'SERVICE' and m.is_active and m.display_name = $2
       and array[$3::uuid] = (select array_agg(g.role_id) from core.role_grant g
         where g.organization_id = m.organization_id and g.user_id = m.id)
     order by m.id limit 1`,
    [organizationId, displayName, roleId],
  );
  const userId = known.rows[0]?.id;
  if (userId !== undefined) return userId;
  const id = uuidv7();
  await client.query(
    `insert into core.membership (id, kind, display_name) values ($1, 'SERVICE', $2)`,
    [id, displayName],
  );
  await client.query('insert into core.role_grant (id, user_id, role_id) values ($1, $2, $3)', [
    uuidv7(),
    id,
    roleId,
  ]);
  return id;
}
