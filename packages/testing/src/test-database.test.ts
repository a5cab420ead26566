import { compose } from '@bureau/core';
import { kitPlugin } from '../test/kit-plugin.js';
import { withSql } from './sql-client.js';
import { createTestApp } from './test-app.js';
import { cloneDatabase, templateName } from './test-database.js';

const composition = compose({ plugins: [{ plugin: kitPlugin }] });
const definitions = composition.plugins.map(({ definition }) => definition);
const ownerUrl = process.env['BUREAU_TEST_OWNER_URL'] ?? '';

const names = async (like: string) => {
  const text = 'select datname as name from pg_database where datname like $1 order by 1';
  const { rows } = await withSql(ownerUrl, (client) =>
    client.query<{ name: string }>(text, [like]),
  );
  return rows.map(({ name }) => name);
};

test('workers at once share one template, and each has a database of its own', async () => {
  const second = { name: '0002-at-once', up: 'create table kit.b (id int);', down: '' };
  const changed = { ...kitPlugin, migrations: [...(kitPlugin.migrations ?? []), second] };
  const plugins = [...definitions.filter(({ id }) => id !== 'kit'), changed];
  const template = templateName(plugins);
  expect(template).not.toBe(templateName(definitions));
  const clones = await Promise.all([1, 2, 3].map(() => cloneDatabase(plugins)));
  expect(new Set(clones.map(({ name }) => name)).size).toBe(3);
  expect(await names(`${template}%`)).toEqual([template]);
  for (const { urls } of clones) {
    const found = await withSql(urls.owner, (client) =>
      client.query("select to_regclass('kit.b') is not null as found"),
    );
    expect(found.rows).toEqual([{ found: true }]);
  }
  await Promise.all(clones.map((clone) => clone.drop()));
  const left = await names('bureau_test_%');
  expect(left.filter((name) => clones.some((clone) => clone.name === name))).toEqual([]);
});

test('a clone has the rights of a real installation', async () => {
  const clone = await cloneDatabase(definitions);
  const { rows } = await withSql(clone.urls.app, (client) =>
    client.query(
      `select current_user as role, rolsuper, rolbypassrls,
         has_database_privilege(current_database(), 'temporary') as temporary
       from pg_roles where rolname = current_user`,
    ),
  );
  expect(rows).toEqual([
    { role: 'bureau_app', rolsuper: false, rolbypassrls: false, temporary: false },
  ]);
  await clone.drop();
});

test('closing drops the database; settings and clock reach the platform', async () => {
  const now = new Date('2030-02-03T04:05:06Z');
  const app = await createTestApp({
    plugins: [kitPlugin],
    settings: { kit: { size: 7 } },
    clock: () => now,
    migrateOnly: true,
  });
  expect(app.runtime.settings('kit')).toEqual({ size: 7 });
  expect(app.runtime.clock()).toBe(now);
  expect(await app.sql('select from core.organization')).toEqual([]);
  const [row] = await app.sql<{ name: string }>('select current_database() as name');
  expect(await names(row?.name ?? '')).toHaveLength(1);
  await app.close();
  expect(await names(row?.name ?? '')).toEqual([]);
});
