import { spawn } from 'node:child_process';
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseStartError } from './errors.js';
import type { Layout } from './layout.js';

/** Whether a cluster was created here. One that was half created does not count. */
export function clusterExists(layout: Layout): boolean {
  return existsSync(layout.clusterDir);
}

/**
 * Creates the cluster with the superuser `postgres`. It is made in a draft folder and renamed, so
 * that a start that was cut off leaves nothing that looks whole.
 * @throws DatabaseStartError with the output of initdb.
 */
export async function createCluster(
  layout: Layout,
  options: { password: string; fsync: boolean },
): Promise<void> {
  const draft = `${layout.clusterDir}.draft`;
  const passwordFile = path.join(layout.home, 'initial-password');
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, options.password, { mode: 0o600, flag: 'wx' });
  if (layout.runAs) chownSync(passwordFile, layout.runAs.uid, layout.runAs.gid);
  try {
    await initdb(layout, { draft, passwordFile, fsync: options.fsync });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, layout.clusterDir);
}

function initdb(
  layout: Layout,
  options: { draft: string; passwordFile: string; fsync: boolean },
): Promise<void> {
  const args = [
    `--pgdata=${options.draft}`,
    `--pwfile=${options.passwordFile}`,
    ...(options.fsync ? [] : ['--no-sync']),
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(layout.binaries.initdb, args, {
      ...layout.runAs,
      cwd: path.parse(layout.home).root,
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = `${output}${chunk.toString()}`.slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => reject(initFailed(String(error))));
    child.on('close', (code) => (code === 0 ? resolve() : reject(initFailed(output))));
  });
}

function initFailed(output: string): DatabaseStartError {
  return new DatabaseStartError(
    `The embedded PostgreSQL could not be created:\n${output.trim()}`,
    'Remove the cause and start again, or set DATABASE_URL to a PostgreSQL server.',
  );
}
