import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openDatabase } from '@bureau/server/database';
import { command } from './command-line.js';
import { fillMigrated } from './migrated-folder.js';
import {
  ask,
  cleanUp,
  configFolder,
  type Ended,
  launchServer,
  newDataDir,
  startServer,
  type ServerProcess,
} from './platform-process.js';

/** The first start with the demo company, what it prints, and the command line beside it. */

const dataDir = newDataDir();
const shell = promisify(execFile);
/** Of bureau.config.ts, and core. */
const PLUGINS = ['core', 'hr', 'assets', 'accounting', 'documents', 'analytics'];
let server: ServerProcess;

beforeAll(async () => {
  server = await startServer(dataDir, { env: { BUREAU_DEMO: '1' }, firstStart: true });
}, 300_000);
afterAll(cleanUp, 300_000);

/** What a shell prints for the curl line of the box. */
async function printedCurl() {
  const line = server.output.stdout.split('\n').find((each) => each.startsWith('curl '));
  const { stdout } = await shell('sh', ['-c', line ?? '']);
  return JSON.parse(stdout);
}

const tokenOf = (text: string): string => /bur_\w+/.exec(text)?.[0] ?? '';
const get = (path: string, token?: string) =>
  fetch(`${server.url}${path}`, {
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  });

test('the box names addresses, database, plugins and a token, without colour', () => {
  const { stdout } = server.output;
  for (const text of [/API +http/, /Explorer +http\S+\/explorer/, /PostgreSQL 18\.4, embedded/]) {
    expect(stdout).toMatch(text);
  }
  for (const plugin of PLUGINS) {
    expect(stdout).toMatch(new RegExp(`${plugin} \\d+\\.\\d+\\.\\d+: \\d+ types`));
  }
  expect(stdout).not.toContain('\u001b');
});

test('the printed curl answers across two plugins', async () => {
  const { data, errors } = await printedCurl();
  expect(errors).toBeUndefined();
  expect(data.viewer.organization.name).toBe('Nordwind Instruments');
  expect(data.employees.totalCount).toBeGreaterThanOrEqual(40);
  const [first] = data.employees.nodes;
  expect(first).toMatchObject({
    displayName: expect.any(String),
    job: { position: expect.any(String), unit: { name: expect.any(String) } },
    assets: { nodes: expect.any(Array) },
  });
});

test('probes, error page and explorer', async () => {
  expect(await (await get('/livez')).json()).toMatchObject({ ok: true });
  expect(await (await get('/readyz')).json()).toEqual({
    ok: true,
    checks: {
      ...{ database: 'ok', disk: 'ok', outbox: 'ok' },
      ...Object.fromEntries(PLUGINS.map((plugin) => [`plugin ${plugin}`, 'ok'])),
    },
  });
  expect(await (await get('/errors')).text()).toContain('CORE_ROLE_UNKNOWN\n');
  const explorer = await get('/explorer');
  expect([explorer.status, explorer.headers.get('content-type')]).toEqual([
    200,
    'text/html; charset=utf-8',
  ]);
  expect((await get('/nothing')).status).toBe(404);
});

test('the schema: 401 without a token, 403 without core.schema.read, 200 with it', async () => {
  const query = `mutation { roleCreate(input: { key: "blind", name: "Blind",
    permissions: [{ permission: "core.site.read" }] }) { role { id } userErrors { code } } }`;
  const token = tokenOf(server.output.stdout);
  expect((await ask(server.url, token, query)).body.data.roleCreate.userErrors).toEqual([]);
  const blind = await command(dataDir, [
    ...['token', 'create', '--organization', 'demo', '--role', 'blind', '--json'],
  ]);
  const statuses = [
    (await get('/schema.graphql')).status,
    (await get('/schema.graphql', 'bur_nonsense')).status,
    (await get('/schema.graphql', JSON.parse(blind.stdout).token)).status,
    (await get('/schema.graphql', token)).status,
  ];
  expect(statuses).toEqual([401, 401, 403, 200]);
});

test('bureau demo reset beside the running server removes all and loads it anew', async () => {
  const look = '{ viewer { organization { id } } sites { totalCount } }';
  const before = tokenOf(server.output.stdout);
  const old = await ask(server.url, before, look);
  const { code, stdout, stderr } = await command(dataDir, ['demo', 'reset', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const done = JSON.parse(stdout);
  expect(done).toEqual({ loaded: true, removed: true, token: expect.stringMatching(/^bur_/) });
  expect((await ask(server.url, before, look)).status).toBe(401);
  const { data } = (await ask(server.url, done.token, look)).body;
  expect(data.sites).toEqual(old.body.data.sites);
  expect(data.viewer.organization.id).not.toBe(old.body.data.viewer.organization.id);
  const again = await command(dataDir, ['demo', 'load', '--json']);
  expect(JSON.parse(again.stdout)).toEqual({ loaded: false, removed: false, token: done.token });
}, 300_000);

test('doctor beside the running server finds nothing', async () => {
  const { code, stdout } = await command(dataDir, ['doctor', '--json']);
  const checks = JSON.parse(stdout) as { name: string; ok: boolean; text: string }[];
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['node', 'plugins', 'database', 'migrations', 'tables']),
  );
  expect(code).toBe(0);
});

describe('what cannot start says why, and with which code', () => {
  const plugin = (id: string, more: string) => `import { defineConfig, definePlugin } from
    '@bureau/core'; const one = definePlugin({ id: '${id}', version: '1.0.0', api: '^1.0',
    description: 'One.', ${more} }); export const config = defineConfig({ plugins: [one] });`;
  const config = (text: string | undefined) => ({ cwd: configFolder(text) });
  type Case = [string, number, RegExp, { env?: Record<string, string>; cwd?: string }];
  const environment: Case = [
    'a wrong environment',
    78,
    /PORT +99999999.+\nLOG_LEVEL +loud/,
    { env: { PORT: '99999999', LOG_LEVEL: 'loud' } },
  ];
  const cases: Case[] = [
    ['no configuration', 78, /^There is no bureau\.config\.ts in /, config(undefined)],
    [
      'a plugin that is not installed',
      78,
      /bureau\.config\.ts cannot be loaded: .*@acme\/nope/,
      config("import '@acme/nope';"),
    ],
    ['no config in it', 78, /must export "config"/, config('export const other = 1;')],
    [
      'a plugin that needs an absent one',
      70,
      /^Bureau cannot start: one fault in its plugins\.\n1\. .*"one".*"absent"/,
      config(plugin('one', "requires: { absent: '^1.0' }")),
    ],
    [
      'a range on another API',
      70,
      /one fault in its plugins/,
      config(plugin('one', '').replace('^1.0', '^9.0')),
    ],
  ];
  const told = (ended: Ended, code: number, text: RegExp) => {
    expect(ended.stderr).toMatch(text);
    expect(ended.stderr).not.toMatch(/\n +at /);
    expect([ended.code, ended.stdout]).toEqual([code, '']);
  };

  // Of each exit code one by a server process; a command tells the rest in the same way.
  test.each([environment, cases[3] as Case])('%s: the server', async (_name, ...given) => {
    const [code, text, more] = given;
    told(await launchServer(newDataDir(), more).ended, code, text);
  });

  test.each(cases)('%s: a command', async (_name, ...[code, text, more]) => {
    told(await command(newDataDir(), ['plugins', 'list'], more), code, text);
  });

  test('a port that is taken', async () => {
    const { port } = new URL(server.url);
    const folder = newDataDir();
    await fillMigrated(folder);
    const database = await openDatabase({ dataDir: folder, mode: 'borrow', fsync: false });
    const { code, stderr } = await launchServer(folder, { env: { PORT: port } }).ended;
    await database.stop();
    expect(stderr).toContain(`cannot listen on 127.0.0.1:${port}: another program listens there`);
    expect(code).toBe(69);
  });
});
