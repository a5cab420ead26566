import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';

import { fleetPlugin } from './plugin.js';
import { addVehicle } from './testing/fleet-app.js';

const UPDATE = `mutation ($input: FleetVehicleUpdateInput!) {
  fleetVehicleUpdate(input: $input) {
    fleetVehicle { registration { name mediaType fleetVehicles { totalCount } } }
    userErrors { code path }
  }
}`;

let app: TestApp;
beforeAll(async () => {
  // The address for the bytes expires by the clock of the database: no fixed day here.
  app = await createTestApp({ plugins: [hrPlugin, fleetPlugin] });
});
afterAll(() => app.close());

test('a registration paper is a file of its purpose', async () => {
  const manager = await app.member('fleetManager');
  const vehicleId = await addVehicle(app, { plate: 'HH-AB 1' });
  const registrationId = await send(manager, '%PDF-1.4\n%%EOF\n', 'application/pdf');
  const set = await manager.data(UPDATE, { input: { vehicleId, registrationId } });
  expect(set.fleetVehicleUpdate).toEqual({
    fleetVehicle: {
      registration: {
        name: 'paper',
        mediaType: 'application/pdf',
        fleetVehicles: { totalCount: 1 },
      },
    },
    userErrors: [],
  });
});

async function send(client: TestClient, text: string, mediaType: string): Promise<string> {
  const as = { purpose: 'fleet.registration', name: 'paper', mediaType };
  const uploadId = await app.upload(client, text, as);
  const { fileUploadFinish } = await client.data(
    `mutation ($input: FileUploadFinishInput!) { fileUploadFinish(input: $input) { file { id } } }`,
    { input: { uploadId } },
  );
  return fileUploadFinish.file.id;
}
