import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createRoles,
  deriveUrls,
  destroyEmbedded,
  isAlive,
  openDatabase,
  type ProcessIdentity,
  roleNames,
  withDatabase,
} from '@bureau/server/database';

/** What the workers of a test run must know; set as environment variables. */
export interface TestServerEnv {
  /** Owner of test databases, connected to a maintenance database. */
  BUREAU_TEST_OWNER_URL: string;
  /** The app role; the other two follow from it. */
  BUREAU_TEST_APP_USER: string;
  BUREAU_TEST_APP_PASSWORD: string;
  /** What the workers of this run share; deleted at its end. */
  BUREAU_TEST_FOLDER: string;
}

/** A PostgreSQL for one test run. */
export interface TestServer {
  env: TestServerEnv;
  stop(): Promise<void>;
}

const PREFIX = 'bureau-test-run-';

/**
 * Starts one embedded PostgreSQL without fsync, or takes the server of TEST_DATABASE_OWNER_URL
 * (which stays as it is at the end), and creates the run-time roles.
 * @throws DatabaseStartError with what to do.
 */
export async function startTestDatabase(): Promise<TestServer> {
  const external = process.env['TEST_DATABASE_OWNER_URL'];
  return external ? useServer(external) : startServer();
}

let running: TestServer | undefined;

/** For `globalSetup` of jest: `export { globalSetup as default } from '@bureau/testing';`. */
export async function globalSetup(): Promise<void> {
  // Workers and the servers that they start share the machine: a connection may take a while.
  process.env['PGCONNECT_TIMEOUT'] ??= '20';
  running = await startTestDatabase();
  Object.assign(process.env, running.env);
}

/** For `globalTeardown` of jest: stops and deletes what `globalSetup` started. */
export async function globalTeardown(): Promise<void> {
  await running?.stop();
  running = undefined;
}

async function useServer(ownerUrl: string): Promise<TestServer> {
  const url = new URL(ownerUrl);
  const secret = decodeURIComponent(url.password);
  url.username = process.env['BUREAU_TEST_APP_USER'] ?? roleNames.app;
  url.password =
    process.env['BUREAU_TEST_APP_PASSWORD'] ??
    createHmac('sha256', secret).update('bureau:test').digest('hex');
  await createRoles(ownerUrl, deriveUrls(url.href));
  const folder = mkdtempSync(path.join(tmpdir(), 'bureau-test-folder-'));
  return {
    env: envOf(ownerUrl, url, folder),
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

async function startServer(): Promise<TestServer> {
  await sweep();
  const dataDir = mkdtempSync(path.join(tmpdir(), PREFIX));
  const { urls, stop } = await openDatabase({ dataDir, mode: 'server', fsync: false });
  return {
    env: envOf(withDatabase(urls.owner ?? '', 'postgres'), new URL(urls.app), dataDir),
    stop: async () => {
      await stop();
      await remove(dataDir);
    },
  };
}

function envOf(ownerUrl: string, app: URL, folder: string): TestServerEnv {
  return {
    BUREAU_TEST_OWNER_URL: ownerUrl,
    BUREAU_TEST_APP_USER: decodeURIComponent(app.username),
    BUREAU_TEST_APP_PASSWORD: decodeURIComponent(app.password),
    BUREAU_TEST_FOLDER: folder,
  };
}

/** Removes what a test run that was killed left behind; another run may be at the same. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const dataDir = path.join(tmpdir(), name);
    const holder = holderOf(dataDir);
    if (!holder || isAlive(holder)) continue;
    await remove(dataDir).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
  }
}

function holderOf(dataDir: string): ProcessIdentity | undefined {
  try {
    const text = readFileSync(path.join(dataDir, 'server.json'), 'utf8');
    return JSON.parse(text) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

async function remove(dataDir: string): Promise<void> {
  await destroyEmbedded({ dataDir });
  rmSync(dataDir, { recursive: true, force: true });
}
