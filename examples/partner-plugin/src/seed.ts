import type { SeedContext } from '@bureau/core';

const DRIVERS = `query {
  employees(first: 4, where: { status: { eq: ACTIVE } }, orderBy: [{ field: NUMBER }]) {
    nodes { id }
  }
}`;
const CREATE = `mutation ($input: FleetVehicleCreateInput!) {
  fleetVehicleCreate(input: $input) { fleetVehicle { id } userErrors { code message } }
}`;
const TRIP = `mutation ($input: FleetTripAddInput!) {
  fleetTripAdd(input: $input) { fleetTrip { id } userErrors { code message } }
}`;

/** Plate, make and model, price; the last one stays in the pool. Invented. */
const VEHICLES = [
  ['HH-NI 101', 'Borealis Estate', '38900.00'],
  ['HH-NI 102', 'Borealis Estate', '39450.00'],
  ['HH-NI 103', 'Kolibri City', '21700.00'],
  ['HH-NI 104', 'Atlas Van', '46200.00'],
  ['HH-NI 105', 'Kolibri City', '21900.00'],
] as const;
const TRIPS = [
  ['2026-03-04', 286, 'Visit to a customer'],
  ['2026-06-17', 412, 'Trade fair'],
  ['2026-09-29', 38, 'Instruments to the laboratory'],
] as const;

/** The vehicles of the demo company; the same every time. */
export async function seed({ run }: SeedContext): Promise<void> {
  const { employees } = (await run(DRIVERS)) as { employees: { nodes: { id: string }[] } };
  for (const [index, [plate, modelName, amount]] of VEHICLES.entries()) {
    const holderId = employees.nodes[index]?.id;
    const price = { amount, currency: 'EUR' };
    const handedOver = holderId ? { holderId, handedOverOn: `2026-0${index + 1}-15` } : {};
    const answer = await run(CREATE, { input: { plate, modelName, price, ...handedOver } });
    const { fleetVehicle } = answer['fleetVehicleCreate'] as { fleetVehicle: { id: string } };
    for (const [drivenOn, kilometres, purpose] of TRIPS) {
      const input = { vehicleId: fleetVehicle.id, drivenOn, kilometres, purpose };
      await run(TRIP, { input });
    }
  }
}
