import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdtempSync,
} from 'node:fs';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { withOwner } from '@bureau/server';
import { destroyEmbedded, openDatabase } from '@bureau/server/database';
import { layoutOf, prepareHome } from '../packages/server/src/database/layout.js';
import { command } from './command-line.js';

/**
 * Data folders whose embedded database has every migration. To make a cluster and to migrate it
 * takes longer than most of what is tested with it: it is done once in a run, then copied. What a
 * first start does is the subject of start.test.ts, which has none of this.
 */

const LOCK = "select pg_advisory_lock(hashtext('bureau migrated folder'))";

/** Gives an empty data folder a stopped database with every migration and no organization. */
export async function fillMigrated(dataDir: string): Promise<void> {
  const made = await madeOnce();
  const layout = layoutOf({ dataDir });
  prepareHome(layout);
  cpSync(path.join(made, 'data'), layout.clusterDir, { recursive: true });
  // PostgreSQL refuses a cluster that others may read, or that is not its user's.
  chmodSync(layout.clusterDir, 0o700);
  if (layout.runAs) give(layout.clusterDir, layout.runAs);
  copyFileSync(path.join(made, 'postgres.json'), layout.recordFile);
}

/** The folder of the run that holds the cluster and its record; the workers make it one by one. */
async function madeOnce(): Promise<string> {
  const { BUREAU_TEST_FOLDER: folder = '', BUREAU_TEST_OWNER_URL: url = '' } = process.env;
  const made = path.join(folder, 'migrated');
  if (existsSync(made)) return made;
  await withOwner(url, async (client) => {
    await client.query(LOCK);
    if (!existsSync(made)) await make(folder, made);
  });
  return made;
}

async function make(folder: string, made: string): Promise<void> {
  const dataDir = mkdtempSync(path.join(folder, 'migrating-'));
  const draft = mkdtempSync(path.join(folder, 'migrated-'));
  try {
    const database = await openDatabase({ dataDir, mode: 'borrow', fsync: false });
    const { code, stderr } = await command(dataDir, ['migrate']);
    await database.stop();
    if (code !== 0) throw new Error(stderr);
    const { clusterDir, recordFile } = layoutOf({ dataDir });
    cpSync(clusterDir, path.join(draft, 'data'), { recursive: true });
    copyFileSync(recordFile, path.join(draft, 'postgres.json'));
    renameSync(draft, made);
  } finally {
    await destroyEmbedded({ dataDir });
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function give(folder: string, { uid, gid }: { uid: number; gid: number }): void {
  chownSync(folder, uid, gid);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(path.join(folder, name), uid, gid);
  }
}
