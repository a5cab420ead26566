import type { Runtime } from '../context/runtime.js';
import { compose } from '../plugin/compose.js';
import { definePlugin, type PluginDefinition, type SeedContext } from '../plugin/definition.js';
import { seedDemo } from './demo.js';

const story: string[] = [];
const base = { version: '1.0.0', api: '^1.0', description: 'For the test.' };

function plugin(
  id: string,
  requires: Record<string, string>,
  seed: (ctx: SeedContext) => Promise<void>,
): PluginDefinition {
  return definePlugin({ ...base, id, requires, seed });
}

/** Core's own seed would need a database. */
function runtimeOf(plugins: readonly PluginDefinition[]): Runtime {
  const composition = compose({ plugins: plugins.map((one) => ({ plugin: one })) });
  const withoutCore = composition.plugins.map((one) =>
    one.definition.id === 'core'
      ? { ...one, definition: { ...one.definition, seed: undefined } }
      : one,
  );
  return { composition: { ...composition, plugins: withoutCore } } as unknown as Runtime;
}

async function say(word: string): Promise<void> {
  story.push(word);
}

let other = Promise.withResolvers<void>();

beforeEach(() => {
  story.length = 0;
  other = Promise.withResolvers<void>();
});

test('plugins that have nothing to do with each other are seeded side by side', async () => {
  const runtime = runtimeOf([
    plugin('aaa', {}, async () => {
      story.push('aaa begins');
      await other.promise;
      story.push('aaa ends');
    }),
    plugin('bbb', {}, async () => {
      story.push('bbb');
      other.resolve();
    }),
    plugin('ccc', { aaa: '^1.0' }, () => say('ccc')),
  ]);
  await seedDemo(runtime, 'organization');
  expect(story).toEqual(['aaa begins', 'bbb', 'aaa ends', 'ccc']);
});

test('after a failure nobody takes another step, and all have ended when it is told', async () => {
  const runtime = runtimeOf([
    plugin('aaa', {}, async () => {
      setImmediate(() => other.resolve());
      throw new Error('aaa is broken');
    }),
    plugin('bbb', {}, async ({ run }) => {
      await other.promise;
      story.push('bbb asks');
      await run('{ __typename }').finally(() => story.push('bbb is refused'));
      story.push('bbb goes on');
    }),
    plugin('ccc', { aaa: '^1.0' }, () => say('ccc')),
  ]);
  await expect(seedDemo(runtime, 'organization')).rejects.toThrow('aaa is broken');
  expect(story).toEqual(['bbb asks', 'bbb is refused']);
});
