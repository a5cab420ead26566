import { pluginConformance } from '@bureau/testing';
import { benefitOne } from '../test/benefits.js';
import { boardOne } from '../test/boarding.js';
import { growOne, reviewOne } from '../test/growth.js';
import { createLeaveCompany, hireEntitled, takeLeave } from '../test/leave.js';
import { recruitOne } from '../test/recruitment.js';
import { keepTime } from '../test/time.js';
import { confideOne } from '../test/welfare.js';
import { hrPlugin } from './plugin.js';

describe('the HR plugin', () => {
  it('keeps what the platform promises for all plugins', async () => {
    const faults = await pluginConformance(hrPlugin, {
      rows: async (app) => {
        const terms = { yearlyDays: '24', tenureSteps: [{ afterYears: 5, yearlyDays: '27' }] };
        const company = await createLeaveCompany(app, terms);
        const id = await hireEntitled(app, company, {
          salary: { amount: { amount: '50000', currency: 'EUR' } },
        });
        await takeLeave(app, company, id);
        await recruitOne(app, company, id);
        await boardOne(app, id);
        await benefitOne(app, id);
        await growOne(app, id);
        await reviewOne(app, company, { employeeId: id });
        await keepTime(app, company, id);
        return confideOne(app, company, id);
      },
    });
    expect(faults).toEqual([]);
  });
});
