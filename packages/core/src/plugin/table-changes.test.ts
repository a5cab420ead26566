import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import {
  probeMetadata as metadata,
  probeOrm,
  probePlugin as plugin,
} from '../../test/probe-plugin.js';
import { changePluginSql, createPluginSql } from './ddl.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.owner.query(`
    create schema core; create schema probe; grant usage on schema probe to bureau_app;
    create table core.organization (id uuid primary key);
    set search_path to probe, public;`);
  await database.owner.query(createPluginSql(metadata, plugin));
});
afterAll(async () => {
  await database?.drop();
  await probeOrm.close();
});

const changes = () => changePluginSql(database.app, metadata, { plugin, plugins: [] });

test('tables that are as the entities say need nothing', async () => {
  expect(await changes()).toBe('');
});

const OLDER = `
  alter table probe.thing drop column category_id, drop column sum, drop column tax_amount,
    alter column tag type varchar(20), alter column number drop default,
    alter column views set default 7, alter column serial set not null,
    alter column rate drop not null, drop constraint thing_number_positive,
    drop constraint thing_level_check, add check (level in ('LOW')), add column colour text;
  drop index probe.thing_search_idx;
  comment on column probe.thing.tag is 'Other words'`;

const WANTED = [
  'add column sum integer generated always as (number + small) stored',
  'add column tax_amount numeric(20,4)',
  'add column category_id uuid',
  '-- rows that are there need a value here, before this column can be required\n' +
    'alter table probe.thing alter column category_id set not null',
  'alter column tag type varchar(40)',
  'alter column serial drop not null',
  'alter column number set default 5',
  'alter column views set default 0',
  'alter column rate set not null',
  'add constraint thing_number_positive check (number > 0)',
  'drop constraint thing_level_check',
  `add constraint thing_level_check check ("level" in ('LOW', 'HIGH'))`,
  'create index thing_category_id_idx on probe.thing (organization_id, category_id, id)',
  "comment on column probe.thing.tag is 'The owner''s tag'",
];

const UNKNOWN = `-- entity ProbeThing does not know this column
-- alter table probe.thing drop column colour;
`;

test('what an older version left is brought to the entities, and nothing is dropped', async () => {
  await database.owner.query(OLDER);
  const sql = await changes();
  const lines = sql.split(/;\n\n?/).map((text) => text.replace(/^alter table probe.thing /, ''));
  expect(lines).toEqual(expect.arrayContaining(WANTED));
  await database.owner.query(sql);
  expect(await changes()).toBe(UNKNOWN);
  await database.owner.query('alter table probe.thing drop column colour');
});

test('a table that is missing comes with its keys, rights and row-level security', async () => {
  await database.owner.query('drop table probe.thing, probe.category');
  expect(await changes()).toBe(createPluginSql(metadata, plugin));
});
