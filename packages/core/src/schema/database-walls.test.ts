import { createCoreGraph, type CoreGraph } from '../../test/core-graph.js';
import { createTestDatabase } from '../../test/database.js';
import { newApiKey } from '../identity/tokens.js';
import { compareCatalogue } from '../plugin/catalogue.js';
import { migrate, migrateDown } from '../plugin/migrate.js';
import { corePlugin } from './plugin.js';

/** What the server's database role can do when the application above it is bypassed. */
let graph: CoreGraph;
const app = async (text: string, organization = '', values: unknown[] = []) => {
  await graph.database.app.query("select set_config('app.organization_id', $1, false)", [
    organization,
  ]);
  return (await graph.database.app.query(text, values)).rows as Record<string, unknown>[];
};

beforeAll(async () => {
  graph = await createCoreGraph();
  await graph.token('owner');
  await graph.token('viewer', 'other');
});
afterAll(() => graph?.close());

test.each(['login', 'login_password', 'login_attempt', 'role_default'])(
  'the server cannot touch core.%s',
  async (table) => {
    for (const statement of [
      `select * from core.${table}`,
      `select count(*) from core.${table}`,
      `delete from core.${table}`,
      `insert into core.${table} default values`,
    ]) {
      await expect(app(statement, graph.acme)).rejects.toThrow(/permission denied/);
    }
  },
);

const TENANT_TABLES = [
  'organization',
  'membership',
  'role',
  'role_permission',
  'role_grant',
  'api_key',
];

test.each(TENANT_TABLES)('core.%s shows one organization, and nothing without', async (table) => {
  const select = `select distinct organization_id::text as id from core.${table}`;
  expect(await app(select, graph.acme)).toEqual([{ id: graph.acme }]);
  expect(await app(select, graph.other)).toEqual([{ id: graph.other }]);
  expect(await app(select)).toEqual([]);
});

test('rows of another organization are neither changed nor made nor moved', async () => {
  const rename = 'update core.role set name = $1 where organization_id = $2 returning id';
  expect(await app(rename, graph.acme, ['Mine', graph.other])).toEqual([]);
  const renameOther = "update core.organization set name = 'Mine' where id = $1 returning id";
  expect(await app(renameOther, graph.acme, [graph.other])).toEqual([]);
  const insert = `insert into core.role (organization_id, id, key, name)
    values ($1, gen_random_uuid(), 'x', 'x')`;
  await expect(app(insert, graph.acme, [graph.other])).rejects.toThrow(/row-level security/);
  const move = 'update core.role set organization_id = $1';
  await expect(app(move, graph.acme, [graph.other])).rejects.toThrow(/row-level security/);
});

test('a grant cannot point to a role of another organization', async () => {
  const [role] = await app("select id from core.role where key = 'owner'", graph.other);
  const [user] = await app('select id from core.membership', graph.acme);
  const insert = `insert into core.role_grant (id, user_id, role_id)
    values (gen_random_uuid(), $1, $2)`;
  await expect(app(insert, graph.acme, [user?.['id'], role?.['id']])).rejects.toThrow(
    /role_grant_role_fkey/,
  );
});

test('the rights of a user of another organization are none', async () => {
  const [user] = await app('select id from core.membership', graph.other);
  const rights = 'select core.permissions_of($1, $2) as rights';
  const asked = await app(rights, graph.acme, [graph.other, user?.['id']]);
  expect(asked).toEqual([{ rights: {} }]);
});

test('credential() gives one row for a hash or none, and leaves the setting', async () => {
  const { hash } = newApiKey();
  const [user] = await app('select user_id as id from core.role_grant', graph.acme);
  await app(
    `insert into core.api_key
       (id, name, prefix, key_hash, user_id, scopes, expires_at)
     values (gen_random_uuid(), 'k', 'bur_k', $1, $2, '{*}', now() + interval '1 day')`,
    graph.acme,
    [hash, user?.['id']],
  );
  const find = 'select organization_id::text as id from core.credential($1)';
  expect(await app(find, '', [hash])).toEqual([{ id: graph.acme }]);
  expect(await app(find, graph.other, [hash])).toEqual([{ id: graph.acme }]);
  const setting = await graph.database.app.query("select current_setting('app.organization_id')");
  expect(setting.rows).toEqual([{ current_setting: graph.other }]);
  expect(await app(find, '', [newApiKey().hash])).toEqual([]);
  expect(await app(find, '', [null])).toEqual([]);
});

test('last use is written once a minute', async () => {
  const { hash } = newApiKey();
  const [user] = await app('select user_id as id from core.role_grant', graph.acme);
  const insert = `
    insert into core.api_key (id, name, prefix, key_hash, user_id, scopes, expires_at)
    values (gen_random_uuid(), 'k', 'bur_k', $1, $2, '{*}', now() + interval '1 day')`;
  await app(insert, graph.acme, [hash, user?.['id']]);
  const used = 'select xmin, last_used_at, version from core.api_key where key_hash = $1';
  await app('select 1 from core.credential($1)', '', [hash]);
  const [first] = await app(used, graph.acme, [hash]);
  await app('select 1 from core.credential($1)', '', [hash]);
  const [second] = await app(used, graph.acme, [hash]);
  expect(first).toMatchObject({ last_used_at: expect.any(Date), version: 1 });
  expect(second).toEqual(first);
});

test('an ended session does not come back to life by being asked for', async () => {
  const { hash } = newApiKey();
  const [user] = await app('select user_id as id from core.role_grant', graph.acme);
  const insert = `insert into core.session (id, user_id, token_hash, last_seen_at, expires_at)
    values (gen_random_uuid(), $1, $2, now() - interval '12 hours 1 second', now() + '1 day')`;
  await app(insert, graph.acme, [user?.['id'], hash]);
  const idle = 'select idle_until < now() as dead from core.credential($1)';
  expect(await app(idle, '', [hash])).toEqual([{ dead: true }]);
  expect(await app(idle, '', [hash])).toEqual([{ dead: true }]);
});

test('functions of the owner have a pinned search_path and are not for everybody', async () => {
  const { rows } = await graph.database.owner.query(
    `select p.proname::text as name, p.prosecdef, p.proconfig,
       has_function_privilege('bureau_reader', p.oid, 'execute') as reader
     from pg_proc p where p.pronamespace = 'core'::regnamespace order by 1`,
  );
  expect(rows.filter((row) => row.prosecdef).map((row) => row.name)).toEqual([
    'attempt_begin',
    'attempt_right',
    'credential',
    'credential_facts',
    'keep_org_unit_version',
    'login_begin',
    'login_failed',
    'login_id',
    'oidc_provider_find',
    'password_of',
    'password_reset_ask',
    'root_key_use',
    'set_password',
    'sign_in_failed',
    'upload_claim',
  ]);
  for (const row of rows) {
    expect(row.proconfig?.[0]).toMatch(/^search_path=pg_catalog, pg_temp$/);
    if (row.prosecdef) expect(row.reader).toBe(false);
  }
});

test('two moves at once cannot close a ring of units together', async () => {
  const unit = async (code: string) => {
    const insert = `insert into core.org_unit (id, code, name)
      values (gen_random_uuid(), $1, 'n') returning id`;
    return (await app(insert, graph.acme, [code]))[0]?.['id'];
  };
  const [a, b] = [await unit('ring-a'), await unit('ring-b')];
  const move = 'update core.org_unit set parent_id = $1 where id = $2';
  await app('begin', graph.acme);
  await app(move, graph.acme, [a, b]);
  const { owner } = graph.database;
  await owner.query("select set_config('app.organization_id', $1, false)", [graph.acme]);
  const second = owner.query(move, [b, a]).then(
    () => 'moved',
    (error: Error) => error.message,
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  await app('commit', graph.acme);
  expect(await second).toBe('CORE_ORG_UNIT_RING');
});

test('the migrations make what the entities ask for, and can be taken back', async () => {
  const all = [corePlugin];
  const own = await createTestDatabase();
  try {
    await migrate(own.ownerUrl, all);
    const metadata = graph.runtime.composition.orm.getMetadata();
    expect(await compareCatalogue(own.app, metadata, all)).toEqual([]);
    for (let step = 0; step < (corePlugin.migrations?.length ?? 0); step += 1) {
      await migrateDown(own.ownerUrl, all, { plugin: 'core' });
    }
    const left = await own.owner.query(
      `select relname from pg_class where relnamespace = 'core'::regnamespace and relkind = 'r'
         and relname not like '%migration%'
       union all select proname from pg_proc where pronamespace = 'core'::regnamespace`,
    );
    expect(left.rows).toEqual([]);
  } finally {
    await own.drop();
  }
});
