import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** An empty database of its own for one test file, on the server of the test run. */
export interface TestDatabase {
  ownerUrl: string;
  appUrl: string;
  /** One open connection of each role. */
  owner: pg.Client;
  app: pg.Client;
  /** Ends the connections and drops the database. */
  drop(): Promise<void>;
}

/** The run-time roles exist on the server of the test run; extensions are per database. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env.BUREAU_TEST_OWNER_URL;
  if (!serverUrl) throw new Error('BUREAU_TEST_OWNER_URL is set by the global setup of jest.');
  const name = `core_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `create database ${name}`);
  const ownerUrl = urlOf(serverUrl, { name });
  const appUrl = urlOf(serverUrl, {
    name,
    user: process.env.BUREAU_TEST_APP_USER,
    password: process.env.BUREAU_TEST_APP_PASSWORD,
  });
  const owner = await connect(ownerUrl);
  await owner.query('create extension if not exists pg_trgm schema public');
  await owner.query('create extension if not exists btree_gist schema public');
  const app = await connect(appUrl);
  const drop = async () => {
    await Promise.all([owner.end(), app.end()]);
    await onServer(serverUrl, `drop database ${name} with (force)`);
  };
  return { ownerUrl, appUrl, owner, app, drop };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the server ends connections to a dropped database
  await client.connect();
  return client;
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = await connect(url);
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOf(
  serverUrl: string,
  { name, user, password }: { name: string; user?: string; password?: string },
): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  if (user) url.username = user;
  if (password) url.password = password;
  return url.href;
}
