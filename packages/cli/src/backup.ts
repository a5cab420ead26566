import path from 'node:path';
import { createLocalHeadStore, loadRootKeys, verifyAudit } from '@bureau/core';
import {
  backupKeys,
  BackupError,
  type BackupManifest,
  createBackup,
  drillBackup,
  fileStoreOf,
  restoreBackup,
  rewriteRegister,
  verifyBackup,
} from '@bureau/server';
import type { Database } from '@bureau/server/database';
import type { Command } from 'commander';
import { command, type Json } from './command.js';
import { print } from './output.js';
import {
  openSession,
  ownerUrlOf,
  type Session,
  withDatabase,
  withMigrated,
  withRuntime,
} from './session.js';

/** `bureau backup`: everything in one encrypted file, and the proof that it comes back. */
export function addBackup(program: Command): void {
  const backup = program
    .command('backup')
    .description('Backups of database, files and audit heads; the root key is in none.');
  addCreate(backup);
  addVerify(backup);
  addRestore(backup);
  addDrill(backup);
  addRegister(backup);
}

interface Registered extends Json {
  register?: string;
}

const REGISTER = ['--register <file>', 'key register; default: bureau.keys beside it'] as const;

function addCreate(backup: Command): void {
  command(backup, 'create <file>', 'Writes a backup, beside a running server.')
    .option(...REGISTER)
    .action(async (file: string, { json = false, register }: Registered) => {
      const session = await openSession();
      const started = performance.now();
      const { manifest, bytes } = await withMigrated(session, (database) =>
        createBackup({
          ...placesOf(session),
          file: path.resolve(file),
          register,
          ownerUrl: ownerUrlOf(database),
          progress: ({ name, bytes: size }) => tell(`${name}  ${size} bytes`),
        }),
      );
      const data = { file, bytes, seconds: secondsSince(started), ...summaryOf(manifest) };
      print(json, data, () => `${file}: ${bytes} bytes; ${shown(manifest)}`);
    });
}

function addVerify(backup: Command): void {
  command(backup, 'verify <file>', 'Reads a backup whole and says what it holds.')
    .option(...REGISTER)
    .action(async (file: string, { json = false, register }: Registered) => {
      const session = await openSession();
      const { keys, roots } = placesOf(session);
      const manifest = await verifyBackup({ file, keys, roots, register });
      print(json, { file, ok: true, ...manifest }, () => `${file}: whole; ${shown(manifest)}`);
    });
}

function addRestore(backup: Command): void {
  const what = 'Restores a backup into an empty database and counts everything again.';
  const restore = command(backup, 'restore <file>', what).option(...REGISTER);
  restore.action(async (file: string, { json = false, register }: Registered) => {
    const session = await openSession();
    const started = performance.now();
    const manifest = await withDatabase(session, (database) =>
      restoreBackup({
        ...placesOf(session),
        file,
        register,
        ownerUrl: ownerUrlOf(database),
        progress: (part) => tell(part),
      }),
    );
    const data = { file, seconds: secondsSince(started), ...summaryOf(manifest) };
    print(json, data, () => `restored, and equal in all sums: ${shown(manifest)}`);
  });
}

function addDrill(backup: Command): void {
  const what = 'Makes a backup, restores it beside the running database, compares, removes both.';
  command(backup, 'drill', what).action(async ({ json = false }: Json) => {
    const session = await openSession();
    const report = await withMigrated(session, (database) =>
      drillBackup({
        ...placesOf(session),
        ownerUrl: ownerUrlOf(database),
        urls: { ...database.urls, owner: ownerUrlOf(database) },
        folder: session.environment.dataDir,
        progress: tell,
        inspect: (urls) => proveTrail(session, { ...database, urls }),
      }),
    );
    const { manifest, bytes, createSeconds, restoreSeconds } = report;
    const data = { bytes, createSeconds, restoreSeconds, ...summaryOf(manifest) };
    const times = `made in ${createSeconds} s, restored in ${restoreSeconds} s`;
    print(json, data, () => `${bytes} bytes, ${times}, equal in all sums: ${shown(manifest)}`);
  });
}

function addRegister(backup: Command): void {
  const what = 'Writes the key register anew, without keys that were destroyed.';
  command(backup, 'register <file>', what).action(async (file: string, { json = false }: Json) => {
    const session = await openSession();
    const { keys, roots } = placesOf(session);
    await withMigrated(session, (database) =>
      rewriteRegister({ file: path.resolve(file), ownerUrl: ownerUrlOf(database), keys, roots }),
    );
    print(json, { file }, () => `${file} written`);
  });
}

/** The restored audit trail is whole, and the root keys at hand open what was restored. */
async function proveTrail(session: Session, restored: Database): Promise<void> {
  await withRuntime(session, restored, async ({ vault }) => {
    for await (const report of verifyAudit({ workerUrl: restored.urls.worker, vault })) {
      if (report.ok) continue;
      throw new BackupError(`The audit trail of ${report.organizationId} is not whole.`);
    }
  });
}

function placesOf({ environment, plugins }: Session) {
  const { dataDir } = environment;
  const roots = loadRootKeys(dataDir, process.env);
  return {
    plugins,
    keys: backupKeys(process.env['BACKUP_KEY'], roots),
    roots,
    files: fileStoreOf(environment),
    heads: createLocalHeadStore(path.join(dataDir, 'audit-heads')),
  };
}

function summaryOf(manifest: BackupManifest) {
  const { begin, organizations, blobs } = manifest;
  return {
    createdAt: begin.createdAt,
    plugins: begin.plugins,
    organizations: organizations.length,
    tables: begin.tables.length,
    rows: rowsOf(manifest),
    files: blobs.count,
  };
}

function rowsOf({ organizations, shared }: BackupManifest): number {
  const tables = [...organizations.map((one) => one.tables), shared];
  return tables.flatMap((one) => Object.values(one)).reduce((sum, { rows }) => sum + rows, 0);
}

function shown(manifest: BackupManifest): string {
  const { createdAt, organizations, tables, rows, files } = summaryOf(manifest);
  return (
    `${rows} rows in ${tables} tables, ${organizations} organizations, ${files} files, ` +
    `as of ${createdAt}`
  );
}

function secondsSince(started: number): number {
  return Math.round(performance.now() - started) / 1_000;
}

/** Progress is for people beside the result: standard error. */
function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
