import { hrPlugin } from '@bureau/plugin-hr';
import { pluginConformance } from '@bureau/testing';
import { fillAreas } from '../test/areas.js';
import { fillCompany } from '../test/company.js';
import { assetsPlugin } from './plugin.js';

test('the plugin holds to what the platform promises', async () => {
  const faults = await pluginConformance(assetsPlugin, {
    requirements: [hrPlugin],
    rows: async (app) => {
      const company = await fillCompany(app);
      const { asset, modelId, sites } = company;
      const made = await asset('assetCreate', {
        tag: 'CF-1',
        modelId,
        siteId: sites.HAM,
        at: '2025-01-01T00:00:00Z',
        cost: { amount: '1', currency: 'EUR' },
      });
      await fillAreas(company, made.id);
      await asset('assetDispose', { assetId: made.id, reason: 'Scrap' });
    },
  });
  expect(faults).toEqual([]);
}, 120_000);
