import { definePlugin, type PluginDefinition } from '@bureau/core';
import { kitPlugin } from '../test/kit-plugin.js';
import { pluginConformance } from './conformance.js';
import type { TestApp } from './test-app.js';

const rows = async (app: TestApp) => {
  await app.owner.data('mutation { kitBoxCreate(input: { label: "one" }) { kitBox { id } } }');
};
const [init] = kitPlugin.migrations ?? [];
const up = init?.up ?? '';
const withMigration = (migration: { up?: string; down?: string }): PluginDefinition =>
  definePlugin({
    ...kitPlugin,
    migrations: [{ name: '0001-init', up, down: init?.down ?? '', ...migration }],
  });

test('the fixture plugin conforms', async () => {
  const errorPage = Object.keys(kitPlugin.errors ?? {}).join('\n');
  expect(await pluginConformance(kitPlugin, { rows, errorPage })).toEqual([]);
});

test('a plugin that lacks its requirement is told so', async () => {
  const needy = definePlugin({ ...kitPlugin, requires: { hr: '^1.0' } });
  expect(await pluginConformance(needy, { rows })).toEqual([
    expect.stringContaining('requires "hr"'),
  ]);
});

test('without rows nothing is proved', async () => {
  const faults = await pluginConformance(kitPlugin, { rows: () => Promise.resolve() });
  expect(faults).toEqual([expect.stringContaining('KitBox has no row')]);
});

test('an unexplained or undocumented error is a fault', async () => {
  const errors = { KIT_NO_LABEL: 'A box needs a label.', KIT_FULL: 'full' };
  const plugin = definePlugin({ ...kitPlugin, errors });
  expect(await pluginConformance(plugin, { rows, errorPage: 'KIT_FULL' })).toEqual([
    'Error KIT_NO_LABEL is missing on the page of error codes.',
    'Error KIT_FULL is not explained by a sentence.',
  ]);
});

test('a table without its wall is found by catalogue, graph and SQL', async () => {
  const open = up.replaceAll(/using \([^]*?uuid\)\)/g, 'using (true)');
  expect(open).not.toBe(up);
  const faults = await pluginConformance(withMigration({ up: open }), { rows });
  const alone = 'of another organization when row-level security stands alone.';
  expect(faults).toEqual(
    expect.arrayContaining([
      expect.stringContaining('kit.box'),
      `KitBox is found by node(id:) ${alone}`,
      `KitBox is found by kitBox(by:) ${alone}`,
      `KitBox is found by kitBoxes ${alone}`,
      `KitBox is found by kitBoxes.totalCount ${alone}`,
      'bureau_app of another one can read rows of "kit"."box".',
      'bureau_app without an organization can delete rows of "kit"."box".',
    ]),
  );
  expect(faults).not.toContain('KitBox is found by node(id:) of another organization.');
});

test('a migration that leaves something behind, or cannot be repeated, is found', async () => {
  const leaving = `${up} create function kit.one() returns int language sql as 'select 1';`;
  const faults = await pluginConformance(withMigration({ up: leaving }), { rows });
  expect(faults).toEqual(
    expect.arrayContaining([expect.stringMatching(/kit\.one\(\)|already exists/)]),
  );
});
