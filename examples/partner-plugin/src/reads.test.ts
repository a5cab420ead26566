import type { TestApp } from '@bureau/testing';

import { addVehicle, createFleetApp, hire } from './testing/fleet-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createFleetApp({ vehiclesPerHolder: 3 });
  const people = await hire(app, ['Berg', 'Lund', 'Vik']);
  for (const [index, { id: holderId }] of people.entries()) {
    await addVehicle(app, { plate: `HH-A ${index}`, holderId });
    await addVehicle(app, { plate: `HH-B ${index}`, holderId });
  }
});
afterAll(() => app.close());

const page = (vehicle: string) => `{
  employees(first: 50, orderBy: [{ field: NUMBER }]) {
    nodes { displayName job { unit { name } } fleetVehicles { nodes { ${vehicle} } } }
  }
}`;

test('employees with their vehicles are one statement', async () => {
  const query = page('plate state trips { totalCount }');
  const { employees } = await app.expectSql(1, () => app.owner.data(query));
  expect(employees.nodes[0]).toEqual({
    displayName: 'Kim Berg',
    job: { unit: { name: 'Everybody' } },
    fleetVehicles: {
      nodes: [
        { plate: 'HH-A 0', state: 'HANDED_OVER', trips: { totalCount: 0 } },
        { plate: 'HH-B 0', state: 'HANDED_OVER', trips: { totalCount: 0 } },
      ],
    },
  });
});

test('a computed field costs one statement for the whole page', async () => {
  const { employees } = await app.expectSql(2, () => app.owner.data(page('plate kilometres')));
  expect(employees.nodes).toHaveLength(3);
});

test('employees are found by their vehicles', async () => {
  const { employees } = await app.owner.data(`{
    employees(where: { fleetVehicles: { some: { plate: { eq: "HH-B 1" } } } }) {
      nodes { displayName }
    }
  }`);
  expect(employees.nodes).toEqual([{ displayName: 'Kim Lund' }]);
});
