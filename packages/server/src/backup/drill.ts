import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { createLocalFileStore, createLocalHeadStore } from '@bureau/core';
import { createDatabase, dropDatabase, ensureRoles } from '../database/roles.js';
import { type DatabaseUrls, deriveUrls, withDatabase } from '../database/urls.js';
import { createBackup, type CreateBackupOptions } from './create-backup.js';
import type { BackupManifest } from './manifest.js';
import { restoreBackup } from './restore-backup.js';

export interface DrillOptions extends Omit<CreateBackupOptions, 'file' | 'progress'> {
  /** Of the database that is backed up. */
  urls: Required<DatabaseUrls>;
  /** Where the archive and the restored files are for a while; as large as both. */
  folder: string;
  progress?: (step: string) => void;
  /** Looks at what was restored, while it is there. */
  inspect?: (restored: Required<DatabaseUrls>) => Promise<void>;
}

/** What a drill has proven. */
export interface DrillReport {
  manifest: BackupManifest;
  /** Of the archive. */
  bytes: number;
  createSeconds: number;
  restoreSeconds: number;
}

/**
 * Makes a backup, restores it into a database of its own beside the running one, compares all
 * counts and sums, and removes everything again. The owner needs CREATEDB.
 * @throws BackupError saying what is not equal
 */
export async function drillBackup(options: DrillOptions): Promise<DrillReport> {
  const folder = await mkdtemp(path.join(options.folder, 'bureau-drill-'));
  const name = `bureau_drill_${randomBytes(6).toString('hex')}`;
  const { owner } = options.urls;
  const restored = urlsOf(options.urls, name);
  try {
    const file = path.join(folder, 'backup');
    const begun = performance.now();
    options.progress?.('backup create');
    const { manifest, bytes } = await createBackup({
      ...options,
      file,
      register: undefined,
      progress: () => undefined,
    });
    const made = performance.now();
    options.progress?.('backup restore');
    await createDatabase(owner, name);
    await ensureRoles(restored.owner, restored);
    await restoreBackup({
      file,
      keys: options.keys,
      roots: options.roots,
      ownerUrl: restored.owner,
      plugins: options.plugins,
      files: createLocalFileStore(path.join(folder, 'files')),
      heads: createLocalHeadStore(path.join(folder, 'audit-heads')),
    });
    const done = performance.now();
    await options.inspect?.(restored);
    const seconds = (from: number, to: number) => Math.round(to - from) / 1_000;
    const restoreSeconds = seconds(made, done);
    return { manifest, bytes, createSeconds: seconds(begun, made), restoreSeconds };
  } finally {
    await dropDatabase(owner, name);
    await rm(folder, { recursive: true, force: true });
  }
}

function urlsOf(urls: Required<DatabaseUrls>, name: string): Required<DatabaseUrls> {
  return { owner: withDatabase(urls.owner, name), ...deriveUrls(withDatabase(urls.app, name)) };
}
