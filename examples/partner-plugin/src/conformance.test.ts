import { hrPlugin } from '@bureau/plugin-hr';
import { pluginConformance, type TestApp } from '@bureau/testing';

import { fleetPlugin } from './plugin.js';
import { addVehicle } from './testing/fleet-app.js';

async function rows(app: TestApp): Promise<void> {
  const vehicleId = await addVehicle(app, { plate: 'HH-AB 1' });
  const input = { vehicleId, drivenOn: '2026-05-04', kilometres: 12, purpose: 'Fair' };
  await app.owner.data(
    'mutation ($input: FleetTripAddInput!) { fleetTripAdd(input: $input) { fleetTrip { id } } }',
    { input },
  );
}

test('the plugin keeps what the platform promises for all plugins', async () => {
  const options = { requirements: [hrPlugin], rows };
  expect(await pluginConformance(fleetPlugin, options)).toEqual([]);
});
