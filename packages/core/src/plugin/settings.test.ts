import { z } from 'zod';
import { defineConfig } from './config.js';
import { definePlugin } from './definition.js';
import { loadPlugins, parseSettings, settingsTable } from './settings.js';

const base = { version: '0.1.0', api: '^1.0', description: 'A plugin.' };
const mail = definePlugin({
  ...base,
  id: 'mail',
  settings: z.object({
    host: z.string().min(1),
    port: z.number().int().default(587),
    from: z.object({ name: z.string() }).optional(),
  }),
});
const plain = definePlugin({ ...base, id: 'plain' });

describe('settings', () => {
  test('are read by the schema of the plugin, defaults included', () => {
    expect(parseSettings(mail, { host: 'localhost' })).toEqual({
      settings: { host: 'localhost', port: 587 },
      faults: [],
    });
    expect(parseSettings(plain, undefined)).toEqual({ settings: {}, faults: [] });
  });

  test('an unknown setting is a fault, also of a plugin without settings', () => {
    expect(parseSettings(mail, { host: 'x', prot: 1 }).faults).toEqual([
      { plugin: 'mail', setting: 'prot', problem: 'plugin "mail" knows no such setting' },
    ]);
    expect(parseSettings(plain, { colour: 'red' }).faults).toEqual([
      { plugin: 'plain', setting: 'colour', problem: 'plugin "plain" has no settings; remove it' },
    ]);
  });

  test('a schema that admits other keys keeps them', () => {
    const open = definePlugin({ ...base, id: 'open', settings: z.looseObject({ a: z.string() }) });
    expect(parseSettings(open, { a: 'x', b: 2 }).settings).toEqual({ a: 'x', b: 2 });
  });

  test('all faults of all plugins stand in one table, without values', () => {
    const load = () =>
      loadPlugins([
        { plugin: mail, settings: { port: 's3cret', from: {}, prot: 1 } },
        { plugin: plain, settings: { colour: 'red' } },
      ]);
    expect(load).toThrow(
      [
        'Bureau cannot start: one fault in its plugins.',
        '1. Settings in bureau.config.ts cannot be read:',
        '   plugin  setting    problem',
        '   mail    host       Invalid input: expected string, received undefined',
        '   mail    port       Invalid input: expected number, received string',
        '   mail    from.name  Invalid input: expected string, received undefined',
        '   mail    prot       plugin "mail" knows no such setting',
        '   plain   colour     plugin "plain" has no settings; remove it',
        '   What to do: Correct these settings in bureau.config.ts.',
      ].join('\n'),
    );
  });

  test('a fault of the whole object is called so', () => {
    const { faults } = parseSettings(mail, 'host=localhost');
    expect(settingsTable(faults)).toContain('mail    (all)    Invalid input: expected object');
  });

  test('bureau.config.ts lists plugins alone or with typed settings', () => {
    const config = defineConfig({
      plugins: [plain, { plugin: mail, settings: { host: 'localhost' } }],
    });
    expect(config.database).toEqual({});
    expect(loadPlugins(config.plugins)).toEqual([
      { definition: plain, settings: {} },
      { definition: mail, settings: { host: 'localhost', port: 587 } },
    ]);
    // @ts-expect-error: the port is a number
    defineConfig({ plugins: [{ plugin: mail, settings: { host: 'x', port: 'y' } }] });
  });
});
