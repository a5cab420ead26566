import { pluginConformance } from '@bureau/testing';
import { createCompany, hire } from '../test/company.js';
import { hrPlugin } from './plugin.js';

describe('the HR plugin', () => {
  it('keeps what the platform promises for all plugins', async () => {
    const faults = await pluginConformance(hrPlugin, {
      rows: async (app) => {
        const company = await createCompany(app);
        await hire(app.owner, company, {
          salary: { amount: { amount: '50000', currency: 'EUR' } },
        });
      },
    });
    expect(faults).toEqual([]);
  });
});
