import { DEMO_TODAY } from '@bureau/core';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp } from '@bureau/testing';
import { assetsPlugin } from '../plugin.js';
import type { DemoCompany } from './demo-company.js';
import { planDevices } from './plan.js';

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

test('the demo company holds its devices, and none of them is with somebody who left', async () => {
  const app = await createTestApp({ plugins: [hrPlugin, assetsPlugin], demo: true });
  try {
    const { assets, gone } = await app.owner.data(`{
      assets(first: 1) { totalCount aggregate { cost { sum currency } } }
      gone: assets(where: { holder: { terminatedOn: { lt: "${DEMO_TODAY}" } } }) { totalCount }
    }`);
    expect(assets.totalCount).toBe(120);
    expect(assets.aggregate.cost).toHaveLength(1);
    expect(gone.totalCount).toBe(0);
    const [row] = await app.sql<{ states: string }>(
      'select count(distinct state)::text as states from assets.asset',
    );
    expect(row?.states).toBe('7');
    const { approvalRequests } = await app.owner.data(
      '{ approvalRequests { nodes { state amount { amount } seats { nodes { isOpen } } } } }',
    );
    expect(approvalRequests.nodes).toEqual([
      { state: 'PENDING', amount: { amount: '11400.00' }, seats: { nodes: [{ isOpen: true }] } },
    ]);
  } finally {
    await app.close();
  }
}, 120_000);
