import type { TestApp } from '@bureau/testing';

import { addVehicle, createFleetApp, hire, TODAY, type Hired } from './testing/fleet-app.js';

const TERMINATE = `mutation ($input: EmployeeTerminateInput!) {
  employeeTerminate(input: $input) { userErrors { code message } }
}`;
const UPDATE = `mutation ($input: FleetVehicleUpdateInput!) {
  fleetVehicleUpdate(input: $input) { fleetVehicle { id } }
}`;
const SELL = `mutation ($input: FleetVehicleSellInput!) {
  fleetVehicleSell(input: $input) {
    fleetVehicle { state } approvalRequest { id version state title } userErrors { code }
  }
}`;

let app: TestApp;
let today = TODAY;
let people: Hired[];
beforeAll(async () => {
  app = await createFleetApp({}, () => today);
  people = await hire(app, ['Berg', 'Lund', 'Vik']);
});
afterAll(() => app.close());

async function seen(vehicleId: string, fields: string) {
  const query = `query ($id: ID!) { fleetVehicle(by: { id: $id }) { ${fields} } }`;
  return (await app.owner.data(query, { id: vehicleId })).fleetVehicle;
}

async function terminate(index: number, lastDay: string) {
  const input = { employeeId: people[index]?.id, lastDay, reason: 'RESIGNATION' };
  return (await app.owner.query(TERMINATE, { input })).data.employeeTerminate.userErrors;
}

function eventsOf(name: string) {
  const text = 'select payload from core.outbox_event where name = $1 order by sequence';
  return app.sql<{ payload: Record<string, unknown> }>(text, [name]);
}

test('vehicles are numbered, one after another', async () => {
  const first = await addVehicle(app, { plate: 'HH-N 1' });
  const second = await addVehicle(app, { plate: 'HH-N 2' });
  expect((await seen(first, 'number')).number).toBe('V-0001');
  expect((await seen(second, 'number')).number).toBe('V-0002');
});

test('an organization adds a field, finds by it, and the trail knows its changes', async () => {
  await app.owner.data(
    `mutation ($input: CustomFieldCreateInput!) {
      customFieldCreate(input: $input) { customField { id } }
    }`,
    { input: { recordType: 'FleetVehicle', key: 'colour', label: 'Colour', type: 'TEXT' } },
  );
  const attributes = [{ key: 'colour', value: 'white' }];
  const vehicleId = await addVehicle(app, { plate: 'HH-C 1', attributes });
  const changed = { vehicleId, attributes: [{ key: 'colour', value: 'red' }] };
  await app.owner.data(UPDATE, { input: changed });
  const found = await app.owner.data(`{
    fleetVehicles(where: { attributes: [{ key: "colour", eq: "red" }] }) { nodes { plate } }
  }`);
  expect(found.fleetVehicles.nodes).toEqual([{ plate: 'HH-C 1' }]);
  const { history } = await seen(
    vehicleId,
    'history { nodes { action operation changes { field before after } } }',
  );
  expect(history.nodes[0]).toEqual({
    action: 'UPDATE',
    operation: 'fleetVehicleUpdate',
    changes: [{ field: 'attributes', before: { colour: 'white' }, after: { colour: 'red' } }],
  });
  expect(history.nodes[1]).toMatchObject({ action: 'CREATE', operation: 'fleetVehicleCreate' });
});

test('above the limit of the organization a sale waits for a second person', async () => {
  const seller = await app.member('fleetManager');
  const boss = await app.member('admin');
  const step = { mode: 'ANY', amountFrom: '20000', currency: 'EUR' };
  const steps = [{ ...step, approvers: [{ userId: app.id('User', boss.principal.userId ?? '') }] }];
  await app.owner.data(
    `mutation ($input: ApprovalPolicySetInput!) {
      approvalPolicySet(input: $input) { userErrors { message } }
    }`,
    { input: { kind: 'fleet.vehicle.sell', steps } },
  );
  const price = (amount: string) => ({ price: { amount, currency: 'EUR' } });
  const cheap = await addVehicle(app, { plate: 'HH-S 1', ...price('19999') });
  const sold = (await seller.data(SELL, { input: { vehicleId: cheap } })).fleetVehicleSell;
  expect(sold).toEqual({ fleetVehicle: { state: 'SOLD' }, approvalRequest: null, userErrors: [] });

  const vehicleId = await addVehicle(app, { plate: 'HH-S 2', ...price('20000') });
  const asked = (await seller.data(SELL, { input: { vehicleId } })).fleetVehicleSell;
  expect(asked.fleetVehicle).toEqual({ state: 'POOL' });
  const { id, version, ...request } = asked.approvalRequest;
  expect(request).toEqual({ state: 'PENDING', title: 'Sell HH-S 2' });
  const approve = `mutation ($input: ApprovalVoteInput!) {
    approvalRequestApprove(input: $input) { approvalRequest { state } userErrors { code } }
  }`;
  const input = { id, expectedVersion: version };
  const own = (await seller.query(approve, { input })).data?.approvalRequestApprove;
  expect(own?.approvalRequest ?? null).toBeNull();
  const voted = (await boss.data(approve, { input })).approvalRequestApprove;
  expect(voted).toEqual({ approvalRequest: { state: 'APPROVED' }, userErrors: [] });
  expect(await seen(vehicleId, 'state')).toEqual({ state: 'SOLD' });
});

test('nobody leaves before the day on which a vehicle was handed over', async () => {
  await addVehicle(app, { plate: 'HH-V 1', holderId: people[0]?.id, handedOverOn: '2026-05-20' });
  expect(await terminate(0, '2026-05-19')).toEqual([
    {
      code: 'FLEET_HANDED_OVER_LATER',
      message:
        'Kim Berg got vehicle HH-V 1 on 2026-05-20, after that last day. Take it back first.',
    },
  ]);
});

test('who left gives the vehicle back: at once, or on the morning after the last day', async () => {
  const holding = (index: number) => ({ holderId: people[index]?.id, handedOverOn: '2026-05-20' });
  const now = await addVehicle(app, { plate: 'HH-L 1', ...holding(1) });
  const later = await addVehicle(app, { plate: 'HH-L 2', ...holding(2) });
  expect(await terminate(1, '2026-05-31')).toEqual([]);
  expect(await terminate(2, TODAY)).toEqual([]);
  await app.work();
  expect(await seen(now, 'state holder { id }')).toEqual({ state: 'POOL', holder: null });
  expect((await seen(later, 'state')).state).toBe('HANDED_OVER');
  const taken = { vehicleId: app.uuid(now), holderId: null };
  expect(await eventsOf('fleet.vehicle.assigned')).toEqual([{ payload: taken }]);
  today = '2026-06-02';
  await app.work();
  expect(await seen(later, 'state holder { id }')).toEqual({ state: 'POOL', holder: null });
});

test('inspections are announced once, 30 days ahead', async () => {
  await app.work();
  today = '2026-06-10';
  const soon = await addVehicle(app, { plate: 'HH-I 1', inspectionDueOn: '2026-07-11' });
  await addVehicle(app, { plate: 'HH-I 2', inspectionDueOn: '2026-07-14' });
  for (const [day, told] of [
    ['2026-06-11', 1],
    ['2026-06-12', 1],
    ['2026-06-14', 2],
  ] as const) {
    today = day;
    await app.work();
    expect(await eventsOf('fleet.inspection.due')).toHaveLength(told);
  }
  const [first] = await eventsOf('fleet.inspection.due');
  const vehicleId = app.uuid(soon);
  expect(first?.payload).toEqual({ vehicleId, plate: 'HH-I 1', dueOn: '2026-07-11' });
});
