import pg from 'pg';
import { sqlState, withClient } from './client.js';
import { scramVerifier } from './scram.js';
import { credentialsOf, type RoleUrls, roleNames } from './urls.js';

/** Extensions that plugins may rely on; all of them are trusted (a plain owner can create them). */
export const extensions = ['btree_gist', 'citext', 'pg_trgm', 'pgcrypto', 'unaccent'] as const;

const setupLock = 1_112_887_877; // 'BURE'
const runTime = 'login nosuperuser nobypassrls nocreatedb nocreaterole noreplication';
const raced = new Set(['42710', '23505', 'XX000']); // exists by now; a row was changed at once

/**
 * Creates the run-time roles that are missing, with the passwords of their URLs; an existing role
 * keeps its password. Roles belong to the whole server, `ownerUrl` may name any database of it, and
 * needs CREATEROLE when a role is missing. May be repeated, and run by several at once.
 */
export async function createRoles(ownerUrl: string, urls: RoleUrls): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [setupLock]);
    for (const url of [urls.app, urls.worker, urls.reader]) await ensureRole(client, url);
  });
}

/**
 * `createRoles`, and prepares the owner's database: the roles may connect to it, everybody else
 * loses that right, and the extensions are there. `ownerUrl` must own its database.
 */
export async function ensureRoles(ownerUrl: string, urls: RoleUrls): Promise<void> {
  await createRoles(ownerUrl, urls);
  await withClient(ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [setupLock]);
    await again(() => grantDatabase(client, urls));
    await createExtensions(client);
  });
}

/**
 * Creates an empty database, or a copy of `template`, owned by the user of `ownerUrl`. A copy is
 * made file by file, which takes half the time of page by page through the log.
 */
export async function createDatabase(
  ownerUrl: string,
  name: string,
  template?: string,
): Promise<void> {
  const source = template ? ` template ${pg.escapeIdentifier(template)} strategy file_copy` : '';
  await withClient(ownerUrl, (client) =>
    again(() => client.query(`create database ${pg.escapeIdentifier(name)}${source}`), ['55006']),
  );
}

/** Ends all sessions of a database and deletes it; a missing one is no error. */
export async function dropDatabase(ownerUrl: string, name: string): Promise<void> {
  await withClient(ownerUrl, (client) =>
    client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
  );
}

/** The owner of an embedded cluster, its database, and the right to end sessions of the others. */
export async function createOwner(
  superuserUrl: string,
  owner: { password: string; database: string },
): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    if (!(await roleExists(client, roleNames.owner))) {
      const verifier = pg.escapeLiteral(scramVerifier(owner.password));
      await client.query(
        `create role ${roleNames.owner} login nosuperuser nobypassrls createdb nocreaterole
           password ${verifier}`,
      );
    }
    await client.query(`grant pg_signal_backend to ${roleNames.owner}`);
    const lookup = 'select from pg_database where datname = $1';
    const found = await client.query(lookup, [owner.database]);
    if (found.rowCount) return;
    const database = pg.escapeIdentifier(owner.database);
    await client.query(`create database ${database} owner ${roleNames.owner}`);
  });
}

async function ensureRole(client: pg.Client, url: string): Promise<void> {
  const { user, password } = credentialsOf(url);
  if (await roleExists(client, user)) return;
  const secret = password ? ` password ${pg.escapeLiteral(scramVerifier(password))}` : '';
  const role = pg.escapeIdentifier(user);
  try {
    await client.query(`create role ${role} ${runTime}${secret}`);
  } catch (error) {
    // The advisory lock holds in one database only, roles are shared by all of the server.
    if (!raced.has(sqlState(error)) || !(await roleExists(client, user))) throw error;
    return;
  }
  if (user === roleNames.reader) {
    await client.query(`alter role ${role} set default_transaction_read_only = on`);
  }
}

async function roleExists(client: pg.Client, name: string): Promise<boolean> {
  const found = await client.query('select from pg_roles where rolname = $1', [name]);
  return found.rowCount === 1;
}

/**
 * Temporary tables are taken away too: an object in pg_temp could stand in for one that a function
 * of the owner means.
 */
async function grantDatabase(client: pg.Client, urls: RoleUrls): Promise<void> {
  const named = await client.query<{ name: string }>('select current_database() as name');
  const database = pg.escapeIdentifier(named.rows[0]?.name ?? '');
  const roles = [urls.app, urls.worker, urls.reader]
    .map((url) => pg.escapeIdentifier(credentialsOf(url).user))
    .join(', ');
  await client.query(`revoke connect, temporary on database ${database} from public`);
  await client.query(`grant connect on database ${database} to ${roles}`);
  await client.query('revoke create on schema public from public');
  await client.query(`grant usage on schema public to ${roles}`);
}

async function createExtensions(client: pg.Client): Promise<void> {
  await client.query("set client_min_messages = 'warning'");
  for (const name of extensions) {
    await client.query(`create extension if not exists ${name} schema public`);
  }
}

/** Repeats what another session can disturb: at most 50 times, 100 ms apart. */
async function again<T>(work: () => Promise<T>, states: string[] = ['XX000', '40001']): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= 50 || !states.includes(sqlState(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
