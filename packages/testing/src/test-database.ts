import { createHash, randomBytes } from 'node:crypto';
import { migrate, type PluginDefinition } from '@bureau/core';
import {
  createDatabase,
  type DatabaseUrls,
  deriveUrls,
  dropDatabase,
  ensureRoles,
  extensions,
  withDatabase,
} from '@bureau/server/database';
import { withSql } from './sql-client.js';

/** A database of one test, owned by nobody else. */
export interface TestDatabase {
  name: string;
  urls: Required<DatabaseUrls>;
  /** Ends all its sessions and deletes it. */
  drop(): Promise<void>;
}

/**
 * A copy of the migrated template of these plugins (in dependency order). The template is made
 * once per server and set of migrations; workers wait for the one that makes it.
 */
export async function cloneDatabase(plugins: readonly PluginDefinition[]): Promise<TestDatabase> {
  return copyOf(await templateOf(plugins));
}

/** A database like the template, which nobody may be connected to. */
export async function copyOf(template: string): Promise<TestDatabase> {
  const name = `bureau_test_${randomBytes(8).toString('hex')}`;
  const urls = urlsOf(name);
  await createDatabase(ownerUrl(), name, template);
  // The right to connect belongs to the database and is not copied with it; all else is.
  const roles = [urls.app, urls.worker, urls.reader]
    .map((url) => `"${decodeURIComponent(new URL(url).username)}"`)
    .join(', ');
  await withSql(ownerUrl(), async (client) => {
    await client.query(`revoke connect, temporary on database ${name} from public`);
    await client.query(`grant connect on database ${name} to ${roles}`);
  });
  return { name, urls, drop: () => dropDatabase(ownerUrl(), name) };
}

/**
 * Sees to it that there is a template of this name: the first worker of a run makes it, the others
 * wait. `make` gives the name of a database that becomes it when it is whole: a run that is killed
 * leaves no half template.
 */
export async function ensureTemplate(name: string, make: () => Promise<string>): Promise<void> {
  await withSql(ownerUrl(), async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return;
    await client.query(`alter database ${await make()} rename to ${name}`);
  });
}

const templates = new Set<string>();

async function templateOf(plugins: readonly PluginDefinition[]): Promise<string> {
  const template = templateName(plugins);
  if (templates.has(template)) return template;
  await ensureTemplate(template, () => migrated(`${template}_draft`, plugins.filter(migrates)));
  templates.add(template);
  return template;
}

/** Sets of plugins that begin alike share what is alike: the last plugin goes onto the others. */
async function migrated(name: string, plugins: readonly PluginDefinition[]): Promise<string> {
  const { owner, ...roles } = urlsOf(name);
  const before = plugins.slice(0, -1);
  await dropDatabase(ownerUrl(), name);
  await createDatabase(ownerUrl(), name, before.length > 0 ? await templateOf(before) : undefined);
  await ensureRoles(owner, roles);
  await migrate(owner, plugins);
  return name;
}

/** Another set of migrations has another template. */
export function templateName(plugins: readonly PluginDefinition[]): string {
  const steps = plugins
    .filter(migrates)
    .map(({ id, migrations = [] }) => [id, ...migrations.map(({ name, up }) => [name, up])]);
  const key = createHash('sha256')
    .update(JSON.stringify([steps, extensions]))
    .digest('hex');
  return `bureau_template_${key.slice(0, 24)}`;
}

function migrates({ migrations = [] }: PluginDefinition): boolean {
  return migrations.length > 0;
}

function urlsOf(database: string): Required<DatabaseUrls> {
  const app = new URL(withDatabase(ownerUrl(), database));
  app.username = encodeURIComponent(fromEnv('BUREAU_TEST_APP_USER'));
  app.password = encodeURIComponent(fromEnv('BUREAU_TEST_APP_PASSWORD'));
  return { owner: withDatabase(ownerUrl(), database), ...deriveUrls(app.href) };
}

function ownerUrl(): string {
  return fromEnv('BUREAU_TEST_OWNER_URL');
}

function fromEnv(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(
    `${name} is not set: name a module with \`export { globalSetup as default } from ` +
      "'@bureau/testing'` as globalSetup of jest, and globalTeardown in the same way.",
  );
}
