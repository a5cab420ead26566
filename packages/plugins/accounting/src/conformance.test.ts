import { pluginConformance } from '@bureau/testing';
import { fillRawBooks } from '../test/raw-books.js';
import { accountingPlugin } from './plugin.js';

test('the plugin holds to what the platform promises', async () => {
  const faults = await pluginConformance(accountingPlugin, { rows: fillRawBooks });
  expect(faults).toEqual([]);
}, 120_000);
