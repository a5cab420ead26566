import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  authenticate,
  createOrganization,
  DEMO,
  issueToken,
  seedDemo,
  TIMEOUTS,
} from '@bureau/core';
import pg from 'pg';
import { demoState, foreignDemo, removeDemo } from './demo-removal.js';
import type { StartedPlatform } from './serve.js';

const TOKEN_FILE = 'owner-token';
const LOADING_FILE = 'demo-loading';
const TOKEN_DAYS = 365;
const DAY_MS = 86_400_000;
const LOCK = "select pg_advisory_lock(hashtext('bureau demo'))";

/** What became of a call to load the demo company. */
export interface DemoLoad {
  /** Whether it was loaded now. */
  loaded: boolean;
  /** Whether one was there, which `reset` or a load that had broken off made go first. */
  removed: boolean;
}

/**
 * Loads the demo company when the database has none yet, or anew with `reset`; one process at a
 * time. A load that broke off (a file in the data folder tells) is undone and repeated. Needs the
 * owner's connection; without it nothing is done.
 * @throws ConfigError when an organization that is no demo has its slug.
 */
export async function loadDemo(
  { composition, runtime, database }: StartedPlatform,
  options: { dataDir: string; reset?: boolean },
): Promise<DemoLoad> {
  const { owner } = database.urls;
  if (!owner) return { loaded: false, removed: false };
  const marker = path.join(options.dataDir, LOADING_FILE);
  return withOwner(owner, async (client) => {
    await client.query(LOCK);
    const state = await demoState(client);
    if (state === 'foreign') throw foreignDemo();
    const broken = existsSync(marker);
    if (state === 'present' && !broken && !options.reset) return { loaded: false, removed: false };
    const removed = await removeDemo(client);
    writeFileSync(marker, `${new Date().toISOString()}\n`, { mode: 0o600 });
    const organizationId = await createOrganization(client, {
      ...DEMO,
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      isDemo: true,
      roles: composition.roles,
    });
    await seedDemo(runtime, organizationId);
    // Fresh tables have no statistics, and joins planned without them read whole organizations.
    await client.query('analyze');
    rmSync(marker, { force: true });
    return { loaded: true, removed };
  });
}

/**
 * A token of the demo company's owner for the start box: the one of the last start while it is
 * good, else a new one, kept in the data folder (mode 0600).
 */
export async function ownerToken(
  { runtime, database }: StartedPlatform,
  dataDir: string,
): Promise<string | undefined> {
  const file = path.join(dataDir, TOKEN_FILE);
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  if (kept && (await isGood(runtime, kept))) return kept;
  const { owner } = database.urls;
  if (!owner) return undefined;
  const expires = new Date(Date.now() + TOKEN_DAYS * DAY_MS);
  const issued = await withOwner(owner, async (client) => {
    if ((await demoState(client)) !== 'present') return undefined;
    const organizationSlug = DEMO.slug;
    return issueToken(client, { organizationSlug, roleKey: 'owner', expires, name: 'Start box' });
  });
  if (!issued) return undefined;
  writeFileSync(file, `${issued.token}\n`, { mode: 0o600 });
  return issued.token;
}

async function isGood(runtime: StartedPlatform['runtime'], token: string): Promise<boolean> {
  const reads = {
    sql: <R extends Record<string, unknown>>(text: string, values: readonly unknown[]) =>
      runtime.reads.sql<R>(undefined, { text, values }),
    permissions: [],
  };
  return authenticate(reads, token, runtime.clock()).then(
    () => true,
    () => false,
  );
}

/** Runs work on one connection of the owner. */
export async function withOwner<T>(url: string, work: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: TIMEOUTS.connect,
  });
  // A connection that breaks while it is idle would end the process; its next query fails anyway.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
