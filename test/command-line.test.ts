import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Database, openDatabase } from '@bureau/server/database';
import { command } from './command-line.js';
import { bureau, cleanUp, configFolder, newDataDir, postmasterPid } from './platform-process.js';

/** The command line without a server; what the process itself has to do with runs as one. */

const dataDir = newDataDir();
const run = (...args: string[]) => command(dataDir, args);
let database: Database;

beforeAll(async () => {
  database = await openDatabase({ dataDir, mode: 'borrow', fsync: false });
}, 300_000);
afterAll(cleanUp, 300_000);

test('help has the exit codes, also of a subcommand', async () => {
  const { code, stdout, stderr } = await bureau(dataDir, ['token', 'create', '--help']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/Exit codes:\n +0 +done\n +1 /);
  expect(stdout).toMatch(/^ +78 +environment or bureau\.config\.ts is wrong$/m);
});

test('wrong usage is told as text, with --json as JSON; stdout stays empty', async () => {
  const args = ['access', 'print', 'nonsense'];
  const [plain, json] = await Promise.all([run(...args), run('demo', 'rest', '--json')]);
  expect([plain.code, plain.stdout, json.code, json.stdout]).toEqual([64, '', 64, '']);
  expect(plain.stderr).toMatch(
    /^There is no .* There are: core, hr, assets, accounting, analytics, documents\.\n$/,
  );
  expect(JSON.parse(json.stderr)).toMatchObject({ code: 'USAGE', exitCode: 64 });
}, 300_000);

test('listings need no database', async () => {
  const [listed, printed, matrix, generated] = await Promise.all([
    run('plugins', 'list', '--json'),
    run('schema', 'print'),
    run('access', 'print', 'hr', '--json'),
    run('migration', 'generate', 'assets', '--json'),
  ]);
  const plugins = JSON.parse(listed.stdout);
  expect(plugins.map(({ id }: { id: string }) => id)).toEqual([
    ...['core', 'hr', 'assets', 'accounting', 'analytics', 'documents'],
  ]);
  expect(plugins[2]).toEqual({
    id: 'assets',
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    types: expect.any(Number),
    requires: expect.any(Array),
    description: expect.any(String),
  });
  expect(printed.stdout).toContain('type Employee implements Node');
  const { fields } = JSON.parse(matrix.stdout);
  expect([...new Set(fields.map(({ plugin }: { plugin: string }) => plugin))]).toEqual(['hr']);
  expect(JSON.parse(generated.stdout).sql).toMatch(/create table assets\.asset /);
}, 300_000);

test('before the migrations a command says what to do; migrate does it once', async () => {
  const early = await run('organization', 'create', 'Acme', '--slug', 'acme', '--json');
  expect(early.code).toBe(70);
  expect(JSON.parse(early.stderr).error).toMatch(/lacks \d+ migrations: run migrate first/);
  const plan = JSON.parse((await run('migrate', '--plan', '--json')).stdout);
  expect(plan.sql).toMatch(/create table core\.organization/);
  expect(JSON.parse((await run('doctor', '--json')).stdout)).toContainEqual({
    name: 'migrations',
    ok: false,
    text: expect.stringContaining('run "bureau migrate"'),
  });
  const done = JSON.parse((await run('migrate', '--json')).stdout);
  expect(done.applied.length).toBeGreaterThan(3);
  expect((await run('migrate', '--plan')).stdout).toBe('-- nothing to do\n');
}, 300_000);

test('an organization and a token; what the data does not allow is 65', async () => {
  const made = await run('organization', 'create', 'Acme AG', '--slug', 'acme', '--json');
  expect(JSON.parse(made.stdout)).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    slug: 'acme',
    name: 'Acme AG',
  });
  const token = ['token', 'create', '--organization', 'acme', '--role', 'owner'];
  const issued = JSON.parse((await run(...token, '--json')).stdout);
  expect(issued).toEqual({ token: expect.stringMatching(/^bur_/), expiresAt: expect.any(String) });
  expect((await run(...token, '--expires', '2100-01-01')).stdout).toMatch(/^bur_\S+\n$/);
  const refused: [string[], string][] = [
    [['organization', 'create', 'Acme', '--slug', 'acme'], 'CORE_SLUG_TAKEN'],
    [['token', 'create', '--organization', 'nope', '--role', 'owner'], 'CORE_ORGANIZATION_UNKNOWN'],
    [['token', 'create', '--organization', 'acme', '--role', 'nope'], 'CORE_ROLE_UNKNOWN'],
    [[...token, '--expires', '2020-01-01'], 'CORE_EXPIRY_PAST'],
  ];
  const outcomes = await Promise.all(refused.map(([args]) => run(...args, '--json')));
  for (const [index, { stdout, stderr, code }] of outcomes.entries()) {
    expect([code, stdout]).toEqual([65, '']);
    expect(JSON.parse(stderr)).toMatchObject({ code: refused[index]?.[1], exitCode: 65 });
  }
}, 300_000);

test('the audit trail is verified in place and from a file', async () => {
  const verified = await run('audit', 'verify', '--organization', 'acme', '--json');
  expect(verified.code).toBe(0);
  expect(JSON.parse(verified.stdout).organizations).toEqual([
    expect.objectContaining({ ok: true, entries: 0, faults: [] }),
  ]);
  const span = ['--from', '2020-01-01', '--to', '2100-01-01'];
  const exported = await run('audit', 'export', '--organization', 'acme', ...span);
  expect(JSON.parse(exported.stdout)).toMatchObject({ format: 'bureau-audit:1', until: 0 });
  const file = path.join(dataDir, 'export.jsonl');
  writeFileSync(file, exported.stdout.replace('"until":0', '"until":3'));
  const cut = await run('audit', 'verify', '--file', file);
  expect([cut.code, cut.stdout]).toEqual([1, expect.stringContaining('links 1 to 3 were cut')]);
  expect((await run('audit', 'verify', '--organization', 'nope')).code).toBe(64);
}, 300_000);

test('an organization that is no demo is never reset', async () => {
  await run('organization', 'create', 'Real', '--slug', 'demo');
  const { code, stderr } = await run('demo', 'reset', '--json');
  expect([code, JSON.parse(stderr).error]).toEqual([
    78,
    expect.stringContaining('"demo" is not a demo company'),
  ]);
  const token = ['token', 'create', '--organization', 'demo', '--role', 'owner', '--json'];
  expect((await run(...token)).code).toBe(0);
}, 300_000);

test('faults of environment, configuration and database have codes of their own', async () => {
  const away = { env: { DATABASE_URL: 'postgres://a:hunter2@127.0.0.1:1/b' } };
  const [wrong, nowhere, gone, doctor] = await Promise.all([
    bureau(dataDir, ['plugins', 'list', '--json'], { env: { PORT: 'x' } }),
    command(dataDir, ['plugins', 'list'], { cwd: configFolder(undefined) }),
    command(dataDir, ['migrate', '--plan', '--json'], away),
    command(dataDir, ['doctor'], away),
  ]);
  expect([wrong.code, JSON.parse(wrong.stderr).code]).toEqual([78, 'CONFIGURATION']);
  expect([nowhere.code, nowhere.stdout]).toEqual([78, '']);
  expect([gone.code, JSON.parse(gone.stderr).code]).toEqual([69, 'UNAVAILABLE']);
  expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringMatching(/^FAULT +database/m)]);
  expect(gone.stderr + doctor.stdout).not.toContain('hunter2');
}, 300_000);

test('a command starts the database when nobody has it, and stops it again', async () => {
  await database.stop();
  expect(postmasterPid(dataDir)).toBe(0);
  const { code, stdout } = await bureau(dataDir, ['doctor', '--json']);
  expect([code, JSON.parse(stdout)]).toEqual([0, expect.any(Array)]);
  expect(postmasterPid(dataDir)).toBe(0);
}, 300_000);
