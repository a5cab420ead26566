import { accountingPlugin } from '@bureau/plugin-accounting';
import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';
import { pluginConformance } from '@bureau/testing';
import { fillLibrary } from '../test/library.js';
import { fillRows } from '../test/rows.js';
import { documentsPlugin } from './plugin.js';

test('the plugin holds to what the platform promises', async () => {
  const faults = await pluginConformance(documentsPlugin, {
    requirements: [hrPlugin, assetsPlugin, accountingPlugin],
    rows: async (app) => fillRows(await fillLibrary(app)),
  });
  expect(faults).toEqual([]);
});
