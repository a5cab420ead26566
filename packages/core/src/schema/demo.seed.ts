import type { SeedContext } from '../plugin/definition.js';
import { seedCalendars } from './demo-calendars.js';

const LEGAL_ENTITIES = [
  { place: 'HAM', code: 'NW-DE', name: 'Nordwind Instruments GmbH', country: 'DE' },
  { place: 'VIE', code: 'NW-AT', name: 'Nordwind Instruments Austria GmbH', country: 'AT' },
  { place: 'LYO', code: 'NW-FR', name: 'Nordwind Instruments France SAS', country: 'FR' },
];

const SITES = [
  {
    code: 'HAM',
    name: 'Hamburg',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    city: 'Hamburg',
    address: 'Am Sandtorkai 41',
  },
  {
    code: 'VIE',
    name: 'Vienna',
    timeZone: 'Europe/Vienna',
    country: 'AT',
    city: 'Vienna',
    address: 'Seestadtstrasse 12',
  },
  {
    code: 'LYO',
    name: 'Lyon',
    timeZone: 'Europe/Paris',
    country: 'FR',
    city: 'Lyon',
    address: '8 Quai Perrache',
  },
];

/** Parents before children. */
const UNITS = [
  { code: 'MGMT', name: 'Management', parent: undefined },
  { code: 'ENG', name: 'Engineering', parent: 'MGMT' },
  { code: 'ENG-HW', name: 'Sensor Hardware', parent: 'ENG' },
  { code: 'ENG-SW', name: 'Instrument Software', parent: 'ENG' },
  { code: 'OPS', name: 'Operations', parent: 'MGMT' },
  { code: 'OPS-PROD', name: 'Production', parent: 'OPS' },
  { code: 'OPS-LOG', name: 'Logistics', parent: 'OPS' },
  { code: 'SALES', name: 'Sales', parent: 'MGMT' },
  { code: 'FIN', name: 'Finance', parent: 'MGMT' },
  { code: 'HR', name: 'People', parent: 'MGMT' },
  { code: 'IT', name: 'Information Technology', parent: 'OPS' },
];

const LEGAL_ENTITY = `mutation ($input: LegalEntityCreateInput!) {
  legalEntityCreate(input: $input) { legalEntity { id } userErrors { code message } }
}`;
const SITE = `mutation ($input: SiteCreateInput!) {
  siteCreate(input: $input) { site { id } userErrors { code message } }
}`;
const UNIT = `mutation ($input: OrgUnitCreateInput!) {
  orgUnitCreate(input: $input) { orgUnit { id } userErrors { code message } }
}`;

/** The demo company's legal entities, sites and units; plugins look them up by code. */
export async function seedCompany({ run, today }: SeedContext): Promise<void> {
  const calendars = await seedCalendars({ run, today }, SITES);
  for (const { place, ...company } of LEGAL_ENTITIES) {
    const input = { ...company, currency: 'EUR', calendarId: calendars.get(place) };
    await run(LEGAL_ENTITY, { input });
  }
  for (const site of SITES) {
    await run(SITE, { input: { ...site, calendarId: calendars.get(site.code) } });
  }
  const ids = new Map<string, string>();
  for (const { code, name, parent } of UNITS) {
    const parentId = parent === undefined ? null : ids.get(parent);
    const data = await run(UNIT, { input: { code, name, parentId } });
    const payload = data['orgUnitCreate'] as { orgUnit: { id: string } };
    ids.set(code, payload.orgUnit.id);
  }
}
