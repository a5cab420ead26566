import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { realpathSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { type Binaries, installedBinaries, sharedBinaries } from './binaries.js';
import { DatabaseStartError } from './errors.js';
import { readJson, writeJson } from './state-file.js';

/** The user that PostgreSQL runs as, when the process itself is root. */
export interface RunAs {
  uid: number;
  gid: number;
}

/** All places of one embedded database. `runAs` is set when the process is root. */
export interface Layout {
  dataDir: string;
  /** Folder of the cluster; `clusterDir` stands in it. */
  home: string;
  clusterDir: string;
  logFile: string;
  recordFile: string;
  startLockFile: string;
  binaries: Binaries;
  runAs?: RunAs;
}

export interface LayoutOptions {
  dataDir: string;
  /** Where root keeps binaries and clusters. Default `/var/lib/bureau`. */
  stateDir?: string;
}

const pointer = z.object({ home: z.string() });
const defaultStateDir = '/var/lib/bureau';

/**
 * Not root: everything is in DATA_DIR. Root: PostgreSQL refuses root, and another user often cannot
 * reach DATA_DIR, so the binaries and the cluster stand below `stateDir`, the cluster keyed by the
 * absolute DATA_DIR, and a pointer file in DATA_DIR says where.
 */
export function layoutOf(options: LayoutOptions): Layout {
  const dataDir = realPath(options.dataDir);
  const installed = installedBinaries();
  const places = {
    dataDir,
    logFile: path.join(dataDir, 'postgres.log'),
    recordFile: path.join(dataDir, 'postgres.json'),
    startLockFile: path.join(dataDir, 'postgres.lock'),
  };
  if (process.getuid?.() !== 0) {
    const home = path.join(dataDir, 'postgres');
    return { ...places, home, clusterDir: path.join(home, 'data'), binaries: installed };
  }
  const stateDir = options.stateDir ?? defaultStateDir;
  const home = rootHome(dataDir, stateDir);
  return {
    ...places,
    home,
    clusterDir: path.join(home, 'data'),
    binaries: reachable(() => sharedBinaries(installed, stateDir), stateDir),
    runAs: plainUser(),
  };
}

/** Creates the folder of the cluster and, for root, the pointer to it. */
export function prepareHome(layout: Layout): void {
  mkdirSync(layout.home, { recursive: true, mode: 0o700 });
  if (!layout.runAs) return;
  chmodSync(path.dirname(layout.home), 0o711); // to be passed through by the other user
  chownSync(layout.home, layout.runAs.uid, layout.runAs.gid);
  writeJson(path.join(layout.home, '..', `${path.basename(layout.home)}.json`), {
    dataDir: layout.dataDir,
  });
  writeJson(pointerFile(layout.dataDir), { home: layout.home });
}

/**
 * A cluster may stand there that this DATA_DIR does not know of, because DATA_DIR was removed and
 * made anew. Such a cluster is moved aside, never opened (its secret is gone) and never deleted.
 */
export function setForeignClusterAside(layout: Layout): void {
  if (!layout.runAs || existsSync(pointerFile(layout.dataDir))) return;
  if (existsSync(layout.home)) renameSync(layout.home, `${layout.home}.aside-${Date.now()}`);
}

/** Deletes the cluster for ever. The database must be stopped. */
export function removeHome(layout: Layout): void {
  rmSync(layout.home, { recursive: true, force: true });
  if (!layout.runAs) return;
  rmSync(`${layout.home}.json`, { force: true });
  rmSync(pointerFile(layout.dataDir), { force: true });
}

/** The pointer wins over the key, so that a DATA_DIR that was moved finds its cluster again. */
function rootHome(dataDir: string, stateDir: string): string {
  const known = pointer.safeParse(readJson(pointerFile(dataDir)));
  const key = createHash('sha256').update(dataDir).digest('hex').slice(0, 20);
  const own = path.join(stateDir, 'clusters', key);
  if (!known.success || known.data.home === own) return own;
  refuseCopy(dataDir, known.data.home);
  return known.data.home;
}

/** A copied DATA_DIR points to the cluster of the original, which must not be opened twice. */
function refuseCopy(dataDir: string, home: string): void {
  const owner = z.object({ dataDir: z.string() }).safeParse(readJson(`${home}.json`)).data?.dataDir;
  if (!owner || owner === dataDir || !existsSync(pointerFile(owner))) return;
  throw new DatabaseStartError(
    `${dataDir} is a copy of ${owner}: its database stands in ${home} and belongs to the original.`,
    'Use a new DATA_DIR and restore a backup into it.',
  );
}

/** One name per folder: it is compared with what a running PostgreSQL says. */
function realPath(dataDir: string): string {
  return existsSync(dataDir) ? realpathSync(dataDir) : path.resolve(dataDir);
}

function pointerFile(dataDir: string): string {
  return path.join(dataDir, 'postgres-location.json');
}

function reachable<T>(make: () => T, stateDir: string): T {
  try {
    return make();
  } catch (error) {
    throw new DatabaseStartError(
      `Running as root, the embedded PostgreSQL needs ${stateDir}, which cannot be written.`,
      'Make it writable, start as another user, or set DATABASE_URL.',
      { cause: error },
    );
  }
}

// initdb looks its user up by name: a number without an entry is refused.
function plainUser(): RunAs {
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  for (const name of ['nobody', 'daemon']) {
    const entry = entries.find(([user]) => user === name);
    const uid = Number(entry?.[2]);
    const gid = Number(entry?.[3]);
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  return { uid: 65534, gid: 65534 };
}
