import { DEMO_TODAY } from '@bureau/core';
import type { DemoCompany } from './demo-company.js';
import { planDevices } from './plan.js';
import { seed } from './seed.js';
import { createCompany } from '../../test/company.js';

const company: DemoCompany = {
  sites: new Map([
    ['HAM', 'sit_ham'],
    ['VIE', 'sit_vie'],
    ['LYO', 'sit_lyo'],
  ]),
  employees: Array.from({ length: 40 }, (_, index) => ({
    id: `emp_${index}`,
    number: `${index}`,
    hiredOn: index < 30 ? '2021-01-01' : `2025-0${(index % 9) + 1}-01`,
    terminatedOn: index % 20 === 19 ? '2026-06-30' : null,
    siteId: ['sit_ham', 'sit_vie', 'sit_lyo'][index % 3] ?? '',
  })),
};

test('the plan is 120 devices of twelve products with every kind of step, always the same', () => {
  const plan = planDevices(company, DEMO_TODAY);
  expect(plan).toHaveLength(120);
  expect(new Set(plan.map(({ tag }) => tag)).size).toBe(120);
  expect(new Set(plan.map(({ serialNumber }) => serialNumber)).size).toBe(120);
  expect(new Set(plan.map(({ model }) => model.code)).size).toBe(12);
  const fields = new Set(plan.flatMap(({ steps }) => steps.map(({ field }) => field)));
  expect([...fields].sort()).toEqual([
    'assetCheckIn',
    'assetCheckOut',
    'assetDispose',
    'assetRecover',
    'assetRepairEnd',
    'assetRepairStart',
    'assetReportLost',
    'assetReturnRequest',
    'assetTransfer',
  ]);
  expect(planDevices(company, DEMO_TODAY)).toEqual(plan);
});

test('the seed runs through the mutations', async () => {
  const { app, close } = await createCompany({ empty: true });
  try {
    const run = (document: string, variables: Record<string, unknown> = {}) =>
      app.owner.data<Record<string, unknown>>(document, variables);
    await seed({ run, today: DEMO_TODAY });
    const { assets } = await app.owner.data('{ assets(first: 1) { totalCount } }');
    expect(assets.totalCount).toBe(120);
  } finally {
    await close();
  }
}, 120_000);
