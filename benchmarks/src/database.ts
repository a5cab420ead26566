import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { destroyEmbedded, openDatabase } from '@bureau/server/database';
import pg from 'pg';
import { runTask } from './children.js';
import type { Options } from './options.js';
import type { PrepareInput, Seeded } from './prepare.js';

/** The seeded PostgreSQL of a run. */
export interface BenchDatabase {
  /** Data folder of the server under test; not the database's own. */
  serverDir: string;
  urls: { owner: string; app: string; reader: string };
  version: string;
  /** Process id of the PostgreSQL server. */
  pid: number;
  seeded: Seeded;
  stop(): Promise<void>;
}

const SEED_FILE = 'bench-seed.json';
const PLUGINS = ['hr', 'assets', 'accounting', 'documents'];

/** Starts an embedded PostgreSQL and fills it, unless a kept one is the same already. */
export async function openBenchDatabase(
  options: Options,
  log: (line: string) => void,
): Promise<BenchDatabase> {
  const folder = options.keep ?? mkdtempSync(path.join(tmpdir(), 'bureau-bench-'));
  const dataDir = path.join(folder, 'database');
  mkdirSync(path.join(folder, 'server'), { recursive: true });
  const seedFile = path.join(folder, SEED_FILE);
  const key = seedKey(options);
  const known = readSeed(seedFile, key);
  if (!known && existsSync(dataDir)) await destroyEmbedded({ dataDir });
  const database = await openDatabase({ dataDir, mode: 'server' });
  const { owner = '', app, reader } = database.urls;
  const stop = async (): Promise<void> => {
    await database.stop();
    if (options.keep !== undefined) return;
    await destroyEmbedded({ dataDir });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const seeded = known ?? (await fill(owner, options, log));
    writeFileSync(seedFile, JSON.stringify({ key, seeded }), { mode: 0o600 });
    const pid = await postmasterPid(owner);
    const urls = { owner, app, reader };
    const serverDir = path.join(folder, 'server');
    return { serverDir, urls, version: database.version, pid, seeded, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(
  ownerUrl: string,
  { scale }: Options,
  log: (line: string) => void,
): Promise<Seeded> {
  const started = Date.now();
  const { employees, otherEmployees } = scale;
  const input: PrepareInput = { ownerUrl, employees, otherEmployees };
  const seeded = await runTask<Seeded>('prepare.js', { PREPARE: JSON.stringify(input) });
  log(`seeded ${employees} employees in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
  return seeded;
}

/** Another seed, size or set of migrations is another database. */
function seedKey({ scale }: Options): string {
  const root = path.resolve(import.meta.dirname, '../..');
  const folders = [
    path.join(import.meta.dirname, 'seed'),
    ...['core/dist/schema', ...PLUGINS.map((name) => `plugins/${name}/dist`)].map((name) =>
      path.join(root, 'packages', name, 'migrations'),
    ),
  ];
  const hash = createHash('sha256').update(`${scale.employees}/${scale.otherEmployees}`);
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (name.endsWith('.js')) hash.update(readFileSync(path.join(folder, name)));
    }
  }
  return hash.digest('hex');
}

function readSeed(file: string, key: string): Seeded | undefined {
  if (!existsSync(file)) return undefined;
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { key: string; seeded: Seeded };
  return kept.key === key ? kept.seeded : undefined;
}

/** The parent of any server process of PostgreSQL is the one that accepts connections. */
async function postmasterPid(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const file = `/proc/${rows[0]?.pid}/stat`;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  await client.end();
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}
