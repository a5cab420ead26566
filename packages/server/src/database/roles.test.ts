import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import type pg from 'pg';
import { withClient } from './client.js';
import { openDatabase } from './connect.js';
import { createDatabase, dropDatabase, ensureRoles } from './roles.js';
import { credentialsOf, deriveUrls, type RoleUrls, withDatabase } from './urls.js';

const name = `roles_${randomBytes(5).toString('hex')}`;
const maintenanceUrl = process.env.BUREAU_TEST_OWNER_URL!;
const ownerUrl = withDatabase(maintenanceUrl, name);
let urls: RoleUrls;

const as = (url: string, sql: string): Promise<pg.QueryResult<Record<string, unknown>>> =>
  withClient(url, (client) => client.query(sql));

beforeAll(async () => {
  const app = new URL(ownerUrl);
  app.username = process.env.BUREAU_TEST_APP_USER!;
  app.password = process.env.BUREAU_TEST_APP_PASSWORD!;
  urls = deriveUrls(app.href);
  await createDatabase(maintenanceUrl, name);
  await Promise.all([1, 2, 3].map(() => ensureRoles(ownerUrl, urls)));
  await as(
    ownerUrl,
    `create schema people;
     create table people.person (id int primary key, organization_id int not null);
     insert into people.person values (1, 1), (2, 2);
     alter table people.person enable row level security;
     alter table people.person force row level security;
     create policy own on people.person
       using (organization_id = nullif(current_setting('app.organization_id', true), '')::int);
     grant usage on schema people to bureau_app, bureau_worker, bureau_reader;
     grant select, insert on people.person to bureau_app, bureau_worker, bureau_reader`,
  );
});

afterAll(() => dropDatabase(maintenanceUrl, name));

test('no run-time role has a right of its own', async () => {
  const roles = await as(
    ownerUrl,
    `select rolname, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication
        as mighty from pg_roles where rolname in ('bureau_app', 'bureau_worker', 'bureau_reader')`,
  );
  expect(roles.rows).toHaveLength(3);
  for (const role of roles.rows) expect(role.mighty).toBe(false);
});

test.each(['app', 'worker', 'reader'] as const)('%s cannot create anything', async (role) => {
  const url = urls[role];
  for (const sql of [
    'create table public.mine (id int)',
    'create table people.mine (id int)',
    'create temporary table mine (id int)',
    'create schema mine',
    'create role mine',
    'alter table people.person disable row level security',
    `set role ${credentialsOf(ownerUrl).user}`,
  ]) {
    await expect(as(url, sql)).rejects.toThrow(/permission denied|must be owner|read-only/);
  }
});

test('row-level security holds for the run-time roles', async () => {
  for (const url of [urls.app, urls.worker, urls.reader]) {
    expect((await as(url, 'select id from people.person')).rows).toEqual([]);
    const seen = await withClient(url, async (client) => {
      await client.query("set app.organization_id = '1'");
      return client.query('select id from people.person');
    });
    expect(seen.rows).toEqual([{ id: 1 }]);
  }
  await expect(
    as(urls.app, 'set row_security = off; select id from people.person'),
  ).rejects.toThrow(/row-level security/);
});

test('the reader does not write', async () => {
  await expect(as(urls.reader, 'insert into people.person values (3, 1)')).rejects.toThrow(
    /read-only/,
  );
});

test('a copy of a template carries its tables, and is dropped with its sessions', async () => {
  const copy = `${name}_copy`;
  await createDatabase(maintenanceUrl, copy, name);
  const copyUrl = withDatabase(urls.app, copy);
  await withClient(copyUrl, async (client) => {
    await client.query("set app.organization_id = '2'");
    expect((await client.query('select id from people.person')).rows).toEqual([{ id: 2 }]);
    await dropDatabase(maintenanceUrl, copy);
    await expect(client.query('select 1')).rejects.toThrow();
  });
  await dropDatabase(maintenanceUrl, copy);
});

test('openDatabase takes an external server, and refuses a role that sees everything', async () => {
  const opened = await openDatabase({
    dataDir: tmpdir(),
    mode: 'server',
    databaseUrl: urls.app,
    databaseOwnerUrl: ownerUrl,
  });
  expect(opened.kind).toBe('external');
  expect(opened.urls).toEqual({ ...urls, owner: ownerUrl });
  expect(opened.describe).toMatch(new RegExp(`^PostgreSQL \\d+\\.\\d+ at .*/${name}$`));

  const wrong = urls.app.replace(/:[^:@]*@/, ':wrong-secret@');
  const refused = openDatabase({ dataDir: tmpdir(), mode: 'server', databaseUrl: wrong });
  await expect(refused).rejects.toMatchObject({ name: 'DatabaseStartError' });
  await expect(refused).rejects.toThrow(/password authentication failed[^]*Check DATABASE_URL/);
  await expect(refused).rejects.not.toThrow(/wrong-secret/);
});
