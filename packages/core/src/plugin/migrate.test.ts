import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { definePlugin, type Migration, type PluginDefinition } from './definition.js';
import { policyStatements } from './organization-policy.js';
import { migrate, migrateDown, pendingMigrations, planMigrations } from './migrate.js';

function plugin(id: string, migrations: Migration[], version = '0.1.0'): PluginDefinition {
  return definePlugin({ id, version, api: '^1.0', description: `Plugin ${id}.`, migrations });
}

function table(name: string, table_: string, columns = 'id uuid primary key'): Migration {
  return { name, up: `create table ${table_} (${columns})`, down: `drop table ${table_}` };
}

const core = plugin('core', [table('0001-init', 'organization')]);
const hr = plugin('hr', [table('0002-second', 'hr.second'), table('0001-first', 'first')]);
const assets = definePlugin({
  ...plugin('assets', [
    table('0001-init', 'asset', 'id uuid primary key, holder uuid references hr.first (id)'),
  ]),
  requires: { hr: '^0.1' },
});
const all = [core, hr, assets];

describe('migrations', () => {
  let database: TestDatabase;
  const rows = async (text: string) => {
    const result = await database.owner.query({ text, rowMode: 'array' });
    return result.rows.map((row: unknown[]) => row.join(' '));
  };
  const tables = () =>
    rows(`select schemaname, tablename from pg_tables
            where schemaname in ('core', 'hr', 'assets') order by 1, 2`);
  const history = () => rows('select plugin, name from core.migration order by applied_at');

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  test('a backfill lifts the force of row-level security, and reaches all', async () => {
    const first: Migration = {
      name: '0001-first',
      up: `create table hr.thing (organization_id uuid, fuel text);
        ${policyStatements('hr', 'thing').join(';\n')}`,
      down: 'drop table hr.thing',
    };
    const fill = "update hr.thing set fuel = coalesce(fuel, '') ";
    const blind: Migration = { name: '0002-blind', up: `${fill} || 'blind'`, down: 'select 1' };
    const seeing: Migration = {
      name: '0003-seeing',
      up: `alter table hr.thing no force row level security;
        ${fill} || 'seen';
        alter table hr.thing force row level security;`,
      down: 'select 1',
    };
    await migrate(database.ownerUrl, [core, plugin('hr', [first])]);
    for (const organization of ['a', 'b']) {
      const id = `00000000-0000-7000-8000-00000000000${organization}`;
      await database.owner.query("select set_config('app.organization_id', $1, false)", [id]);
      await database.owner.query('insert into hr.thing values ($1)', [id]);
    }
    await migrate(database.ownerUrl, [core, plugin('hr', [first, blind, seeing])]);
    await database.owner.query('alter table hr.thing disable row level security');
    expect(await rows('select fuel from hr.thing')).toEqual(['seen', 'seen']);
  });

  test('run in one order: plugins as given, names within a plugin', async () => {
    const lines: string[] = [];
    const outcomes = await migrate(database.ownerUrl, all, { log: (line) => lines.push(line) });
    const expected = ['core 0001-init', 'hr 0001-first', 'hr 0002-second', 'assets 0001-init'];
    expect(outcomes.map((o) => `${o.plugin} ${o.name}`)).toEqual(expected);
    expect(await history()).toEqual(expected);
    expect(lines.map((line) => line.replace(/ \(\d+ ms\)$/, ''))).toEqual(
      expected.map((step) => `migrated ${step}`),
    );
    expect(await tables()).toEqual([
      'assets asset',
      'core migration',
      'core organization',
      'hr first',
      'hr second',
    ]);
    expect(await migrate(database.ownerUrl, all)).toEqual([]);
    const usage = (role: string) =>
      rows(`select has_schema_privilege('${role}', 'assets', 'usage'),
                   has_schema_privilege('${role}', 'assets', 'create')`);
    for (const role of ['bureau_app', 'bureau_worker', 'bureau_reader']) {
      expect(await usage(role)).toEqual(['true false']);
    }
  });

  test('#79 several at once: one runs, the others have nothing to do', async () => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const slow = plugin('slow', [
      { name: '0001-init', up: 'select pg_sleep(0.3); create table t (id uuid)', down: '' },
    ]);
    const plugins = [...all, slow];
    const results = await Promise.all(
      [1, 2, 3].map(() => migrate(database.ownerUrl, plugins, { log })),
    );
    expect(results.map(({ length }) => length).sort()).toEqual([0, 0, 5]);
    expect(lines.filter((line) => line.startsWith('another process'))).toHaveLength(2);
  });

  test('#79 a failure names plugin and migration, rolls it back, leaves the others', async () => {
    const up = 'create table half (id uuid);\nselect * from nowhere;\ncreate table more (id uuid)';
    const broken = plugin('hr', [table('0001-first', 'first'), { name: '0002-bad', up, down: '' }]);
    await expect(migrate(database.ownerUrl, [core, broken, assets])).rejects.toThrow(
      'Migration 0002-bad of plugin "hr" failed and was rolled back: ' +
        'relation "nowhere" does not exist (line 2). Correct it and run again; ' +
        'earlier migrations stay.',
    );
    expect(await tables()).toEqual(['core migration', 'core organization', 'hr first']);
    expect(await history()).toEqual(['core 0001-init', 'hr 0001-first']);
    expect(await migrate(database.ownerUrl, all)).toHaveLength(2);
  });

  test('what is pending is known to the role of the server too', async () => {
    const steps = async (url: string) =>
      (await pendingMigrations(url, all)).map((one) => `${one.plugin} ${one.name}`);
    expect(await steps(database.appUrl)).toHaveLength(4);
    await migrate(database.ownerUrl, [core, hr]);
    expect(await steps(database.appUrl)).toEqual(['assets 0001-init']);
    await migrate(database.ownerUrl, all);
    expect(await steps(database.appUrl)).toEqual([]);
  });

  test('the plan is the SQL that would run, and runs as printed', async () => {
    expect(await planMigrations(database.ownerUrl, all)).toMatch(/^-- tracking\ncreate schema /);
    await migrate(database.ownerUrl, [core, hr]);
    const plan = await planMigrations(database.appUrl, all);
    expect(plan).toBe(
      [
        '-- assets 0001-init',
        'begin;',
        'create schema if not exists assets;',
        'grant usage on schema assets to bureau_app, bureau_worker, bureau_reader;',
        'set local search_path to assets, public;',
        "set local lock_timeout to '10s';",
        'create table asset (id uuid primary key, holder uuid references hr.first (id));',
        'commit;',
        '',
      ].join('\n'),
    );
    await database.owner.query(plan);
    expect(await tables()).toContain('assets asset');
    expect(await planMigrations(database.ownerUrl, [core, hr])).toBe('');
  });

  test('a migration that was changed after it ran', async () => {
    await migrate(database.ownerUrl, all);
    const changed = plugin('hr', [table('0001-first', 'first', 'id text'), hr.migrations![0]!]);
    const text =
      'Migration 0001-first of plugin "hr" was changed after it was run in this database. ' +
      'Put its text back as it was, and write the change as a new migration.';
    await expect(migrate(database.ownerUrl, [core, changed, assets])).rejects.toThrow(text);
    await expect(pendingMigrations(database.appUrl, [changed])).rejects.toThrow(text);
  });

  test('#79 a database newer than the plugins; what is not loaded is left alone', async () => {
    await migrate(database.ownerUrl, all);
    const older = plugin('hr', [table('0001-first', 'first')]);
    await expect(migrate(database.ownerUrl, [core, older])).rejects.toThrow(
      'The database has a newer schema of plugin "hr" than version 0.1.0 knows: 0002-second. ' +
        'Run the newer version, or let it undo these migrations first.',
    );
    await database.owner.query(`insert into assets.asset (id) values (gen_random_uuid())`);
    expect(await migrate(database.ownerUrl, [core, hr])).toEqual([]);
    expect(await migrate(database.ownerUrl, all)).toEqual([]);
    expect(await rows('select count(*) from assets.asset')).toEqual(['1']);
  });

  test('a migration that comes in before one that ran, or twice', async () => {
    await migrate(database.ownerUrl, all);
    const late = plugin('hr', [...hr.migrations!, table('0001-late', 'late')]);
    await expect(migrate(database.ownerUrl, [core, late])).rejects.toThrow(
      'Migration 0001-late of plugin "hr" comes before 0002-second, which was run in this ' +
        'database already. Rename it, so that it comes after 0002-second.',
    );
    const twice = plugin('hr', [table('0001-x', 'x'), table('0001-x', 'y')]);
    await expect(migrate(database.ownerUrl, [twice])).rejects.toThrow(
      'Plugin "hr" has two migrations named 0001-x: rename the newer one.',
    );
  });

  test('undo takes back the newest first, to a migration or all', async () => {
    await migrate(database.ownerUrl, all);
    const down = (id: string, to?: string) =>
      migrateDown(database.ownerUrl, all, { plugin: id, ...(to ? { to } : {}) });
    await expect(down('hr')).rejects.toThrow('Migration 0001-first of plugin "hr" failed');
    expect(await history()).not.toContain('hr 0002-second');
    await migrate(database.ownerUrl, all);
    expect((await down('hr', '0001-first')).map(({ name }) => name)).toEqual(['0002-second']);
    await down('assets');
    expect((await down('hr')).map(({ name }) => name)).toEqual(['0001-first']);
    expect(await tables()).toEqual(['core migration', 'core organization']);
    expect(await migrate(database.ownerUrl, all)).toHaveLength(3);
    await expect(down('hr', '0009-x')).rejects.toThrow(
      'Plugin "hr" has no migration 0009-x; it has 0001-first, 0002-second.',
    );
    await expect(down('payroll')).rejects.toThrow('No plugin "payroll" is loaded');
  });

  test('#80 a migration that touches another schema is refused, nothing runs', async () => {
    const greedy = plugin('fleet', [
      table('0001-init', 'vehicle'),
      { name: '0002-x', up: 'alter table hr.first add column vehicle uuid', down: '' },
    ]);
    await expect(migrate(database.ownerUrl, [core, hr, greedy])).rejects.toThrow(
      'Migration 0002-x of plugin "fleet" (up, line 1) changes what is not its own: ' +
        '"alter table hr.first".',
    );
    expect(await tables()).toEqual([]);
  });
});
