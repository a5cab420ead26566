import path from 'node:path';
import { withClient } from './client.js';
import { openEmbedded } from './embedded.js';
import { DatabaseStartError } from './errors.js';
import { ensureRoles } from './roles.js';
import { ensureDataDir } from './state-file.js';
import type { DatabaseListener } from './supervisor.js';
import { type DatabaseUrls, deriveUrls, placeOf } from './urls.js';

export interface OpenDatabaseOptions {
  dataDir: string;
  /** Connection of the app role to an external server; the embedded one is used without it. */
  databaseUrl?: string;
  /** Connection of the owner; with it, missing roles and extensions are created. */
  databaseOwnerUrl?: string;
  /** `server` owns an embedded database, `borrow` uses one beside a running server. */
  mode: 'server' | 'borrow';
  /** Embedded only. False is for tests. Default true. */
  fsync?: boolean;
  /** Embedded only: told when the database dies under a server and is started again. */
  listener?: DatabaseListener;
}

/** An open database. `describe` is for people and holds no secret. */
export interface Database {
  urls: DatabaseUrls;
  kind: 'embedded' | 'external';
  /** Version of PostgreSQL, e.g. `18.4`. */
  version: string;
  describe: string;
  stop: () => Promise<void>;
}

const oldestVersion = 15;

/**
 * Opens the external database of `databaseUrl`, or else the embedded one of `dataDir`.
 * @throws DatabaseStartError with what is wrong and what to do; no message holds a password.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  ensureDataDir(options.dataDir);
  const { databaseUrl } = options;
  return databaseUrl === undefined
    ? openOwn(options)
    : openExternal(databaseUrl, options.databaseOwnerUrl);
}

async function openOwn(options: OpenDatabaseOptions): Promise<Database> {
  const { urls, port, stop } = await openEmbedded(options);
  const { version } = await probe(urls.app).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const place = path.relative(process.cwd(), options.dataDir) || '.';
  const shown = place.startsWith('..') ? options.dataDir : place;
  const describe = `PostgreSQL ${version}, embedded, data in ${shown}, port ${port}`;
  return { urls, kind: 'embedded', version, describe, stop };
}

async function openExternal(databaseUrl: string, ownerUrl?: string): Promise<Database> {
  const urls = { ...deriveUrls(databaseUrl), ...(ownerUrl && { owner: ownerUrl }) };
  const place = placeOf(databaseUrl);
  if (ownerUrl) await reach('DATABASE_OWNER_URL', place, () => ensureRoles(ownerUrl, urls));
  const found = await reach('DATABASE_URL', place, () => probe(databaseUrl));
  if (found.major < oldestVersion) {
    throw new DatabaseStartError(
      `The database at ${place} is PostgreSQL ${found.version}.`,
      `Bureau needs version ${oldestVersion} or newer.`,
    );
  }
  if (found.bypasses) {
    throw new DatabaseStartError(
      `The user of DATABASE_URL at ${place} is a superuser or has BYPASSRLS: organizations would ` +
        'not be kept apart.',
      'Give DATABASE_URL a plain user, and the owner to DATABASE_OWNER_URL.',
    );
  }
  return {
    urls,
    kind: 'external',
    version: found.version,
    describe: `PostgreSQL ${found.version} at ${place}`,
    stop: () => Promise.resolve(),
  };
}

interface Probe {
  version: string;
  major: number;
  bypasses: boolean;
}

async function probe(databaseUrl: string): Promise<Probe> {
  const rows = await withClient(databaseUrl, async (client) => {
    const result = await client.query<{ number: string; bypasses: boolean }>(
      `select current_setting('server_version_num') as number, rolsuper or rolbypassrls as bypasses
         from pg_roles where rolname = current_user`,
    );
    return result.rows;
  });
  const number = Number(rows[0]?.number ?? 0);
  const major = Math.floor(number / 10_000);
  return {
    version: `${major}.${number % 10_000}`,
    major,
    bypasses: rows[0]?.bypasses ?? true,
  };
}

async function reach<T>(variable: string, place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new DatabaseStartError(
      `The database of ${variable} (${place}) cannot be used: ${reason}`,
      `Check ${variable}, that the server runs, and the rights of its user.`,
      { cause: error },
    );
  }
}
