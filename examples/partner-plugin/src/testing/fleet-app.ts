import { createTestApp, type TestApp } from '@bureau/testing';
import { hrPlugin } from '@bureau/plugin-hr';

import { fleetPlugin } from '../plugin.js';

const PLACES = `mutation {
  legalEntityCreate(input: { code: "ACME", name: "Acme", country: "DE", currency: "EUR" }) {
    legalEntity { id }
  }
  siteCreate(input: { code: "HH", name: "Hamburg", country: "DE", timeZone: "Europe/Berlin" }) {
    site { id }
  }
  orgUnitCreate(input: { code: "ALL", name: "Everybody" }) { orgUnit { id } }
}`;
const HIRE = `mutation ($input: EmployeeHireInput!) {
  employeeHire(input: $input) { employee { id version person { id } } }
}`;
const CREATE = `mutation ($input: FleetVehicleCreateInput!) {
  fleetVehicleCreate(input: $input) { fleetVehicle { id version } }
}`;

/** Today in all tests of this plugin. */
export const TODAY = '2026-06-01';

/** The platform with HR and the fleet; settings of the fleet are optional, and so is the day. */
export function createFleetApp(settings: object = {}, today = () => TODAY): Promise<TestApp> {
  const clock = () => new Date(`${today()}T10:00:00Z`);
  return createTestApp({ plugins: [hrPlugin, { plugin: fleetPlugin, settings }], clock });
}

export interface Hired {
  id: string;
  personId: string;
}

/** Hires people by family name, with the unit and the site that they need. */
export async function hire(app: TestApp, names: readonly string[]): Promise<Hired[]> {
  const places = await app.owner.data(PLACES);
  const job = {
    position: 'Driver',
    unitId: places.orgUnitCreate.orgUnit.id,
    siteId: places.siteCreate.site.id,
  };
  const legalEntityId = places.legalEntityCreate.legalEntity.id;
  const hired: Hired[] = [];
  for (const familyName of names) {
    const employment = { startsOn: '2024-01-01', legalEntityId, job };
    const input = { person: { givenName: 'Kim', familyName }, employment };
    const { employeeHire } = await app.owner.data(HIRE, { input });
    hired.push({ id: employeeHire.employee.id, personId: employeeHire.employee.person.id });
  }
  return hired;
}

/** Adds a vehicle and returns its public id. */
export async function addVehicle(app: TestApp, input: object): Promise<string> {
  const full = { modelName: 'Kolibri City', ...input };
  const { fleetVehicleCreate } = await app.owner.data(CREATE, { input: full });
  return fleetVehicleCreate.fleetVehicle.id;
}
