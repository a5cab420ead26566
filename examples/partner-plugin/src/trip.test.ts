import type { TestApp } from '@bureau/testing';

import { addVehicle, createFleetApp } from './testing/fleet-app.js';

const ADD = `mutation ($input: FleetTripAddInput!) {
  fleetTripAdd(input: $input) {
    fleetTrip { kilometres vehicle { plate kilometres } }
    userErrors { code path }
  }
}`;

let app: TestApp;
beforeAll(async () => {
  app = await createFleetApp();
});
afterAll(() => app.close());

test('trips add up', async () => {
  const vehicleId = await addVehicle(app, { plate: 'HH-T 1' });
  const trip = { vehicleId, drivenOn: '2026-05-04', kilometres: 120, purpose: 'Fair' };
  await app.owner.data(ADD, { input: trip });
  const { fleetTripAdd } = await app.owner.data(ADD, { input: { ...trip, kilometres: 7 } });
  expect(fleetTripAdd.fleetTrip).toEqual({
    kilometres: 7,
    vehicle: { plate: 'HH-T 1', kilometres: 127 },
  });
  const log = `query ($id: ID!) {
    fleetVehicle(by: { id: $id }) {
      trips(first: 5, orderBy: [{ field: KILOMETRES, direction: DESC }]) {
        totalCount nodes { kilometres } aggregate { kilometres { sum } }
      }
    }
  }`;
  expect((await app.owner.data(log, { id: vehicleId })).fleetVehicle.trips).toEqual({
    totalCount: 2,
    nodes: [{ kilometres: 120 }, { kilometres: 7 }],
    aggregate: { kilometres: { sum: '127' } },
  });
});

test.each([
  [{ kilometres: 0 }, 'FLEET_KILOMETRES_INVALID', 'kilometres'],
  [{ drivenOn: '2026-06-02' }, 'FLEET_DAY_IN_FUTURE', 'drivenOn'],
])('a trip with %j is refused', async (fault, code, field) => {
  const vehicleId = await addVehicle(app, { plate: `HH-T ${field}`.slice(0, 16) });
  const good = { vehicleId, drivenOn: '2026-05-04', kilometres: 120, purpose: 'Fair' };
  const { data } = await app.owner.query(ADD, { input: { ...good, ...fault } });
  expect(data.fleetTripAdd).toEqual({
    fleetTrip: null,
    userErrors: [{ code, path: ['input', field] }],
  });
});
