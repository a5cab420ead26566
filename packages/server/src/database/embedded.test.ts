import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withClient } from './client.js';
import { openDatabase } from './connect.js';
import { destroyEmbedded, openEmbedded } from './embedded.js';
import { layoutOf } from './layout.js';
import { isAlive } from './process-identity.js';
import { readRecord } from './record.js';

const compiled = path.resolve(import.meta.dirname, '../../dist/database/index.js');
const asRoot = process.getuid?.() === 0;
const folders: string[] = [];
const children: ChildProcess[] = [];

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bureau-embedded-'));
  folders.push(folder);
  return folder;
}

/** Another process that holds the database until its stdin ends (it then stops it). */
async function startHolder(dataDir: string, options: { mode: string; uid?: number }) {
  const use = { dataDir, mode: options.mode, fsync: false };
  const code = `
    const { openEmbedded } = await import(${JSON.stringify(compiled)});
    const held = await openEmbedded(${JSON.stringify(use)})
      .catch((error) => { console.log(error.message); process.exit(3); });
    console.log('port ' + held.port);
    process.stdin.resume().on('end', async () => { await held.stop(); process.exit(0); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
    ...(options.uid && { uid: options.uid, gid: options.uid }),
  });
  children.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, line: line.toString().trim(), exited: once(child, 'exit') };
}

const recordIn = (dataDir: string) => readRecord(path.join(dataDir, 'postgres.json'))!;
const answers = (url: string) =>
  withClient(url, async (client) => (await client.query('select 1 as one')).rowCount === 1);

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const dataDir of folders) {
    await destroyEmbedded({ dataDir });
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('starts, answers, refuses a second server, and stops', async () => {
  const dataDir = newFolder();
  const server = await openDatabase({ dataDir, mode: 'server', fsync: false });
  expect(server).toMatchObject({ kind: 'embedded', version: '18.4' });
  const secret = new URL(server.urls.app).password;
  expect(server.describe).toContain('PostgreSQL 18.4, embedded');
  expect(server.describe).not.toContain(secret);
  for (const url of Object.values(server.urls)) expect(await answers(url)).toBe(true);

  for (const file of ['postgres.json', 'server.json']) {
    expect(statSync(path.join(dataDir, file)).mode & 0o777).toBe(0o600);
  }
  const second = await startHolder(dataDir, { mode: 'server' });
  expect(second.line).toContain(`process ${process.pid}`);
  expect(await second.exited).toEqual([3, null]);

  const postmaster = recordIn(dataDir).running!;
  await Promise.all([server.stop(), server.stop()]);
  expect(isAlive(postmaster)).toBe(false);
  expect(recordIn(dataDir)).toMatchObject({ running: null, owner: null });
  expect(existsSync(path.join(dataDir, 'server.json'))).toBe(false);
});

test('borrowers leave the database to the server, and hand it on among themselves', async () => {
  const dataDir = newFolder();
  const server = await openEmbedded({ dataDir, mode: 'server', fsync: false });
  const command = await openEmbedded({ dataDir, mode: 'borrow' });
  expect(command.port).toBe(server.port);
  await command.stop();
  expect(await answers(server.urls.app)).toBe(true);
  await server.stop();

  const first = await openEmbedded({ dataDir, mode: 'borrow', fsync: false });
  const second = await openEmbedded({ dataDir, mode: 'borrow', fsync: false });
  await first.stop();
  expect(await answers(second.urls.app)).toBe(true);
  await second.stop();
  await expect(answers(second.urls.app)).rejects.toThrow();
});

test('two commands at once start one database', async () => {
  const dataDir = newFolder();
  const [first, second] = await Promise.all([
    startHolder(dataDir, { mode: 'borrow' }),
    startHolder(dataDir, { mode: 'borrow' }),
  ]);
  expect(first.line).toMatch(/^port \d+$/);
  expect(second.line).toBe(first.line);
  for (const holder of [first, second]) {
    holder.child.stdin!.end();
    expect(await holder.exited).toEqual([0, null]);
  }
  expect(recordIn(dataDir).running).toBeNull();
});

test('adopts the database of a server that was killed, and stops it', async () => {
  const dataDir = newFolder();
  const holder = await startHolder(dataDir, { mode: 'server' });
  const before = recordIn(dataDir).running!;
  holder.child.kill('SIGKILL');
  await holder.exited;
  expect(isAlive(before)).toBe(true);

  const server = await openEmbedded({ dataDir, mode: 'server', fsync: false });
  expect(`port ${server.port}`).toBe(holder.line);
  expect(recordIn(dataDir).running).toEqual(before);
  await server.stop();
  expect(isAlive(before)).toBe(false);
});

test('a server takes over from a command that started the database', async () => {
  const dataDir = newFolder();
  const command = await startHolder(dataDir, { mode: 'borrow' });
  const server = await openEmbedded({ dataDir, mode: 'server', fsync: false });
  command.child.stdin!.end();
  await command.exited;
  expect(await answers(server.urls.app)).toBe(true);
  await server.stop();
  await expect(answers(server.urls.app)).rejects.toThrow();
});

test('row 74: recovers from a killed database, and from a record with a reused pid', async () => {
  const dataDir = newFolder();
  const server = await openEmbedded({ dataDir, mode: 'server', fsync: false });
  await withClient(server.urls.owner, (client) =>
    client.query('create table public.kept as select 42 as answer'),
  );
  const { clusterDir } = layoutOf({ dataDir });
  process.kill(recordIn(dataDir).running!.pid, 'SIGKILL');
  await server.stop();
  // The number of the dead postmaster now belongs to somebody else (here: to this test).
  const pidFile = path.join(clusterDir, 'postmaster.pid');
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  expect(Number(lines[0])).toBeGreaterThan(0);
  writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'));
  const record = recordIn(dataDir);
  const reused = { pid: process.pid, startedAt: 'another time', port: 1 };
  const altered = JSON.stringify({ ...record, running: reused });
  writeFileSync(path.join(dataDir, 'postgres.json'), altered);

  const again = await openEmbedded({ dataDir, mode: 'server', fsync: false });
  const kept = await withClient(again.urls.owner, (client) =>
    client.query('select answer from public.kept'),
  );
  expect(kept.rows).toEqual([{ answer: 42 }]);
  await again.stop();
});

test('row 75: a damaged cluster is refused with the log and what to do', async () => {
  const dataDir = newFolder();
  await (await openEmbedded({ dataDir, mode: 'server', fsync: false })).stop();
  const { clusterDir } = layoutOf({ dataDir });
  writeFileSync(path.join(clusterDir, 'global/pg_control'), Buffer.alloc(8192));
  const refused = openEmbedded({ dataDir, mode: 'server' });
  await expect(refused).rejects.toMatchObject({ name: 'DatabaseStartError' });
  await expect(refused).rejects.toThrow(/does not start[^]*incompatible[^]*restore a backup/);
  expect(existsSync(path.join(dataDir, 'server.json'))).toBe(false);
  expect(recordIn(dataDir).running).toBeNull();
});

test('a record that is missing or damaged is refused with what to do', async () => {
  const dataDir = newFolder();
  const record = path.join(dataDir, 'postgres.json');
  await (await openEmbedded({ dataDir, mode: 'server', fsync: false })).stop();
  writeFileSync(record, '{');
  await expect(openEmbedded({ dataDir, mode: 'server' })).rejects.toThrow(/is damaged/);
  rmSync(record);
  await expect(openEmbedded({ dataDir, mode: 'server' })).rejects.toThrow(/is missing/);
});

(asRoot ? describe : describe.skip)('as root', () => {
  test('the cluster is outside DATA_DIR, of another user, found by the pointer', async () => {
    const dataDir = newFolder();
    const server = await openEmbedded({ dataDir, mode: 'server', fsync: false });
    const { home, clusterDir } = layoutOf({ dataDir });
    expect(clusterDir.startsWith(dataDir)).toBe(false);
    expect(statSync(clusterDir).uid).not.toBe(0);
    expect(statSync(clusterDir).mode & 0o077).toBe(0);
    expect(statSync(`/proc/${recordIn(dataDir).running!.pid}`).uid).not.toBe(0);
    const pointer = readFileSync(path.join(dataDir, 'postgres-location.json'), 'utf8');
    expect(JSON.parse(pointer)).toEqual({ home });
    const linked = `${newFolder()}/link`;
    symlinkSync(dataDir, linked);
    const borrowed = await openEmbedded({ dataDir: linked, mode: 'borrow' });
    expect(borrowed.port).toBe(server.port);
    await borrowed.stop();
    await server.stop();
  });

  test('without root everything stays in DATA_DIR', async () => {
    const dataDir = newFolder();
    chownSync(dataDir, 65534, 65534);
    const holder = await startHolder(dataDir, { mode: 'server', uid: 65534 });
    expect(holder.line).toMatch(/^port \d+$/);
    expect(existsSync(path.join(dataDir, 'postgres/data/PG_VERSION'))).toBe(true);
    expect(existsSync(path.join(dataDir, 'postgres-location.json'))).toBe(false);
    holder.child.stdin!.end();
    expect(await holder.exited).toEqual([0, null]);
    expect(recordIn(dataDir).running).toBeNull();
  });
});
