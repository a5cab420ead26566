import { createHash } from 'node:crypto';
import { cpSync, renameSync } from 'node:fs';
import path from 'node:path';
import { createOrganization, DEMO, DEMO_TODAY, seedDemo } from '@bureau/core';
import {
  entriesOf,
  newDataDir,
  type PlatformOptions,
  startPlatform,
  type TestPlatform,
} from './platform.js';
import { withSql } from './sql-client.js';
import { copyOf, ensureTemplate } from './test-database.js';

const SLUG = 'acme';

/** A platform whose first organization is the demo company, at noon of its day. */
export async function startDemo(options: PlatformOptions): Promise<TestPlatform> {
  const template = templateOf(options);
  const folder = path.join(runFolder(), template);
  await ensureTemplate(template, () => loadDemo(options, folder));
  const dataDir = newDataDir();
  cpSync(folder, dataDir, { recursive: true });
  return startPlatform({ clock: noon, ...options }, { database: await copyOf(template), dataDir });
}

/** Uuid of the demo company in such a platform. */
export async function demoOrganization({ database }: TestPlatform): Promise<string> {
  const text = 'select id from core.organization where slug = $1';
  const { rows } = await withSql(database.urls.owner, (client) =>
    client.query<{ id: string }>(text, [SLUG]),
  );
  return rows[0]?.id ?? '';
}

/** Its files lie in the folder afterwards, its rows in the database whose name is returned. */
async function loadDemo({ plugins, settings }: PlatformOptions, folder: string): Promise<string> {
  const platform = await startPlatform({ plugins, clock: noon, ...(settings && { settings }) });
  const { composition, database, dataDir, runtime } = platform;
  const organization = { name: DEMO.name, slug: SLUG, roles: composition.roles };
  const id = await withSql(database.urls.owner, (client) =>
    createOrganization(client, organization),
  );
  await seedDemo(runtime, id);
  await platform.disconnect();
  renameSync(dataDir, folder);
  return database.name;
}

/** A run has its own: what the seeds do cannot be told from the outside. */
function templateOf(options: PlatformOptions): string {
  const entries = entriesOf(options).map(({ plugin, settings }) => [plugin.id, settings]);
  const key = createHash('sha256')
    .update(JSON.stringify([runFolder(), entries]))
    .digest('hex');
  return `bureau_demo_${key.slice(0, 24)}`;
}

const noon = () => new Date(`${DEMO_TODAY}T12:00:00Z`);

function runFolder(): string {
  const folder = process.env['BUREAU_TEST_FOLDER'];
  if (folder) return folder;
  throw new Error('BUREAU_TEST_FOLDER is not set: use `globalSetup` of this package.');
}
