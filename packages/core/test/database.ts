import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { PluginDefinition } from '../src/plugin/definition.js';
import { migrate } from '../src/plugin/migrate.js';

/** A database of its own for one test file, on the server of the test run. */
export interface TestDatabase {
  ownerUrl: string;
  appUrl: string;
  /** One open connection of each role. */
  owner: pg.Client;
  app: pg.Client;
  /** Ends the connections and drops the database. */
  drop(): Promise<void>;
}

/**
 * An empty database, or with the migrations of these plugins, in their order. The run-time roles
 * exist on the server of the test run; extensions are per database.
 */
export async function createTestDatabase(
  migrated?: readonly PluginDefinition[],
): Promise<TestDatabase> {
  const serverUrl = process.env.BUREAU_TEST_OWNER_URL;
  if (!serverUrl) throw new Error('BUREAU_TEST_OWNER_URL is set by the global setup of jest.');
  const name = `core_${randomUUID().replaceAll('-', '')}`;
  const template = migrated && (await templateOf(serverUrl, migrated));
  const from = template ? ` template ${template} strategy file_copy` : '';
  await onServer(serverUrl, [`create database ${name}${from}`]);
  const ownerUrl = urlOf(serverUrl, { name });
  const appUrl = urlOf(serverUrl, {
    name,
    user: process.env.BUREAU_TEST_APP_USER,
    password: process.env.BUREAU_TEST_APP_PASSWORD,
  });
  const owner = await connect(ownerUrl);
  for (const statement of migrated ? [] : EXTENSIONS) await owner.query(statement);
  const app = await connect(appUrl);
  const drop = async () => {
    await Promise.all([owner.end(), app.end()]);
    await onServer(serverUrl, [`drop database ${name} with (force)`]);
  };
  return { ownerUrl, appUrl, owner, app, drop };
}

const EXTENSIONS = ['pg_trgm', 'btree_gist'].map(
  (name) => `create extension if not exists ${name} schema public`,
);

/** One lock for all workers of a run: 'ctpl'. */
const TEMPLATE_LOCK = 1_668_575_340;
const templates = new Set<string>();

/** Made once per server and set of migrations; workers wait for the one that makes it. */
async function templateOf(url: string, plugins: readonly PluginDefinition[]): Promise<string> {
  const steps = plugins.map(({ id, migrations = [] }) => [
    id,
    ...migrations.map((step) => [step.name, step.up]),
  ]);
  const key = createHash('sha256').update(JSON.stringify(steps)).digest('hex');
  const name = `core_template_${key.slice(0, 24)}`;
  if (templates.has(name)) return name;
  const client = await connect(url);
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('select from pg_database where datname = $1', [name]);
    // It gets its name when it is whole: a run that is killed leaves no half template.
    if (found.rowCount === 0) {
      const draft = `${name}_draft`;
      await client.query(`drop database if exists ${draft} with (force)`);
      await client.query(`create database ${draft}`);
      const draftUrl = urlOf(url, { name: draft });
      await onServer(draftUrl, EXTENSIONS);
      await migrate(draftUrl, plugins);
      await client.query(`alter database ${draft} rename to ${name}`);
    }
    templates.add(name);
    return name;
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the server ends connections to a dropped database
  await client.connect();
  return client;
}

async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const client = await connect(url);
  try {
    for (const statement of statements) await client.query(statement);
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
