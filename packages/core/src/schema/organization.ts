import type { DefaultRole } from '../authz/permissions.js';
import { uuidv7 } from '../model/ids.js';
import { errors } from './errors.js';
import { checked } from './input-values.js';

/**
 * A connection of the owner or another role that may write these tables: the part of `pg.Client`
 * that is used here.
 */
export interface SqlClient {
  query<R extends object>(text: string, values?: readonly unknown[]): Promise<{ rows: R[] }>;
}

export interface NewOrganization {
  name: string;
  /** Lower case, digits, hyphens; unique in the installation. */
  slug: string;
  /** IANA name; default UTC. */
  timeZone?: string;
  /** ISO 4217; default EUR. */
  currency?: string;
  /** BCP 47; default en. */
  locale?: string;
  isDemo?: boolean;
  /** Default roles of all plugins: `composition.roles`. */
  roles: readonly DefaultRole[];
}

/**
 * Makes an organization with its default roles, in one transaction of its own. Returns the uuid.
 * @throws DomainError CORE_SLUG_TAKEN, or the one of an ill-formed value.
 */
export async function createOrganization(
  client: SqlClient,
  organization: NewOrganization,
): Promise<string> {
  const id = uuidv7();
  const slug = checked('slug', organization.slug);
  const values = [
    id,
    slug,
    checked('name', organization.name),
    checked('timeZone', organization.timeZone ?? 'UTC'),
    checked('currency', organization.currency ?? 'EUR'),
    checked('locale', organization.locale ?? 'en'),
    organization.isDemo ?? false,
  ];
  await inOrganization(client, id, async () => {
    const made = await client.query(
      `insert into core.organization (id, slug, name, time_zone, currency, locale, is_demo)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (slug) do nothing returning id`,
      values,
    );
    if (made.rows.length === 0) throw errors.SLUG_TAKEN({ slug }, ['slug']);
    await addDefaultRoles(client, organization.roles);
  });
  return id;
}

/**
 * The uuid of the organization with a slug.
 * @throws DomainError CORE_ORGANIZATION_UNKNOWN
 */
export async function organizationIdOf(client: SqlClient, slug: string): Promise<string> {
  const text = 'select id from core.organization where slug = $1';
  const { rows } = await client.query<{ id: string }>(text, [slug]);
  const [found] = rows;
  if (!found) throw errors.ORGANIZATION_UNKNOWN({ slug });
  return found.id;
}

/**
 * Brings default roles and permissions that plugins contribute since the last time to every
 * organization, one transaction each. What an organization changed, removed or deleted stays so.
 */
export async function syncDefaultRoles(
  client: SqlClient,
  roles: readonly DefaultRole[],
): Promise<void> {
  const { rows } = await client.query<{ id: string }>('select id from core.organization');
  for (const { id } of rows) {
    await inOrganization(client, id, () => addDefaultRoles(client, roles));
  }
}

/** Runs work in a transaction on one organization; the setting ends with it. */
export async function inOrganization<T>(
  client: SqlClient,
  organizationId: string,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('begin');
  try {
    await client.query("select set_config('app.organization_id', $1, true)", [organizationId]);
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

interface Contribution {
  role_key: string;
  permission: string;
  conditions: readonly string[] | null;
}

/** Stands for the role itself among its permissions. */
const ROLE_ITSELF = '';

/**
 * Every contribution is remembered once it was made (`core.role_default`), and made once only: a
 * default role that was deleted is not made again. There are a thousand of them, and each start
 * looks, so each table is written by one statement.
 */
async function addDefaultRoles(client: SqlClient, roles: readonly DefaultRole[]): Promise<void> {
  const contributions = roles.flatMap((role) => [
    { role_key: role.key, permission: ROLE_ITSELF, conditions: null },
    ...contributionsOf(role),
  ]);
  const isNew = await remembered(client, contributions);
  const newRoles = roles.filter(({ key }) => isNew(key, ROLE_ITSELF));
  if (newRoles.length > 0) await addRoles(client, newRoles);
  const permissions = contributions.filter(
    ({ role_key, permission }) => permission !== ROLE_ITSELF && isNew(role_key, permission),
  );
  if (permissions.length > 0) await addPermissions(client, permissions);
}

/** One per permission: every row, when any plugin says so, or else all conditions together. */
function contributionsOf(role: DefaultRole): Contribution[] {
  const merged = new Map<string, Contribution>();
  for (const entry of role.permissions) {
    const { permission, when } = typeof entry === 'string' ? { permission: entry } : entry;
    const known = merged.get(permission);
    const isWide = when === undefined || known?.conditions === null;
    const conditions = isWide ? null : [...new Set([...(known?.conditions ?? []), ...when])];
    merged.set(permission, { role_key: role.key, permission, conditions });
  }
  return [...merged.values()];
}

/** Writes them down; the answer says which were not known before. */
async function remembered(
  client: SqlClient,
  contributions: readonly Contribution[],
): Promise<(roleKey: string, permission: string) => boolean> {
  const { rows } = await client.query<{ role_key: string; permission: string }>(
    `insert into core.role_default (organization_id, role_key, permission)
     select current_setting('app.organization_id')::uuid, role_key, permission
     from unnest($1::text[], $2::text[]) as given (role_key, permission)
     on conflict do nothing returning role_key, permission`,
    [
      contributions.map(({ role_key }) => role_key),
      contributions.map(({ permission }) => permission),
    ],
  );
  const added = new Set(rows.map(({ role_key, permission }) => `${role_key} ${permission}`));
  return (roleKey, permission) => added.has(`${roleKey} ${permission}`);
}

async function addRoles(client: SqlClient, roles: readonly DefaultRole[]): Promise<void> {
  const rows = roles.map(({ key, name, description, limitClass = 'interactive' }) => ({
    ...{ id: uuidv7(), key, name, description },
    limit_class: limitClass.toUpperCase(),
  }));
  await client.query(
    `insert into core.role (id, key, name, description, limit_class, is_default)
     select id, key, name, description, limit_class, true
     from jsonb_to_recordset($1::jsonb)
       as given (id uuid, key text, name text, description text, limit_class text)
     on conflict (organization_id, key) do nothing`,
    [JSON.stringify(rows)],
  );
}

async function addPermissions(
  client: SqlClient,
  contributions: readonly Contribution[],
): Promise<void> {
  const rows = contributions.map((contribution) => ({ id: uuidv7(), ...contribution }));
  await client.query(
    `insert into core.role_permission (id, role_id, permission, conditions)
     select given.id, r.id, given.permission, given.conditions
     from jsonb_to_recordset($1::jsonb)
       as given (id uuid, role_key text, permission text, conditions text[])
     join core.role r on r.key = given.role_key
       and r.organization_id = current_setting('app.organization_id')::uuid
     on conflict (organization_id, role_id, permission) do nothing`,
    [JSON.stringify(rows)],
  );
}
