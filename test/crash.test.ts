import { readFileSync } from 'node:fs';
import path from 'node:path';
import { withOwner } from '@bureau/server';
import { founded } from './command-line.js';
import {
  ask,
  cleanUp,
  isThere,
  launchServer,
  newDataDir,
  postmasterPid,
  startServer,
  until,
  type ServerProcess,
} from './platform-process.js';

/** The server as a process that is stopped, killed, and started twice; and its database. */

const dataDir = newDataDir();
let server: ServerProcess;
let token: string;

const create = (code: string) => `mutation { siteCreate(input: { code: "${code}", name: "x",
  country: "DE", timeZone: "UTC" }) { site { code } userErrors { code } } }`;
const SITES = '{ sites(first: 100) { nodes { code } } }';
const sitesOf = (answer: { body: { data: { sites: { nodes: { code: string }[] } } } }) =>
  answer.body.data.sites.nodes.map(({ code }) => code);

type Client = Parameters<Parameters<typeof withOwner>[1]>[0];

/** Holds a lock that a write to the table waits for; the lock time-out of the server is 2 s. */
function holdingSites(work: (holder: Client) => Promise<void>): Promise<void> {
  const record = JSON.parse(readFileSync(path.join(dataDir, 'postgres.json'), 'utf8'));
  const { secrets, running } = record;
  const url = `postgres://bureau_owner:${secrets.owner}@127.0.0.1:${running.port}/bureau`;
  return withOwner(url, async (holder) => {
    await holder.query('begin; lock table core.site in share mode');
    await work(holder);
  });
}

/** How many statements wait for that lock. */
async function waiting(client: Client): Promise<number> {
  const text = 'select count(*)::int as n from pg_locks where not granted';
  return (await client.query<{ n: number }>(text)).rows[0]?.n ?? 0;
}

beforeAll(async () => {
  server = await startServer(dataDir);
  token = await (await founded(dataDir))('owner');
  expect((await ask(server.url, token, create('FIRST'))).body.data.siteCreate.userErrors).toEqual(
    [],
  );
}, 300_000);
afterAll(cleanUp, 300_000);

test('row 73: a second server on the same data folder names the first', async () => {
  const { code, stderr, stdout } = await launchServer(dataDir).ended;
  expect({ code, stdout: stdout.includes('Try it') }).toEqual({ code: 69, stdout: false });
  expect(stderr).toContain(`A Bureau server (process ${server.pid}) already runs on ${dataDir}`);
  expect((await ask(server.url, token, SITES)).status).toBe(200);
});

test('row 66: the database is killed: UNAVAILABLE, then service again on its own', async () => {
  const before = postmasterPid(dataDir);
  await holdingSites(async (holder) => {
    const underWay = ask(server.url, token, create('LOST'));
    await until(async () => (await waiting(holder)) > 0);
    process.kill(before, 'SIGKILL');
    const [error] = (await underWay).body.errors;
    expect(error.extensions).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
  });
  const seen = new Set<string>();
  await until(async () => {
    const { status, body } = await ask(server.url, token, SITES);
    for (const error of body.errors ?? []) seen.add(`${status} ${error.extensions.code}`);
    return status === 200 && !body.errors;
  });
  expect([...seen].every((each) => each.endsWith(' UNAVAILABLE'))).toBe(true);
  expect(sitesOf(await ask(server.url, token, SITES))).toEqual(['FIRST']);
  expect(postmasterPid(dataDir)).not.toBe(before);
  expect((await ask(server.url, token, create('AGAIN'))).body.data.siteCreate.site).toBeTruthy();
});

// Which processes belong to the database is read from /proc.
const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux(
  'row 67: the database stands still: not ready, alive, and back when it goes on',
  async () => {
    const parent = postmasterPid(dataDir);
    const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8');
    const all = [parent, ...children.trim().split(' ').map(Number)];
    const signal = (name: NodeJS.Signals) =>
      all.filter(isThere).map((pid) => process.kill(pid, name));
    signal('SIGSTOP');
    try {
      const waits = ask(server.url, token, SITES);
      const ready = await fetch(`${server.url}/readyz`);
      expect([ready.status, await ready.json()]).toEqual([
        503,
        expect.objectContaining({ ok: false }),
      ]);
      expect((await fetch(`${server.url}/livez`)).status).toBe(200);
      signal('SIGCONT');
      expect((await waits).status).toBe(200);
    } finally {
      signal('SIGCONT');
    }
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  },
);

test('row 74: the server is killed: its database lives, and the next one adopts it', async () => {
  const database = postmasterPid(dataDir);
  process.kill(server.pid, 'SIGKILL');
  await server.ended;
  expect(isThere(database)).toBe(true);
  server = await startServer(dataDir);
  expect(postmasterPid(dataDir)).toBe(database);
  expect(sitesOf(await ask(server.url, token, SITES)).sort()).toEqual(['AGAIN', 'FIRST']);
});

test('row 72: SIGTERM lets what is under way end, refuses what is new, stops all', async () => {
  const database = postmasterPid(dataDir);
  await holdingSites(async (holder) => {
    const underWay = ask(server.url, token, create('LATE'));
    await until(async () => (await waiting(holder)) > 0);
    process.kill(server.pid, 'SIGTERM');
    await until(async () => (await ask(server.url, token, SITES)).status === 503);
    const { extensions } = (await ask(server.url, token, SITES)).body.errors[0];
    expect(extensions).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    const ready = await fetch(`${server.url}/readyz`);
    const draining = { ok: false, checks: { server: 'draining' } };
    expect([ready.status, await ready.json()]).toEqual([503, draining]);
    await holder.query('commit');
    expect((await underWay).body.data.siteCreate.site).toEqual({ code: 'LATE' });
  });
  expect((await server.ended).code).toBe(0);
  expect(isThere(database)).toBe(false);
});

test('Ctrl-C, as a terminal sends it to the whole group, stops all as well', async () => {
  server = await startServer(dataDir, { detached: true });
  const database = postmasterPid(dataDir);
  expect(sitesOf(await ask(server.url, token, SITES)).sort()).toEqual(['AGAIN', 'FIRST', 'LATE']);
  process.kill(-server.pid, 'SIGINT');
  expect((await server.ended).code).toBe(0);
  expect(isThere(database)).toBe(false);
});

test('a start that is broken off leaves nothing behind', async () => {
  const early = launchServer(dataDir);
  await until(() => postmasterPid(dataDir) > 0 || early.child.exitCode !== null);
  const database = postmasterPid(dataDir);
  early.child.kill('SIGTERM');
  const { code, stdout } = await early.ended;
  expect([code, stdout.includes('Try it')]).toEqual([0, false]);
  expect(isThere(database)).toBe(false);
  expect(postmasterPid(dataDir)).toBe(0);
});
