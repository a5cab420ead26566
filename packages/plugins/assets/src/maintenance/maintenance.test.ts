import type { Loose } from '@bureau/testing';
import { createCompany, type TestCompany } from '../../test/company.js';

let now = new Date('2026-01-15T12:00:00Z');
let company: TestCompany;
beforeAll(async () => {
  company = await createCompany({ clock: () => now });
  await company.app.work();
});
afterAll(() => company?.close());

let tags = 0;
async function device(): Promise<string> {
  const { asset, modelId, sites } = company;
  const input = { tag: `M-${++tags}`, modelId, siteId: sites.HAM, at: '2025-06-01T00:00:00Z' };
  return (await asset('assetCreate', input)).id;
}
async function plan(assetId: string, rule: object): Promise<string> {
  const input = { assetId, name: 'Calibration', ...rule };
  const call = 'maintenancePlanCreate maintenancePlan { id dueOn }';
  return (await company.done(call, input)).maintenancePlan.id;
}
const faults = async (field: string, input: Record<string, unknown>) =>
  (await company.refused(field, input)).map(({ code, path }) => `${code} ${path.join('.')}`);
const step = (field: string, input: object) => {
  const type = field === 'workOrderComplete' ? 'WorkOrderCompleteInput' : 'WorkOrderStepInput';
  return company.app.owner.query(
    `mutation($input: ${type}!) { ${field}(input: $input) {
      workOrder { state } userErrors { code path } } }`,
    { input },
  );
};
async function orders(assetId: string): Promise<Loose[]> {
  const { asset } = await company.app.owner.data(
    `query($id: ID!) { asset(by: { id: $id }) { workOrders(orderBy: [{ field: CREATED_AT }]) {
      nodes { id state dueOn title cost { amount } } } } }`,
    { id: assetId },
  );
  return asset.workOrders.nodes;
}
async function morning(day: string): Promise<void> {
  now = new Date(`${day}T08:00:00Z`);
  await company.app.work();
}

test('by time: ordered once before it is due, and again so long after it was done', async () => {
  const assetId = await device();
  await plan(assetId, { everyDays: 30, leadDays: 10 });
  await morning('2026-02-03');
  expect(await orders(assetId)).toEqual([]);
  await morning('2026-02-04');
  await morning('2026-02-05');
  const [order] = await orders(assetId);
  expect(order).toMatchObject({ state: 'OPEN', dueOn: '2026-02-14', title: 'Calibration' });
  expect(await orders(assetId)).toHaveLength(1);
  await step('workOrderStart', { workOrderId: order.id });
  const cost = { amount: '120.00', currency: 'EUR' };
  await step('workOrderComplete', { workOrderId: order.id, doneOn: '2026-02-05', cost });
  await morning('2026-02-23');
  expect(await orders(assetId)).toHaveLength(1);
  await morning('2026-02-25');
  expect(await orders(assetId)).toMatchObject([
    { state: 'DONE', cost: { amount: '120.00' } },
    { state: 'OPEN', dueOn: '2026-03-07' },
  ]);
});

test('by counter: ordered with the reading that reaches it, and again so much later', async () => {
  const assetId = await device();
  const planId = await plan(assetId, { everyUnits: '500' });
  const read = (reading: string, readOn?: string) =>
    faults('counterRead', { assetId, reading, ...(readOn && { readOn }) });
  expect(await read('499.5')).toEqual([]);
  expect(await orders(assetId)).toEqual([]);
  expect(await read('500')).toEqual([]);
  const [order] = await orders(assetId);
  expect(order.state).toBe('OPEN');
  await step('workOrderComplete', { workOrderId: order.id, reading: '520' });
  const { maintenancePlan } = await company.app.owner.data(
    'query($id: ID!) { maintenancePlan(by: { id: $id }) { dueAt } }',
    { id: planId },
  );
  expect(Number(maintenancePlan.dueAt)).toBe(1020);
  expect(await read('519')).toEqual(['ASSETS_COUNTER_BACK input.reading']);
  expect(await read('521', '2026-01-01')).toEqual(['ASSETS_COUNTER_BACK input.reading']);
  expect(await read('-1')).toEqual(['ASSETS_COUNTER_FORM input.reading']);
  expect(await read('530', '2099-01-01')).toEqual(['ASSETS_AT_IN_FUTURE input.readOn']);
});

test('what is cancelled is not ordered again at once; what is lost is not maintained', async () => {
  const [assetId, lost] = [await device(), await device()];
  await plan(assetId, { everyDays: 30, dueOn: '2026-02-01' });
  await plan(lost, { everyDays: 30, dueOn: '2026-02-01' });
  await company.asset('assetReportLost', { assetId: lost });
  await morning('2026-02-26');
  const [order] = await orders(assetId);
  await step('workOrderCancel', { workOrderId: order.id, note: 'Not needed' });
  await morning('2026-02-27');
  expect((await orders(assetId)).map(({ state }) => state)).toEqual(['CANCELLED']);
  expect(await orders(lost)).toEqual([]);
  const { data } = await step('workOrderComplete', { workOrderId: order.id });
  expect(data.workOrderComplete.userErrors).toEqual([
    { code: 'ASSETS_WORK_STATE', path: ['input', 'workOrderId'] },
  ]);
});

test('bad plans are refused with their place, and only with the right', async () => {
  const assetId = await device();
  const make = (rule: object) =>
    faults('maintenancePlanCreate', { assetId, name: 'Check', ...rule });
  expect(await make({})).toEqual(['ASSETS_PLAN_RULE input.everyUnits']);
  expect(await make({ everyDays: 0 })).toEqual(['ASSETS_PLAN_RULE input.everyDays']);
  expect(await make({ everyUnits: '0' })).toEqual(['ASSETS_PLAN_RULE input.everyUnits']);
  expect(await make({ everyDays: 1, leadDays: 366 })).toEqual(['ASSETS_PLAN_LEAD input.leadDays']);
  expect(await make({ everyDays: 1, name: ' ' })).toEqual(['ASSETS_TEXT_BLANK input.name']);
  const { errors } = await company.app.as({ role: 'itTechnician' }).query(
    `mutation($input: MaintenancePlanCreateInput!) { maintenancePlanCreate(input: $input) {
      userErrors { code } } }`,
    { input: { assetId, name: 'Check', everyDays: 3 } },
  );
  expect(errors[0]?.extensions).toMatchObject({ permission: 'assets.maintenance.plan' });
});
