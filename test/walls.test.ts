import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BootError, defineConfig, definePlugin } from '@bureau/core';
import { createLogger, readEnvironment, serve } from '@bureau/server';
import { destroyEmbedded } from '@bureau/server/database';

/** The boot proves the wall in the database: a tenant table without its policy stops it. */

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'bureau-walls-'));
});
afterAll(async () => {
  await destroyEmbedded({ dataDir });
  rmSync(dataDir, { recursive: true, force: true });
});

function start(up: string) {
  const leaky = definePlugin({
    id: 'leaky',
    version: '1.0.0',
    api: '^1.0',
    description: 'Forgets the wall.',
    migrations: [{ name: '0001-init', up, down: 'drop table note' }],
  });
  return serve({
    config: defineConfig({ plugins: [leaky] }),
    environment: readEnvironment({ DATA_DIR: dataDir, PORT: '0', BUREAU_DEMO: '0' }),
    logger: createLogger({ level: 'silent' }),
  });
}

test('a tenant table without row-level security stops the boot', async () => {
  const error = await start(`
    create table note (organization_id uuid not null references core.organization (id),
      id uuid not null, primary key (organization_id, id));
    grant select on note to bureau_app`).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BootError);
  expect((error as Error).message).toContain('leaky.note');
  expect((error as Error).message).toMatch(/row-level security/);
});
