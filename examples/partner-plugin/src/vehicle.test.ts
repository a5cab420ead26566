import type { TestApp } from '@bureau/testing';

import { addVehicle, createFleetApp, hire, type Hired, TODAY } from './testing/fleet-app.js';

const VEHICLE = `fleetVehicle {
  plate modelName state price { amount currency } holder { displayName } handedOverOn version
}`;
const ERRORS = 'userErrors { code path message ... on VersionConflictError { currentVersion } }';
const CREATE = `mutation ($input: FleetVehicleCreateInput!) {
  fleetVehicleCreate(input: $input) { ${VEHICLE} ${ERRORS} }
}`;
const ASSIGN = `mutation ($input: FleetVehicleAssignInput!) {
  fleetVehicleAssign(input: $input) { ${VEHICLE} ${ERRORS} }
}`;
const SELL = `mutation ($input: FleetVehicleSellInput!) {
  fleetVehicleSell(input: $input) { ${VEHICLE} ${ERRORS} }
}`;
const TERMINATE = `mutation ($input: EmployeeTerminateInput!) {
  employeeTerminate(input: $input) { userErrors { message } }
}`;

let app: TestApp;
let berg: Hired;
let lund: Hired;
let vik: Hired;
beforeAll(async () => {
  app = await createFleetApp();
  [berg, lund, vik] = (await hire(app, ['Berg', 'Lund', 'Vik'])) as [Hired, Hired, Hired];
});
afterAll(() => app.close());

function euros(amount: string) {
  return { price: { amount, currency: 'EUR' } };
}

async function send(document: string, input: object) {
  const { data, errors } = await app.as({ role: 'fleetManager' }).query(document, { input });
  expect(errors).toEqual([]);
  return data[Object.keys(data)[0] ?? ''];
}

async function refusal(document: string, input: object) {
  const payload = await send(document, input);
  expect(payload.fleetVehicle).toBeNull();
  return payload.userErrors[0];
}

test('a new vehicle is handed over at once when a holder is given', async () => {
  const car = { plate: ' hh-ab  1', modelName: 'Kolibri', ...euros('21700') };
  const input = { ...car, holderId: berg.id };
  expect(await send(CREATE, input)).toEqual({
    fleetVehicle: {
      plate: 'HH-AB 1',
      modelName: 'Kolibri',
      state: 'HANDED_OVER',
      price: { amount: '21700.00', currency: 'EUR' },
      holder: { displayName: 'Kim Berg' },
      handedOverOn: TODAY,
      version: 1,
    },
    userErrors: [],
  });
});

const GOOD = { plate: 'HH-AB 2', modelName: 'Kolibri' };

test.each([
  [{ plate: '!' }, 'FLEET_PLATE_INVALID', ['input', 'plate']],
  [{ modelName: ' ' }, 'FLEET_MODEL_NAME_INVALID', ['input', 'modelName']],
  [euros('-1'), 'FLEET_PRICE_INVALID', ['input', 'price', 'amount']],
  [euros('1.001'), 'FLEET_PRICE_INVALID', ['input', 'price', 'amount']],
  [{ handedOverOn: TODAY }, 'FLEET_HOLDER_NEEDED', ['input', 'handedOverOn']],
])('a vehicle with %j is refused', async (fault, code, path) => {
  expect(await refusal(CREATE, { ...GOOD, ...fault })).toMatchObject({ code, path });
});

test('a hand-over does not lie in the future', async () => {
  const input = { ...GOOD, holderId: berg.id, handedOverOn: '2026-06-02' };
  expect(await refusal(CREATE, input)).toMatchObject({
    code: 'FLEET_DAY_IN_FUTURE',
    message: '2026-06-02 lies in the future.',
    path: ['input', 'handedOverOn'],
  });
});

test('a number plate stands once in the organization', async () => {
  await addVehicle(app, { plate: 'HH-AB 3' });
  expect(await refusal(CREATE, { plate: 'hh-ab 3', modelName: 'Van' })).toMatchObject({
    code: 'CORE_DUPLICATE',
    path: ['input', 'plate'],
  });
});

test('an assignment is refused when somebody else was faster', async () => {
  const vehicleId = await addVehicle(app, { plate: 'HH-AB 4' });
  const input = { vehicleId, holderId: lund.id, handedOverOn: '2026-05-30', expectedVersion: 1 };
  expect(await send(ASSIGN, input)).toMatchObject({
    fleetVehicle: { holder: { displayName: 'Kim Lund' }, handedOverOn: '2026-05-30', version: 2 },
    userErrors: [],
  });
  expect(await refusal(ASSIGN, { ...input, holderId: vik.id })).toMatchObject({
    code: 'CORE_VERSION_CONFLICT',
    currentVersion: 2,
  });
  expect(await refusal(ASSIGN, { vehicleId, holderId: lund.id })).toMatchObject({
    code: 'FLEET_HELD_ALREADY',
    message: 'Kim Lund drives vehicle HH-AB 4 already.',
  });
  expect(await send(ASSIGN, { vehicleId })).toMatchObject({
    fleetVehicle: { state: 'POOL', holder: null, handedOverOn: null, version: 3 },
  });
});

test('nobody drives more vehicles than the settings allow', async () => {
  const strict = await createFleetApp({ vehiclesPerHolder: 1 });
  const [hired] = await hire(strict, ['Berg']);
  await addVehicle(strict, { plate: 'HH-AB 5', holderId: hired?.id });
  const input = { plate: 'HH-AB 6', modelName: 'Van', holderId: hired?.id };
  const { fleetVehicleCreate } = (await strict.owner.query(CREATE, { input })).data;
  expect(fleetVehicleCreate.userErrors[0]).toMatchObject({
    code: 'FLEET_HOLDER_LIMIT',
    message: 'Kim Berg drives 1 vehicles already, which is the limit. Take one back first.',
    path: ['input', 'holderId'],
  });
  await strict.close();
});

test('somebody who left gets no vehicle', async () => {
  const left = { employeeId: vik.id, lastDay: '2026-05-31', reason: 'RESIGNATION' };
  await app.owner.data(TERMINATE, { input: left });
  const input = { plate: 'HH-AB 7', modelName: 'Van', holderId: vik.id };
  expect(await refusal(CREATE, input)).toMatchObject({ code: 'FLEET_HOLDER_LEFT' });
});

test('a sold vehicle has no holder and is sold once', async () => {
  const vehicleId = await addVehicle(app, { plate: 'HH-AB 8', holderId: berg.id });
  const sold = await send(SELL, { vehicleId, expectedVersion: 1 });
  expect(sold.fleetVehicle).toMatchObject({ state: 'SOLD', holder: null, handedOverOn: null });
  expect(await refusal(SELL, { vehicleId })).toMatchObject({ code: 'FLEET_SOLD_ALREADY' });
  expect(await refusal(ASSIGN, { vehicleId, holderId: lund.id })).toMatchObject({
    code: 'FLEET_SOLD_ALREADY',
    path: ['input', 'vehicleId'],
  });
});

test('a dry run changes nothing', async () => {
  const vehicleId = await addVehicle(app, { plate: 'HH-AB 9' });
  const variables = { input: { vehicleId } };
  const answer = await app.owner.query(SELL, variables, { dryRun: true });
  expect(answer.data.fleetVehicleSell.fleetVehicle.state).toBe('SOLD');
  const state = `query ($id: ID!) { fleetVehicle(by: { id: $id }) { state } }`;
  expect(await app.owner.data(state, { id: vehicleId })).toEqual({
    fleetVehicle: { state: 'POOL' },
  });
});
