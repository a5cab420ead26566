import { pluginConformance } from '@bureau/testing';
import { analyticsPlugin } from './plugin.js';

test('the plugin holds to what the platform promises', async () => {
  const rows = () => Promise.resolve();
  expect(await pluginConformance(analyticsPlugin, { rows })).toEqual([]);
}, 120_000);
