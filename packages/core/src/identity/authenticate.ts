import type { LimitClass, Permission } from '../authz/permissions.js';
import type { Hold, Principal } from '../context/principal.js';
import { Refusal } from '../write/errors.js';
import type { CredentialCache, KnownCredential } from './credential-cache.js';
import { jsonOf } from './json-row.js';
import { rightsOf, withinScopes, type StoredRights } from './rights.js';
import { readToken, type Token } from './tokens.js';

/** What authentication needs of the server. */
export interface CredentialReads {
  /** Runs one statement; no organization need be set. */
  sql<R extends Record<string, unknown>>(text: string, values: readonly unknown[]): Promise<R[]>;
  /** All permissions that plugins declare; `*` stands for them. */
  permissions: Iterable<Permission>;
  /** Where live credentials are kept for a moment; without it each request asks the database. */
  cache?: CredentialCache;
}

/** What `core.credential_facts(hash)` tells: arrays and instants look alike on all connections. */
interface Credential {
  kind: 'apiKey' | 'session';
  credential_id: string;
  organization_id: string;
  membership_id: string;
  person_id: string | null;
  display_name: string;
  time_zone: string;
  is_active: boolean;
  scopes: readonly string[] | null;
  permissions: StoredRights;
  limit_class: string;
  expires_at: string;
  idle_until: string | null;
  revoked_at: string | null;
  authenticated_at: string | null;
  factor: string | null;
  has_step_up: boolean;
  /** The organization or a role asks for a second factor, and the session was opened without. */
  must_enrol: boolean;
}

/** The uuid of no record: who is nobody, and what belongs to nobody. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

const CREDENTIAL = 'select core.credential_facts($1) as credential';

/** The caller without a credential: no organization, no permission. */
export const ANONYMOUS: Principal = {
  kind: 'anonymous',
  id: NOBODY,
  organizationId: undefined,
  userId: undefined,
  personId: undefined,
  displayName: 'Anonymous',
  permissions: new Map(),
  limitClass: 'interactive',
  credentialId: undefined,
};

/**
 * Who presents this bearer token: what is revoked, taken away or expired counts from the next
 * request on.
 * @throws Refusal UNAUTHENTICATED, the same for malformed, unknown, revoked and expired.
 */
export async function authenticate(
  reads: CredentialReads,
  bearer: string | undefined,
  now: Date,
): Promise<Principal> {
  if (bearer === undefined || bearer === '') return ANONYMOUS;
  const token = readToken(bearer);
  if (!token) throw refused();
  const read = () => lookUp(reads, token, now);
  if (!reads.cache) return (await read()).principal;
  return reads.cache.of(token.hash.toString('base64'), now, read);
}

async function lookUp(reads: CredentialReads, token: Token, now: Date): Promise<KnownCredential> {
  const [row] = await reads.sql<{ credential: unknown }>(CREDENTIAL, [token.hash]);
  const found = row?.credential ? jsonOf<Credential>(row.credential) : undefined;
  if (found?.kind !== token.kind || !isLive(found, now)) throw refused();
  const ends = [found.expires_at, found.idle_until ?? found.expires_at];
  const liveUntil = Math.min(...ends.map((end) => Date.parse(end)));
  return { principal: principalOf(found, reads.permissions), liveUntil };
}

/** The rights of a session that lacks the second factor: to see oneself and what one sets up. */
const ENROLLING: ReadonlyMap<Permission, Hold> = new Map([
  ['core.user.read', ['own']],
  ['core.secondFactor.read', ['own']],
]);

function isLive(row: Credential, now: Date): boolean {
  const ahead = (instant: string | null) => instant === null || new Date(instant) > now;
  return row.is_active && row.revoked_at === null && ahead(row.expires_at) && ahead(row.idle_until);
}

function principalOf(row: Credential, declared: Iterable<Permission>): Principal {
  const rights = row.must_enrol ? ENROLLING : rightsOf(row.permissions, declared);
  const isKey = row.kind === 'apiKey';
  return {
    kind: isKey ? 'apiKey' : 'user',
    id: isKey ? row.credential_id : row.membership_id,
    organizationId: row.organization_id,
    userId: row.membership_id,
    personId: row.person_id ?? undefined,
    displayName: row.display_name,
    permissions: isKey ? withinScopes(rights, row.scopes ?? []) : rights,
    limitClass: row.limit_class.toLowerCase() as LimitClass,
    credentialId: row.credential_id,
    timeZone: row.time_zone,
    ...(row.authenticated_at !== null && { authTime: Date.parse(row.authenticated_at) }),
    ...(row.factor !== null && { factor: row.factor }),
    ...(isKey && { hasStepUp: row.has_step_up }),
    ...(row.must_enrol && { mustEnrol: true }),
  };
}

function refused(): Refusal {
  return new Refusal('UNAUTHENTICATED', 'The credential is not valid. Sign in or use another key.');
}
