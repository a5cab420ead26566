import { DEMO } from '@bureau/core';
import { kitPlugin } from '../test/kit-plugin.js';
import { createTestApp } from './test-app.js';

const BOX = 'mutation { kitBoxCreate(input: { label: "From the seed" }) { userErrors { code } } }';

test('the demo company is loaded once for apps at once; each has its own', async () => {
  let loads = 0;
  const seed: typeof kitPlugin.seed = async ({ run }) => {
    loads += 1;
    await run(BOX);
  };
  const plugins = [{ ...kitPlugin, seed }];
  const apps = await Promise.all([1, 2].map(() => createTestApp({ plugins, demo: true })));
  try {
    expect(loads).toBe(1);
    const [first, second] = apps as [(typeof apps)[0], (typeof apps)[0]];
    await first.owner.data(BOX.replace('From the seed', 'Of the first'));
    const asked = '{ viewer { organization { name } } kitBoxes { totalCount } }';
    const name = DEMO.name;
    expect(await first.owner.data(asked)).toEqual({
      viewer: { organization: { name } },
      kitBoxes: { totalCount: 2 },
    });
    expect(await second.owner.data(asked)).toEqual({
      viewer: { organization: { name } },
      kitBoxes: { totalCount: 1 },
    });
    expect(first.organizationId).toBe(second.organizationId);
    expect(second.runtime.clock().toISOString()).toBe('2026-11-20T12:00:00.000Z');
  } finally {
    await Promise.all(apps.map((app) => app.close()));
  }
});
