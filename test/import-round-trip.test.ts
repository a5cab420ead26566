import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp } from '@bureau/testing';
import { type Access, followed, imported, type ImportJob, send } from './import-client.js';
import {
  csvOf,
  devices,
  licenses,
  people,
  type PersonRow,
  seats,
  STRUCTURE,
} from './import-files.js';

/** What is exported can be imported elsewhere, and what is rejected can be corrected. */

const COUNT = 60;

let app: TestApp;
let here: Access;
let there: Access;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin] });
  here = await accessOf(app);
  there = await accessOf(await app.otherOrganization());
  for (const access of [here, there]) await send(access, STRUCTURE);
}, 120_000);
afterAll(() => app.close());

async function accessOf(one: TestApp): Promise<Access> {
  const { url } = await one.http();
  // More exports than a person may ask for in a minute, and a look at each ten times a second.
  await one.sql("update core.role set limit_class = 'BENCHMARK' where key = 'owner'");
  return { url, token: await one.token('owner') };
}

async function fetched({ url }: Access, { result }: ImportJob): Promise<string> {
  const response = await fetch(new URL(result?.downloadUrl ?? '', url));
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.text();
}

async function exported(access: Access, type: string): Promise<string> {
  const document = `mutation ($type: String!) {
    bulkExport(input: { type: $type, format: CSV }) { job { id } userErrors { code } } }`;
  const { bulkExport } = await send(access, document, { type });
  return fetched(access, await followed(access, bulkExport.job.id));
}

/** Lines in an order that does not depend on ids. */
const linesOf = (csv: string) => csv.split('\r\n').sort();

test('a company that is exported and imported into a fresh organization is the same', async () => {
  await imported(here, 'employeeImport', { csv: csvOf(people(COUNT)) });
  await imported(here, 'assetImport', { csv: csvOf(devices(COUNT)) });
  const bought = licenses(COUNT);
  await imported(here, 'licenseImport', { csv: csvOf(bought) });
  await imported(here, 'assetSeatImport', { csv: csvOf(seats(COUNT)) });
  for (const [type, field, rows] of [
    ['employee', 'employeeImport', COUNT],
    ['asset', 'assetImport', COUNT],
    ['license', 'licenseImport', bought.length],
    ['assetSeat', 'assetSeatImport', COUNT],
  ] as const) {
    const csv = await exported(here, type);
    expect(csv.split('\r\n')).toHaveLength(rows + 2);
    expect(await imported(there, field, { csv })).toMatchObject({
      state: 'SUCCEEDED',
      result: { rows, created: rows, updated: 0, unchanged: 0, failed: 0 },
    });
    expect(linesOf(await exported(there, type))).toEqual(linesOf(csv));
  }
});

const GROWTH = `mutation {
  skillCreate(input: { code: "MIG", name: "Welding", levels: ["Knows", "Can", "Teaches"] }) {
    userErrors { code } }
  certificateKindCreate(input: { code: "AID", name: "First aid", validMonths: 24 }) {
    userErrors { code } } }`;

test('skills and certificates come back as they were', async () => {
  for (const access of [here, there]) await send(access, GROWTH);
  const numbers = people(3).map((row) => row.employee_number);
  const skills = numbers.map((employee_number, at) => ({
    ...{ employee_number, skill_code: 'MIG', level: String(at + 1), assessed_on: '2024-05-01' },
  }));
  const papers = numbers.map((employee_number, at) => ({
    ...{
      employee_number,
      kind_code: 'AID',
      issued_on: '2024-05-01',
      number: `=${at}`,
      issuer: 'X',
    },
    valid_until: at === 0 ? '' : '2026-04-30',
  }));
  for (const [type, field, rows] of [
    ['employeeSkill', 'employeeSkillImport', skills],
    ['certificate', 'certificateImport', papers],
  ] as const) {
    expect(await imported(here, field, { csv: csvOf(rows) })).toMatchObject({
      result: { created: 3, failed: 0 },
    });
    const csv = await exported(here, type);
    await imported(there, field, { csv });
    expect(linesOf(await exported(there, type))).toEqual(linesOf(csv));
  }
});

test('rejected people are fetched, corrected and imported', async () => {
  const rows: PersonRow[] = people(4).map((row) => ({
    ...row,
    employee_number: row.employee_number.replace('P', 'Q'),
    manager_number: '',
    email: '',
  }));
  const [first, second] = rows as [PersonRow, PersonRow];
  first.unit_code = 'MARS';
  second.hired_on = '31.12.2020';
  const job = await imported(here, 'employeeImport', {
    csv: csvOf(rows, ';'),
    onError: 'REJECT_FAILED',
  });
  expect(job.result).toMatchObject({ created: 2, failed: 2 });
  const file = await fetched(here, job);
  const header = [...Object.keys(first), 'import_error'].join(';');
  expect(file.split('\r\n')[0]).toBe(header);
  expect(file).toMatch(/unit_code: .*\(HR_UNIT_UNKNOWN\)/);
  const csv = file.replace('MARS', 'ENG').replace('31.12.2020', '2020-12-31');
  expect(await imported(here, 'employeeImport', { csv })).toMatchObject({
    state: 'SUCCEEDED',
    result: { rows: 2, created: 2, failed: 0, downloadUrl: null },
  });
});
