import type { TestApp } from '@bureau/testing';

import { addVehicle, createFleetApp, hire } from './testing/fleet-app.js';

const ASSIGN = `mutation ($input: FleetVehicleAssignInput!) {
  fleetVehicleAssign(input: $input) { fleetVehicle { id } }
}`;

let app: TestApp;
beforeAll(async () => {
  app = await createFleetApp();
});
afterAll(() => app.close());

test('each step leaves its event', async () => {
  const [berg] = await hire(app, ['Berg']);
  const vehicleId = await addVehicle(app, { plate: 'HH-AB 1' });
  await app.owner.data(ASSIGN, { input: { vehicleId, holderId: berg?.id } });
  await app.owner.data(ASSIGN, { input: { vehicleId } });
  const events = await app.sql(
    `select name, payload from core.outbox_event where name like 'fleet.%' order by sequence`,
  );
  const vehicle = { vehicleId: app.uuid(vehicleId) };
  expect(events).toEqual([
    { name: 'fleet.vehicle.added', payload: { ...vehicle, plate: 'HH-AB 1' } },
    {
      name: 'fleet.vehicle.assigned',
      payload: { ...vehicle, holderId: app.uuid(berg?.id ?? '') },
    },
    { name: 'fleet.vehicle.assigned', payload: { ...vehicle, holderId: null } },
  ]);
});
