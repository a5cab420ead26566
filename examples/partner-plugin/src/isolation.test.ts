import type { TestApp } from '@bureau/testing';

import { addVehicle, createFleetApp, hire } from './testing/fleet-app.js';

let app: TestApp;
let other: TestApp;
let vehicleId: string;
let strangerId: string;
beforeAll(async () => {
  app = await createFleetApp();
  const [berg] = await hire(app, ['Berg']);
  vehicleId = await addVehicle(app, { plate: 'HH-AB 1', holderId: berg?.id });
  other = await app.otherOrganization();
  const [stranger] = await hire(other, ['Stranger']);
  strangerId = stranger?.id ?? '';
});
afterAll(() => app.close());
afterEach(() => app.setTenantPredicate(true));

test.each([true, false])('another organization sees nothing (filter %s)', async (predicate) => {
  other.setTenantPredicate(predicate);
  const seen = await other.owner.data(
    `query ($id: ID!) {
      fleetVehicle(by: { id: $id }) { id }
      plate: fleetVehicle(by: { plate: "HH-AB 1" }) { id }
      node(id: $id) { id }
      fleetVehicles(where: { plate: { eq: "HH-AB 1" } }, orderBy: [{ field: PLATE }]) {
        totalCount nodes { id }
      }
      employees { nodes { displayName fleetVehicles { totalCount } } }
    }`,
    { id: vehicleId },
  );
  expect(seen).toEqual({
    fleetVehicle: null,
    plate: null,
    node: null,
    fleetVehicles: { totalCount: 0, nodes: [] },
    employees: { nodes: [{ displayName: 'Kim Stranger', fleetVehicles: { totalCount: 0 } }] },
  });
});

test('another organization changes nothing', async () => {
  const { errors } = await other.owner.query(
    `mutation ($input: FleetVehicleAssignInput!) {
      fleetVehicleAssign(input: $input) { fleetVehicle { id } userErrors { code } }
    }`,
    { input: { vehicleId, holderId: strangerId } },
  );
  expect(errors[0]?.extensions.code).toBe('NOT_FOUND');
});

test('both may have a vehicle of the same plate', async () => {
  await addVehicle(other, { plate: 'HH-AB 1' });
  expect(await app.sql('select plate, state from fleet.vehicle')).toEqual([
    { plate: 'HH-AB 1', state: 'HANDED_OVER' },
  ]);
});

test('the database itself keeps them apart', async () => {
  const client = await app.asRole('bureau_app', other.organizationId);
  const { rows } = await client.query('select id from fleet.vehicle where id = $1', [
    app.uuid(vehicleId),
  ]);
  expect(rows).toEqual([]);
  const forged = `
    insert into fleet.trip (organization_id, id, vehicle_id, driven_on, kilometres, purpose)
    values ($1, gen_random_uuid(), $2, current_date, 1, 'Theft')`;
  const values = [app.organizationId, app.uuid(vehicleId)];
  await expect(client.query(forged, values)).rejects.toThrow(/row-level security/u);
});
