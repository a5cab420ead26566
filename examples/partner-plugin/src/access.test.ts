import { contractReports, expectContract, type TestApp } from '@bureau/testing';

import { roles as fleetRoles } from './permissions.js';
import { addVehicle, createFleetApp, hire, type Hired } from './testing/fleet-app.js';

const CROSSING = '{ employees { nodes { displayName fleetVehicles { nodes { plate } } } } }';

const ADD_TRIP = `mutation ($input: FleetTripAddInput!) {
  fleetTripAdd(input: $input) { fleetTrip { id } }
}`;

let app: TestApp;
let berg: Hired;
beforeAll(async () => {
  app = await createFleetApp();
  const [first, second] = await hire(app, ['Berg', 'Lund']);
  if (!first) throw new Error('nobody was hired');
  berg = first;
  const held = await addVehicle(app, { plate: 'HH-AB 1', holderId: berg.id });
  await addVehicle(app, { plate: 'HH-AB 2', holderId: second?.id });
  const trip = { vehicleId: held, drivenOn: '2026-05-04', kilometres: 12, purpose: 'Fair' };
  await app.owner.data(ADD_TRIP, { input: trip });
});
afterAll(() => app.close());

test('a viewer reads and cannot add', async () => {
  const viewer = app.as({ role: 'viewer' });
  expect((await viewer.data('{ fleetVehicles { totalCount } }')).fleetVehicles.totalCount).toBe(2);
  const create = `mutation {
    fleetVehicleCreate(input: { plate: "X", modelName: "Y" }) { fleetVehicle { id } }
  }`;
  const { errors } = await viewer.query(create);
  expect(errors[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
    permission: 'fleet.vehicle.manage',
  });
});

test('employees see the vehicle that they drive, and its trips', async () => {
  const me = app.as({ role: 'employee', personId: berg.personId });
  const own = await me.data('{ fleetVehicles { totalCount nodes { plate kilometres } } }');
  expect(own.fleetVehicles).toEqual({
    totalCount: 1,
    nodes: [{ plate: 'HH-AB 1', kilometres: 12 }],
  });
  const trips = await me.data('{ fleetTrips { nodes { kilometres vehicle { plate } } } }');
  expect(trips.fleetTrips.nodes).toEqual([{ kilometres: 12, vehicle: { plate: 'HH-AB 1' } }]);
  const lund = app.as({ role: 'employee' });
  expect((await lund.data('{ fleetVehicles { totalCount } }')).fleetVehicles.totalCount).toBe(0);
});

test('employees enter trips of their own vehicle only', async () => {
  const write = { permission: 'fleet.trip.write', when: ['own'] };
  const permissions = ['fleet.vehicle.read', 'fleet.trip.read', write];
  const me = app.as({ permissions, personId: berg.personId });
  const { fleetVehicles } = await app.owner.data('{ fleetVehicles { nodes { id plate } } }');
  const codes: string[] = [];
  for (const { id: vehicleId } of fleetVehicles.nodes) {
    const input = { vehicleId, drivenOn: '2026-05-05', kilometres: 3, purpose: 'Home' };
    const { errors } = await me.query(ADD_TRIP, { input });
    codes.push(errors[0]?.extensions.code ?? 'done');
  }
  expect(codes).toEqual(['done', 'NOT_FOUND']);
});

test.each([
  ['selection', CROSSING],
  ['filter', '{ employees(where: { fleetVehicles: { some: {} } }) { nodes { id } } }'],
  ['look-up', '{ fleetVehicles { totalCount } }'],
])('without the permission nothing is reached by %s', async (_, query) => {
  const stranger = app.as({ permissions: ['hr.employee.read'] });
  const { errors } = await stranger.query(query);
  expect(errors[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
    permission: 'fleet.vehicle.read',
  });
});

test('the promises to clients and auditors are the committed ones', () => {
  // Roles to which the fleet adds nothing come and go with other plugins.
  const ours = new Set(fleetRoles.map(({ key }) => key));
  const roles = app.composition.roles.filter(({ key }) => ours.has(key));
  expectContract('contract', contractReports({ ...app.composition, roles }, 'fleet'));
});
