import {
  addRootKey,
  loadRootKeys,
  ReadPool,
  retireRootKey,
  rewrapKeys,
  rootKeyUse,
  type RootKeys,
  type RootKeyUse,
} from '@bureau/core';
import { ConfigError } from '@bureau/server';
import type { Command } from 'commander';
import { command, type Json } from './command.js';
import { print, table } from './output.js';
import { openSession, withMigrated } from './session.js';

/** `bureau keys`: the root keys that the keys of organizations are wrapped by. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('Root keys, which protect sealed data.');
  command(keys, 'status', 'Lists root keys, and how many organizations need each.').action(
    ({ json = false }: Json) => withKeys((parts) => status(parts, json)),
  );
  command(keys, 'rotate', 'Makes a new root key and wraps every organization key by it.').action(
    ({ json = false }: Json) => withKeys((parts) => rotate(parts, json)),
  );
  command(keys, 'rewrap', 'Wraps every organization key by the current root key.').action(
    ({ json = false }: Json) =>
      withKeys(async ({ pool, roots }) => {
        const rewrapped = await rewrapKeys(pool, roots);
        print(json, { current: roots.current.id, rewrapped }, () => `${rewrapped} keys rewrapped`);
      }),
  );
  command(keys, 'retire <id>', 'Removes an old root key that nothing needs any more.').action(
    (id: string, { json = false }: Json) =>
      withKeys(async ({ pool, roots, dataDir }) => {
        demandFile('retire', 'take the key out of BUREAU_ROOT_KEY');
        await retireRootKey(pool, roots, { dataDir, id });
        print(json, { retired: id }, () => `root key ${id} removed`);
      }),
  );
}

interface Parts {
  pool: ReadPool;
  roots: RootKeys;
  dataDir: string;
}

async function withKeys(work: (parts: Parts) => Promise<void>): Promise<void> {
  const session = await openSession();
  const { dataDir } = session.environment;
  await withMigrated(session, async (database) => {
    const pool = new ReadPool({ url: database.urls.worker, poolSize: 1 });
    try {
      await work({ pool, roots: loadRootKeys(dataDir, process.env), dataDir });
    } finally {
      await pool.close();
    }
  });
}

async function status({ pool, roots }: Parts, json: boolean): Promise<void> {
  const uses = await rootKeyUse(pool, roots);
  print(json, uses, () =>
    table(uses.map((use) => [use.id, wordOf(use), `${use.organizations} organizations`])),
  );
  if (uses.some(({ isHere }) => !isHere)) process.exitCode = 1;
}

function wordOf({ isCurrent, isHere, organizations }: RootKeyUse): string {
  if (!isHere) return 'MISSING';
  if (isCurrent) return 'current';
  return organizations > 0 ? 'in use' : 'unused';
}

async function rotate({ pool, roots, dataDir }: Parts, json: boolean): Promise<void> {
  demandFile('rotate', 'put a new key before the others, start the servers anew, then rewrap');
  const id = addRootKey(dataDir);
  roots.reload();
  const rewrapped = await rewrapKeys(pool, roots);
  print(
    json,
    { current: id, rewrapped },
    () => `root key ${id} is the current one; ${rewrapped} keys rewrapped`,
  );
}

/** Keys from the environment are kept by somebody else. */
function demandFile(what: string, instead: string): void {
  if (!process.env['BUREAU_ROOT_KEY']) return;
  throw new ConfigError(`BUREAU_ROOT_KEY is set: keys ${what} changes files only; ${instead}.`);
}
