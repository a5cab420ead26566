import { pluginConformance } from '@bureau/testing';
import { fillRawRows } from '../test/raw-rows.js';
import { accountingPlugin } from './plugin.js';

test('the plugin holds to what the platform promises', async () => {
  const faults = await pluginConformance(accountingPlugin, { rows: fillRawRows });
  expect(faults).toEqual([]);
}, 120_000);
