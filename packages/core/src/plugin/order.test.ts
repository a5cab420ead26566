import { BootError } from './boot-error.js';
import { definePlugin, type PluginDefinition } from './definition.js';
import { orderPlugins } from './order.js';

function plugin(id: string, more: Partial<PluginDefinition> = {}): PluginDefinition {
  return definePlugin({ id, version: '0.1.0', api: '^1.0', description: `Plugin ${id}.`, ...more });
}

function messageOf(plugins: PluginDefinition[]): string {
  try {
    orderPlugins(plugins);
  } catch (error) {
    expect(error).toBeInstanceOf(BootError);
    return (error as BootError).message;
  }
  return 'no fault';
}

describe('order of plugins', () => {
  test('dependencies first, ties by id, core before everything', () => {
    const list = [
      plugin('zoo'),
      plugin('assets', { requires: { hr: '^0.1' } }),
      plugin('core', { version: '0.1.0' }),
      plugin('hr'),
      plugin('bank', { enhances: { zoo: '^0.1', absent: '^3' } }),
      plugin('aaa', { requires: { core: '^0.1' } }),
    ];
    const ids = (plugins: PluginDefinition[]) => orderPlugins(plugins).map(({ id }) => id);
    const expected = ['core', 'aaa', 'hr', 'assets', 'zoo', 'bank'];
    expect(ids(list)).toEqual(expected);
    expect(ids([...list].reverse())).toEqual(expected);
  });

  test('a requirement that is not there', () => {
    expect(messageOf([plugin('assets', { requires: { hr: '^0.1' } })])).toBe(
      [
        'Bureau cannot start: one fault in its plugins.',
        '1. Plugin "assets" requires "hr" (^0.1), which is not loaded.',
        '   What to do: Install the package of "hr" and add it to plugins in bureau.config.ts, ' +
          'or take "assets" out.',
      ].join('\n'),
    );
  });

  test('a ring is printed', () => {
    const ring = [
      plugin('core'),
      plugin('a1', { requires: { b1: '*' } }),
      plugin('b1', { enhances: { c1: '*' } }),
      plugin('c1', { requires: { b1: '*' } }),
    ];
    expect(messageOf(ring)).toContain('1. Plugins wait for each other: b1 -> c1 -> b1.');
  });

  test('a version out of range, required or enhanced', () => {
    const old = plugin('hr', { version: '0.3.1' });
    expect(messageOf([old, plugin('assets', { requires: { hr: '^0.1' } })])).toContain(
      '1. Plugin "assets" 0.1.0 requires "hr" ^0.1; loaded is "hr" 0.3.1.\n' +
        '   What to do: Install "hr" in the range ^0.1, or a version of "assets" that goes with ' +
        '"hr" 0.3.1.',
    );
    expect(messageOf([old, plugin('fleet', { enhances: { hr: '~0.2' } })])).toContain(
      'Plugin "fleet" 0.1.0 enhances "hr" ~0.2; loaded is "hr" 0.3.1.',
    );
    expect(messageOf([old, plugin('fleet', { requires: { hr: 'newest' } })])).toContain(
      'Plugin "fleet" requires "hr" in "newest", which is no range.',
    );
  });

  test('another plugin API', () => {
    expect(messageOf([plugin('fleet', { api: '^2.0' })])).toContain(
      '1. Plugin "fleet" 0.1.0 is written for plugin API ^2.0; this platform offers 1.0.\n' +
        '   What to do: Install a version of "fleet" for plugin API 1.0.',
    );
  });

  test('the same id twice, with the versions', () => {
    expect(messageOf([plugin('hr'), plugin('hr', { version: '0.2.0' })])).toContain(
      '1. Plugin "hr" is listed 2 times (versions 0.1.0, 0.2.0).\n' +
        '   What to do: Keep one line for "hr" in bureau.config.ts.',
    );
  });

  test.each(['H', 'x', 'my-plugin', 'public', 'pgstat', 'node', '9lives', 'a'.repeat(32)])(
    'the id %s is refused',
    (id) => {
      expect(messageOf([plugin(id)])).toContain(`Plugin "${id}" has no valid id.`);
    },
  );

  test('a version that is none', () => {
    expect(messageOf([plugin('hr', { version: 'next' })])).toContain(
      'Plugin "hr" states the version "next", which is none.',
    );
  });

  test('all faults come at once', () => {
    const faults = messageOf([
      plugin('public'),
      plugin('hr', { api: '^3' }),
      plugin('assets', { requires: { payroll: '^1' } }),
    ]);
    expect(faults).toContain('Bureau cannot start: 3 faults in its plugins.');
    expect(faults.match(/What to do: /g)).toHaveLength(3);
  });
});
