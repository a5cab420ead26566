/** Files of a made-up company, as other systems export them; the same for the same sizes. */

export interface PersonRow {
  employee_number: string;
  given_name: string;
  family_name: string;
  email: string;
  hired_on: string;
  legal_entity_code: string;
  position: string;
  unit_code: string;
  site_code: string;
  manager_number: string;
  salary_amount: string;
  salary_currency: string;
}

export interface DeviceRow {
  tag: string;
  serial_number: string;
  model_code: string;
  model_name: string;
  category: string;
  purchased_on: string;
  cost_amount: string;
  cost_currency: string;
  site_code: string;
  holder_number: string;
  held_since: string;
}

const UNITS = ['ENG', 'OPS'];
const SITES = ['VIE', 'HAM'];
const FAMILIES = ['Berg', 'Nowak', 'Müller-Lüdenscheidt', "O'Neill", 'Ōta', 'Şahin', 'Dvořák'];
const REPORTS = 8;

/** What the rows name: to be sent once, as an owner. */
export const STRUCTURE = `mutation {
  legalEntityCreate(input: { code: "CO", name: "Company", country: "AT", currency: "EUR" }) {
    userErrors { code } }
  vienna: siteCreate(input: { code: "VIE", name: "Vienna", country: "AT",
    timeZone: "Europe/Vienna" }) { userErrors { code } }
  hamburg: siteCreate(input: { code: "HAM", name: "Hamburg", country: "DE",
    timeZone: "Europe/Berlin" }) { userErrors { code } }
  engineering: orgUnitCreate(input: { code: "ENG", name: "Engineering" }) { userErrors { code } }
  operations: orgUnitCreate(input: { code: "OPS", name: "Operations" }) { userErrors { code } }
  categoryCreate(input: { code: "LAPTOP", name: "Laptop" }) { userErrors { code } }
}`;

/** People in a tree of eight reports each, in the file in no order: reports before managers. */
export function people(count: number): PersonRow[] {
  return shuffled(count).map((at) => ({
    employee_number: numberOf(at),
    given_name: `Given ${at}`,
    family_name: FAMILIES[at % FAMILIES.length] ?? '',
    email: `p${at}@example.org`,
    hired_on: dayOf(2015, at),
    legal_entity_code: 'CO',
    position: at === 0 ? 'Managing director' : 'Engineer, "senior"',
    unit_code: UNITS[at % UNITS.length] ?? '',
    site_code: SITES[at % SITES.length] ?? '',
    manager_number: at === 0 ? '' : numberOf(Math.floor((at - 1) / REPORTS)),
    salary_amount: `${40_000 + (at % 50) * 1_000}.50`,
    salary_currency: 'EUR',
  }));
}

/** One device for each of so many people, bought before they got it; every tenth is at its site. */
export function devices(count: number, holders = count): DeviceRow[] {
  return shuffled(count).map((at) => {
    const isHeld = at % 10 !== 9;
    return {
      tag: tagOf(at),
      serial_number: `SN-${at}`,
      model_code: `M-${at % 5}`,
      model_name: `Model ${at % 5}`,
      category: 'LAPTOP',
      purchased_on: dayOf(2020, at),
      cost_amount: `${700 + (at % 90)}.${String(at % 100).padStart(2, '0')}`,
      cost_currency: 'EUR',
      site_code: SITES[at % SITES.length] ?? '',
      holder_number: isHeld ? numberOf(at % holders) : '',
      held_since: isHeld ? dayOf(2022, at) : '',
    };
  });
}

/** How many licences the seats of devices are of. */
const LICENSES = 100;

/** Licences with as many seats as so many devices need. */
export function licenses(count: number) {
  return Array.from({ length: LICENSES }, (_, at) => ({
    code: `L-${at}`,
    name: `Program ${at}`,
    seats: `${Math.ceil(count / LICENSES)}`,
  }));
}

/** A seat for each device. */
export function seats(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    license_code: `L-${at % LICENSES}`,
    asset_tag: tagOf(at),
  }));
}

/** RFC 4180, with the keys of the first row as header. */
export function csvOf(rows: readonly object[], delimiter = ','): string {
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row) as string[])];
  const cellOf = (text: string) =>
    /[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return `${lines.map((cells) => cells.map(cellOf).join(delimiter)).join('\r\n')}\r\n`;
}

const numberOf = (at: number) => `P-${String(at).padStart(5, '0')}`;
const tagOf = (at: number) => `D-${String(at).padStart(5, '0')}`;

function dayOf(year: number, at: number): string {
  const day = new Date(Date.UTC(year, 0, 1 + ((at * 7) % 700)));
  return day.toISOString().slice(0, 10);
}

/** 0 to count - 1 in another order: steps that share no factor with the count meet each once. */
function shuffled(count: number): number[] {
  let step = Math.max(1, Math.floor(count * 0.618));
  while (divisor(step, count) !== 1) step += 1;
  return Array.from({ length: count }, (_, at) => (at * step + count - 1) % count);
}

function divisor(left: number, right: number): number {
  return right === 0 ? left : divisor(right, left % right);
}
