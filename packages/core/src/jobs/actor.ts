import { p } from '@mikro-orm/core';
import type { LimitClass } from '../authz/permissions.js';
import type { Ctx } from '../context/ctx.js';
import type { Principal } from '../context/principal.js';
import type { Runtime } from '../context/runtime.js';
import { NOBODY } from '../identity/authenticate.js';
import { EVERYTHING, rightsOf, type StoredRights, withinScopes } from '../identity/rights.js';
import type { Where } from '../model/expose.js';
import { User } from '../schema/user.entity.js';

/**
 * Who asked for something that is done later. Kept with it is the credential, not its rights:
 * these are read anew whenever something is done, so that what was taken away is away.
 */
export interface Actor {
  kind: Principal['kind'];
  /** The membership or API key. */
  id: string;
  organizationId: string;
  /** The membership whose rights count; null for the system. */
  userId: string | null;
}

/** The properties that keep an actor; spread into an entity. */
export function actor() {
  return {
    createdBy: () => p.manyToOne(User).nullable().comment('Who asked for it'),
    actorKind: p.string().length(10).hidden().comment('user, apiKey or system'),
    actorId: p.uuid().hidden().comment('Membership or API key that called'),
  };
}

/** The caller as values of these properties. */
export function actorOf(ctx: Ctx) {
  const { kind, id, userId } = ctx.principal;
  const createdBy = userId === undefined ? null : ctx.em.getReference(User, userId);
  return { createdBy, actorKind: kind, actorId: id };
}

/**
 * Row condition `own` of a type with these properties: what the caller's user asked for. Who has no
 * user owns nothing; above all not what the system asked for, which has none either.
 */
export const askedForBy = ({ userId }: Principal): Where => ({
  createdBy: { id: { eq: userId ?? NOBODY } },
});

interface ActorRow extends Record<string, unknown> {
  display_name: string;
  person_id: string | null;
  time_zone: string;
  /** Whether the key was made with the right to marked operations. */
  has_step_up: string | null;
  permissions: string;
  /** JSON array; null when it is no key. */
  scopes: string | null;
}

// An inactive user and a key that was revoked, expired or given to somebody else have no row.
const CREDENTIAL = `
  select m.display_name, m.person_id, o.time_zone, to_json(k.scopes)::text as scopes,
    k.has_step_up::text as has_step_up,
    core.permissions_of(m.organization_id, m.id)::text as permissions
  from core.membership m
  join core.organization o on o.id = m.organization_id
  left join core.api_key k on k.organization_id = m.organization_id and k.id = $2
    and k.user_id = m.id and k.revoked_at is null and k.expires_at > now()
  where m.id = $1 and m.is_active and ($3 = 'user' or k.id is not null)`;

const ZONE = 'select time_zone from core.organization where id = $1';

/**
 * The principal that an actor is now, with the rights of this moment; `undefined` for a user who
 * is not active any more and for a key that is not good any more. A user is not there any more to
 * prove anything, so there is no time of a proof: what asks for one does so before work is put off.
 * A key may do marked operations if it was made with the right to.
 */
export async function actingPrincipal(
  runtime: Runtime,
  actor: Actor,
): Promise<Principal | undefined> {
  const { organizationId, userId, kind, id } = actor;
  if (kind === 'system') return systemPrincipal(runtime, actor);
  const values = [userId, id, kind];
  const statement = { text: CREDENTIAL, values };
  const [row] = await runtime.reads.sql<ActorRow>(organizationId, statement);
  if (!row || userId === null) return undefined;
  const stored = JSON.parse(row.permissions) as StoredRights;
  const rights = rightsOf(stored, runtime.composition.permissions.keys());
  const scopes = row.scopes === null ? [EVERYTHING] : (JSON.parse(row.scopes) as string[]);
  return {
    kind,
    id,
    organizationId,
    userId,
    personId: row.person_id ?? undefined,
    displayName: row.display_name,
    permissions: withinScopes(rights, scopes),
    limitClass: BULK,
    timeZone: row.time_zone,
    credentialId: undefined,
    ...(kind === 'apiKey' && { hasStepUp: row.has_step_up === 'true' }),
  };
}

const BULK: LimitClass = 'bulk';

async function systemPrincipal(runtime: Runtime, actor: Actor): Promise<Principal> {
  const { organizationId, kind, id } = actor;
  const statement = { text: ZONE, values: [organizationId] };
  const [row] = await runtime.reads.sql<{ time_zone: string }>(organizationId, statement);
  const permissions = [EVERYTHING, ...runtime.composition.permissions.keys()];
  return {
    kind,
    id,
    organizationId,
    userId: undefined,
    personId: undefined,
    displayName: 'System',
    permissions: new Map(permissions.map((permission) => [permission, 'all'])),
    limitClass: BULK,
    timeZone: row?.time_zone ?? 'UTC',
    credentialId: undefined,
  };
}
