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

const UNKNOWN = `-- entity ProbeThing does not know this column
-- alter table probe.thing drop column colour;
`;

test('what an older version left is brought to the entities, and nothing is dropped', async () => {
  await database.owner.query(OLDER);
  const sql = await changes();
  expect(sql).toMatchInlineSnapshot(`
   "alter table probe.thing add column sum integer generated always as (number + small) stored;

   alter table probe.thing add column tax_amount numeric(20,4);

   alter table probe.thing add column category_id uuid;

   -- rows that are there need a value here, before this column can be required
   alter table probe.thing alter column category_id set not null;

   alter table probe.thing alter column tag type varchar(40);

   alter table probe.thing alter column serial drop not null;

   alter table probe.thing alter column number set default 5;

   alter table probe.thing alter column views set default 0;

   alter table probe.thing alter column rate set not null;

   alter table probe.thing add constraint thing_number_positive check (number > 0);

   alter table probe.thing drop constraint thing_level_check;

   alter table probe.thing add constraint thing_level_check check ("level" in ('LOW', 'HIGH'));

   alter table probe.thing add constraint thing_tax_whole_check check ((tax_amount is null) = (tax_currency is null));

   alter table probe.thing add constraint thing_serial_category_id_key unique (organization_id, serial, category_id) deferrable initially deferred;

   alter table probe.thing add constraint thing_category_id_fkey
     foreign key (organization_id, category_id) references probe.category (organization_id, id);

   create index thing_category_id_idx on probe.thing (organization_id, category_id, id);

   create index thing_search_idx on probe.thing using gin (tag public.gin_trgm_ops, notes public.gin_trgm_ops);

   comment on column probe.thing.tag is 'The owner''s tag';

   comment on column probe.thing.tax_amount is 'Exact amount in units of the currency';

   comment on column probe.thing.category_id is 'Shelf';

   -- entity ProbeThing does not know this column
   -- alter table probe.thing drop column colour;
   "
  `);
  await database.owner.query(sql);
  expect(await changes()).toBe(UNKNOWN);
  await database.owner.query('alter table probe.thing drop column colour');
});

test('a table that is missing comes with its keys, rights and row-level security', async () => {
  await database.owner.query('drop table probe.thing, probe.category');
  expect(await changes()).toBe(createPluginSql(metadata, plugin));
});
