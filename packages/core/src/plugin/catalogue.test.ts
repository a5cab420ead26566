import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { probeMetadata, probeOrm, probePlugin } from '../../test/probe-plugin.js';
import { compareCatalogue, connectionFaults } from './catalogue.js';
import { catalogueType } from './catalogue-tables.js';
import { createPluginSql } from './ddl.js';
import { definePlugin } from './definition.js';
import { migrate } from './migrate.js';
import { ORGANIZATION_PREDICATE } from './organization-policy.js';

const core = definePlugin({
  id: 'core',
  version: '0.1.0',
  api: '^1.0',
  description: 'Ground.',
  globalTables: { organization: 'It is the tenant itself.' },
  migrations: [
    { name: '0001-init', up: 'create table organization (id uuid primary key)', down: '' },
  ],
});
const probe = definePlugin({
  ...probePlugin,
  globalTables: { rate: 'The same for everybody.' },
  migrations: [{ name: '0001-init', up: createPluginSql(probeMetadata, probePlugin), down: '' }],
});

describe('catalogue', () => {
  let database: TestDatabase;
  const faultsAfter = async (sql: string) => {
    await database.owner.query('begin');
    try {
      await database.owner.query(`set local search_path to probe, public; ${sql}`);
      return await compareCatalogue(database.owner, probeMetadata, [core, probe]);
    } finally {
      await database.owner.query('rollback');
    }
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    await migrate(database.ownerUrl, [core, probe]);
  });
  afterAll(async () => {
    await database?.drop();
    await probeOrm.close();
  });

  test('what the generator made has no fault, seen by any role', async () => {
    expect(await faultsAfter('')).toEqual([]);
    expect(await compareCatalogue(database.app, probeMetadata, [core, probe])).toEqual([]);
  });

  test.each([
    ['drop table thing', 'Table probe.thing of entity ProbeThing is missing: run the migrations'],
    ['alter table thing drop column notes', 'Column probe.thing.notes (text) of entity ProbeThing'],
    [
      'alter table thing alter tag type text',
      'Column probe.thing.tag is text; entity ProbeThing says character varying(40).',
    ],
    [
      'alter table thing alter tag drop not null',
      'Column probe.thing.tag may be null; entity ProbeThing says that it may not.',
    ],
    [
      'alter table thing alter notes set not null',
      'Column probe.thing.notes is not null; entity ProbeThing says that it may be null.',
    ],
    [
      'alter table thing add extra text not null',
      'Column probe.thing.extra is not null without a default, and entity ProbeThing',
    ],
    [
      "alter table thing drop constraint thing_level_check, add check (level in ('LOW'))",
      'Column probe.thing.level has no check for the values of entity ProbeThing: LOW, HIGH.',
    ],
    [
      'alter table thing drop constraint thing_tag_key',
      'Entity ProbeThing has the unique key (organization_id, tag); table probe.thing has none.',
    ],
    [
      'drop index thing_one_active',
      'Entity ProbeThing has the partial unique index (organization_id, number); table',
    ],
    [
      'alter table thing drop constraint thing_category_id_fkey',
      'Foreign key (organization_id, category_id) of probe.thing to probe.category ' +
        '(organization_id, id) is missing.',
    ],
    [
      'alter table thing drop constraint thing_pkey cascade, add primary key (id)',
      'The primary key of probe.thing is (id); it must be (organization_id, id).',
    ],
    [
      'drop index thing_category_id_idx',
      'Foreign key thing_category_id_fkey of probe.thing has no index: a delete on the other ' +
        'side reads the whole table. Create one on (organization_id, category_id).',
    ],
    ['alter table thing disable row level security', 'Table probe.thing has no row-level security'],
    [
      'alter table thing no force row level security',
      'Row-level security of table probe.thing is not forced: its owner sees all.',
    ],
    [
      'drop policy organization on thing',
      'Table probe.thing has no policy for select, insert, update, delete.',
    ],
    [
      'drop policy organization on thing; create policy reading on thing for select using ' +
        `(${ORGANIZATION_PREDICATE})`,
      'Table probe.thing has no policy for insert, update, delete.',
    ],
    [
      'create policy extra on thing for select using (true)',
      'Policy extra of probe.thing is not the predicate of organizations: true. Write ' +
        `${ORGANIZATION_PREDICATE}, ` +
        "or say why in its comment: 'bureau:own-policy <reason>'.",
    ],
    [
      'alter policy organization on thing with check (organization_id is not null)',
      'Policy organization of probe.thing is not the predicate of organizations: ' +
        '(organization_id IS NOT NULL).',
    ],
    [
      'create policy extra on thing using (true); comment on policy extra on thing is ' +
        "'bureau:own-policy '",
      'Policy extra of probe.thing is not the predicate',
    ],
    ['grant truncate on thing to bureau_app', 'Role bureau_app has TRUNCATE on probe.thing'],
    ['grant insert on thing to bureau_reader', 'Role bureau_reader has INSERT on probe.thing'],
    ['grant select on thing to public', 'Role PUBLIC has SELECT on probe.thing: revoke it.'],
    [
      'grant create on schema probe to bureau_app',
      'Role bureau_app may create objects in schema probe.',
    ],
    [
      'create table loose (id uuid)',
      'Table probe.loose has no organization_id. Add it, or name the table in globalTables of ' +
        'plugin "probe" with the reason.',
    ],
    [
      'create table hidden (organization_id uuid not null)',
      'Table probe.hidden has no row-level security: enable and force it.',
    ],
    [
      'create view peek as select * from thing',
      'View probe.peek must be made with (security_invoker = true).',
    ],
    [
      'create materialized view copy as select 1; grant select on copy to bureau_app',
      'Materialized view probe.copy has no row-level security: take its grants away.',
    ],
    [
      'create function f() returns int language sql security definer ' +
        'set search_path = pg_catalog as $$ select 1 $$; ' +
        'revoke execute on function f() from public',
      'Function probe.f runs with the rights of its owner, and plugin "probe" does not ' +
        'name it in ownerFunctions.',
    ],
    [
      'create function core.f() returns int language sql security definer as $$ select 1 $$',
      'Function core.f runs with the rights of its owner without a search_path of its own.',
    ],
  ])('finds: %s', async (sql, text) => {
    expect((await faultsAfter(sql)).join('\n')).toContain(text);
  });

  test.each([
    'create policy w on thing to bureau_worker using (true); comment on policy w on thing is ' +
      "'bureau:own-policy the worker counts over all organizations'",
    'create policy narrow on thing as restrictive using (is_on)',
    'create table rate (id uuid primary key)',
    'create view peek with (security_invoker = true) as select * from thing',
    'alter table thing add extra text not null default 1',
    'revoke delete on thing from bureau_app',
  ])('admits: %s', async (sql) => {
    expect(await faultsAfter(sql)).toEqual([]);
  });

  test('one planted fault is one sentence', async () => {
    expect(await faultsAfter('drop index thing_category_id_idx')).toHaveLength(1);
    expect(await faultsAfter('grant truncate on thing to bureau_app')).toHaveLength(1);
    expect(await faultsAfter('alter table thing no force row level security')).toHaveLength(1);
  });

  test('the server may not be connected as the owner', async () => {
    expect(await connectionFaults(database.app, [core, probe])).toEqual([]);
    const [fault] = await connectionFaults(database.owner, [core, probe]);
    expect(fault).toMatch(
      /^The server is connected as \w+, which (owns the tables|is a superuser)/,
    );
  });

  test.each([
    ['varchar(40)', 'character varying(40)'],
    ['timestamptz(6)', 'timestamp(6) with time zone'],
    ['timestamptz', 'timestamp with time zone'],
    ['numeric(20, 4)', 'numeric(20,4)'],
    ['char(3)', 'character(3)'],
    ['text[]', 'text[]'],
    ['int', 'integer'],
    ['double precision', 'double precision'],
    ['time(0)', 'time(0) without time zone'],
  ])('the catalogue prints %s as %s', (type, printed) => {
    expect(catalogueType(type)).toBe(printed);
  });
});
