import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { authenticate, createOrganization, DEMO, issueToken, seedDemo } from '@bureau/core';
import pg from 'pg';
import type { StartedPlatform } from './serve.js';

const TOKEN_FILE = 'owner-token';
const TOKEN_DAYS = 365;
const DAY_MS = 86_400_000;

/**
 * Loads the demo company when the database has none yet. A load that broke off is made undone by
 * `bureau demo reset`. Needs the owner's connection; returns whether it loaded.
 */
export async function loadDemo(
  { composition, runtime, database }: StartedPlatform,
  log: (message: string) => void,
): Promise<boolean> {
  const { owner } = database.urls;
  if (!owner) return false;
  return withOwner(owner, async (client) => {
    const known = await client.query('select 1 from core.organization where slug = $1', [
      DEMO.slug,
    ]);
    if (known.rows.length > 0) return false;
    const organizationId = await createOrganization(client, {
      ...DEMO,
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      isDemo: true,
      roles: composition.roles,
    });
    const started = Date.now();
    await seedDemo(runtime, organizationId);
    log(`demo company loaded in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
    return true;
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
  const issued = await withOwner(owner, (client) =>
    issueToken(client, {
      organizationSlug: DEMO.slug,
      roleKey: 'owner',
      expires,
      name: 'Start box',
    }),
  );
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
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
