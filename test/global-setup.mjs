// Starts one PostgreSQL for the whole test run, or takes the server of TEST_DATABASE_OWNER_URL, and
// tells the workers in the environment:
//   BUREAU_TEST_OWNER_URL     owner of test databases, connected to a maintenance database
//   BUREAU_TEST_APP_USER      name and password of the app role; the roles exist, and
//   BUREAU_TEST_APP_PASSWORD  deriveUrls() of @bureau/server/database gives the other two
import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const prefix = 'bureau-test-run-';
const compiled = new URL('../packages/server/dist/database/index.js', import.meta.url);

export default async function globalSetup() {
  if (!existsSync(compiled)) {
    throw new Error('packages/server is not built: run `npm test`, or `tsc -b` before jest');
  }
  // Two workers and the servers that they start share the machine: a connection may take a while.
  process.env.PGCONNECT_TIMEOUT ??= '20';
  const database = await import(compiled.href);
  const external = process.env.TEST_DATABASE_OWNER_URL;
  globalThis.bureauTestRun = external
    ? await useServer(database, external)
    : await startServer(database);
}

async function useServer(database, ownerUrl) {
  const url = new URL(ownerUrl);
  url.username = process.env.BUREAU_TEST_APP_USER ?? database.roleNames.app;
  url.password =
    process.env.BUREAU_TEST_APP_PASSWORD ??
    createHmac('sha256', decodeURIComponent(url.password)).update('bureau:test').digest('hex');
  await database.createRoles(ownerUrl, database.deriveUrls(url.href));
  publish(ownerUrl, url);
  return { stop: async () => {} };
}

async function startServer(database) {
  await sweep(database);
  const dataDir = mkdtempSync(path.join(tmpdir(), prefix));
  const opened = await database.openDatabase({ dataDir, mode: 'server', fsync: false });
  publish(database.withDatabase(opened.urls.owner, 'postgres'), new URL(opened.urls.app));
  return {
    stop: async () => {
      await opened.stop();
      await remove(database, dataDir);
    },
  };
}

function publish(ownerUrl, appUrl) {
  process.env.BUREAU_TEST_OWNER_URL = ownerUrl;
  process.env.BUREAU_TEST_APP_USER = decodeURIComponent(appUrl.username);
  process.env.BUREAU_TEST_APP_PASSWORD = decodeURIComponent(appUrl.password);
}

/** What a test run that was killed left behind. */
async function sweep(database) {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const dataDir = path.join(tmpdir(), name);
    const holder = holderOf(dataDir);
    if (holder && !database.isAlive(holder)) await remove(database, dataDir);
  }
}

function holderOf(dataDir) {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, 'server.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

async function remove(database, dataDir) {
  await database.destroyEmbedded({ dataDir });
  rmSync(dataDir, { recursive: true, force: true });
}
