import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp } from '@bureau/testing';
import { type Access, imported, type ImportJob, send, startImport } from './import-client.js';
import {
  csvOf,
  type DeviceRow,
  devices,
  people,
  type PersonRow,
  STRUCTURE,
} from './import-files.js';

/** The main job on real input: people and devices from CSV through the server, then one query. */

const COUNT = 300;

let app: TestApp;
let owner: Access;
let hrManager: Access;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin] });
  const { url } = await app.http();
  owner = { url, token: await app.token('owner') };
  hrManager = { url, token: await app.token('hrManager') };
  await send(owner, STRUCTURE);
}, 120_000);
afterAll(() => app.close());

const COMPANY = `{ employees(first: 400, orderBy: [{ field: NUMBER }]) { nodes {
  number displayName job { manager { number } unit { code } site { code } }
  salary { amount { amount currency } }
  assets { nodes { tag cost { amount currency } custody { startsAt } } } } } }`;

interface Answer {
  employees: { nodes: { number: string; assets: { nodes: { tag: string }[] } }[] };
}

test('a company is imported, and one query says who reports to whom and has what', async () => {
  const staff = people(COUNT);
  const inventory = devices(COUNT);
  expect(await imported(hrManager, 'employeeImport', { csv: csvOf(staff) })).toMatchObject({
    state: 'SUCCEEDED',
    result: { rows: COUNT, created: COUNT, failed: 0 },
    faults: { nodes: [] },
  });
  const keeper = { url: owner.url, token: await app.token('assetManager') };
  expect(await imported(keeper, 'assetImport', { csv: csvOf(inventory, ';') })).toMatchObject({
    state: 'SUCCEEDED',
    result: { rows: COUNT, created: COUNT, failed: 0 },
  });
  const reader = app.as({ role: 'owner', limitClass: 'benchmark' });
  // The list, and the trace that salaries were read.
  const data = await app.expectSql(2, () => reader.data<Answer>(COMPANY));
  expect(data.employees.nodes).toEqual(expected(staff, inventory));
});

/** What the files say, in the form of the answer. */
function expected(staff: readonly PersonRow[], inventory: readonly DeviceRow[]): object[] {
  const byNumber = [...staff].sort((a, b) => (a.employee_number < b.employee_number ? -1 : 1));
  return byNumber.map((row) => ({
    number: row.employee_number,
    displayName: `${row.given_name} ${row.family_name}`,
    job: {
      manager: row.manager_number === '' ? null : { number: row.manager_number },
      unit: { code: row.unit_code },
      site: { code: row.site_code },
    },
    salary: { amount: { amount: row.salary_amount, currency: row.salary_currency } },
    assets: {
      nodes: inventory
        .filter((device) => device.holder_number === row.employee_number)
        .map(({ tag, cost_amount: amount, cost_currency: currency, held_since }) => ({
          tag,
          cost: { amount, currency },
          custody: { startsAt: `${held_since}T00:00:00.000Z` },
        })),
    },
  }));
}

test('devices that nobody has are at their site since their purchase', async () => {
  const free = devices(COUNT).filter((device) => device.holder_number === '');
  const { assets } = await send(
    owner,
    `{ assets(first: 100, where: { state: { eq: AVAILABLE } }, orderBy: [{ field: TAG }]) { nodes {
      tag site { code } custody { startsAt } } } }`,
  );
  expect(assets.nodes).toEqual(
    free
      .sort((a, b) => (a.tag < b.tag ? -1 : 1))
      .map(({ tag, site_code: code, purchased_on }) => ({
        tag,
        site: { code },
        custody: { startsAt: `${purchased_on}T00:00:00.000Z` },
      })),
  );
});

/** Everything that the database holds of people and devices. */
const counted = async () => {
  const [row] = await app.sql(`select (select count(*) from core.person) as persons,
    (select count(*) from hr.employee) as employees, (select count(*) from hr.job_record) as jobs,
    (select count(*) from assets.asset) as assets,
    (select count(*) from core.audit_entry 
      where record_type not in ('Upload', 'Job', 'File')) as audit,
    (select count(*) from assets.custody_period) as periods,
    (select count(*) from core.outbox_event 
      where record_type not in ('Upload', 'Job', 'File')) as events`);
  return row;
};

const faultsOf = ({ faults }: ImportJob) =>
  faults.nodes.map(({ line, column, code }) => `${line} ${column ?? '-'} ${code}`);

const DIRTY_PEOPLE = `\ufeffEmployee Number;\
Given Name;Family Name;E-Mail;Hired On;Legal entity code;\
Position;Unit code;Site code;Manager number;Part-time share;Salary amount;Salary currency
X-1 ;  Ada ;Berg ;ada@example.org;2024-02-01 ;CO;Engineer;ENG;VIE; ;0.5;50000;eur
X-2;Ben;Berg;;01.02.2024;CO;Engineer;ENG;VIE;X-1;;;
X-3;Cem;Berg;;2024-02-30;CO;Engineer;ENG;VIE;X-1;;;
X-1;Dee;Berg;;2024-02-01;CO;Engineer;ENG;VIE;;;;
X-5;Eve;Berg;eve at example;2024-02-01;CO;Engineer;ENG;VIE;X-1;;;
X-6;Fay;;;2024-02-01;CO;Engineer;ENG;VIE;X-1;;;
X-7;Gil;Berg;;2024-02-01;CO;Engineer;MARS;VIE;X-1;;;
X-8;Hal;Berg;;2024-02-01;CO;Engineer;ENG;VIE;NOBODY;;;
X-9;Ida;Berg;;2024-02-01;CO;Engineer;ENG;VIE;X-1;0,5;;
X-10;Jon;Berg;;2024-02-01;CO;Engineer;ENG;VIE;X-7;;;
P-00001;Kim;Berg;;2024-02-01;CO;Engineer;ENG;VIE;;;;
X-12;Lea;Berg;;2024-02-01;CO;Engineer;ENG;VIE;X-1;;45.000,00;EUR
X-13;"Max;Berg;;2024-02-01;CO;Engineer;ENG;VIE;;;;
`;

const PEOPLE_FAULTS = [
  '3 hired_on CORE_IMPORT_BAD_DATE',
  '4 hired_on CORE_IMPORT_BAD_DATE',
  '5 employee_number CORE_IMPORT_DUPLICATE_KEY',
  '6 email HR_EMAIL_INVALID',
  '7 family_name CORE_IMPORT_REQUIRED',
  '8 unit_code HR_UNIT_UNKNOWN',
  '9 manager_number HR_MANAGER_UNKNOWN',
  '10 part_time_share CORE_IMPORT_BAD_DECIMAL',
  '11 manager_number CORE_IMPORT_DEPENDS',
  '12 employee_number HR_NUMBER_TAKEN',
  '13 salary_amount CORE_IMPORT_BAD_DECIMAL',
  '14 - CORE_IMPORT_NOT_CSV',
];

const DIRTY_DEVICES = `tag,model_code,model_name,category,purchased_on,cost_amount,cost_currency,\
site_code,holder_number,held_since,state
Y-1,M-1,,,2024-01-10,900.00,EUR,VIE,P-00001,2024-02-01,
Y-2,NEW,,,2024-01-10,900.00,EUR,VIE,,,
Y-3,M-1,,,2024-01-10,900.001,EUR,VIE,,,
Y-4,M-1,,,2024-01-10,900.00,,VIE,,,
Y-5,M-1,,,2024-01-10,900.00,EUR,VIE,GHOST,2024-02-01,
Y-6,M-1,,,2024-03-10,900.00,EUR,VIE,P-00001,2024-02-01,
Y-7,M-1,,,2024-01-10,900.00,EUR,,,,AVAILABLE
Y-8,M-1,,,2024-01-10,900.00,EUR,VIE,,,STOLEN
D-00001,M-1,,,2024-01-10,900.00,EUR,VIE,,,
Y-1,M-1,,,2024-01-10,900.00,EUR,VIE,,,
Y-9,M-1,,,2999-01-10,900.00,EUR,VIE,,,
Y-10,M-1
`;

const DEVICE_FAULTS = [
  '3 model_code ASSETS_MODEL_UNKNOWN',
  '4 cost_amount ASSETS_AMOUNT_TOO_FINE',
  '5 cost_currency ASSETS_COST_INCOMPLETE',
  '6 holder_number ASSETS_EMPLOYEE_UNKNOWN',
  '7 held_since ASSETS_BEFORE_PURCHASE',
  '8 site_code ASSETS_SITE_MISSING',
  '9 state CORE_IMPORT_BAD_VALUE',
  '10 tag ASSETS_TAG_TAKEN',
  '11 tag CORE_IMPORT_DUPLICATE_KEY',
  '12 purchased_on ASSETS_AT_IN_FUTURE',
  '13 - CORE_IMPORT_CELL_COUNT',
];

const mapping = [{ header: 'E-Mail', column: 'email' }];

test.each([
  ['people', 'employeeImport', DIRTY_PEOPLE, { mapping }, PEOPLE_FAULTS],
  ['devices', 'assetImport', DIRTY_DEVICES, {}, DEVICE_FAULTS],
] as const)('a file of %s from real life: all its faults, nothing written', async (...row) => {
  const [, field, csv, more, faults] = row;
  const before = await counted();
  const job = await imported(owner, field, { csv, ...more });
  expect(faultsOf(job)).toEqual(faults);
  expect(job).toMatchObject({
    state: 'FAILED',
    result: { created: 0, failed: faults.length },
    userErrors: [{ code: 'CORE_IMPORT_REJECTED' }],
  });
  const rehearsal = await imported(owner, field, { csv, ...more, dryRun: true });
  expect(faultsOf(rehearsal)).toEqual(faults);
  expect(rehearsal).toMatchObject({ state: 'SUCCEEDED', result: { created: 1 } });
  expect(await counted()).toEqual(before);
});

test.each([
  ['employeeImport', csvOf(people(40)), 'employee_number HR_NUMBER_TAKEN'],
  ['assetImport', csvOf(devices(40)), 'tag ASSETS_TAG_TAKEN'],
] as const)('the same file again is refused row by row: %s', async (field, csv, fault) => {
  const before = await counted();
  const job = await imported(owner, field, { csv, onError: 'REJECT_FAILED' });
  expect(job).toMatchObject({ state: 'SUCCEEDED', result: { rows: 40, created: 0, failed: 40 } });
  expect(job.faults.nodes).toHaveLength(40);
  expect(new Set(faultsOf(job).map((text) => text.replace(/^\d+ /, '')))).toEqual(
    new Set(field === 'employeeImport' ? [fault, 'manager_number CORE_IMPORT_DEPENDS'] : [fault]),
  );
  expect(await counted()).toEqual(before);
});

describe('who may import', () => {
  const [row] = people(1);
  const csv = csvOf([{ ...row, employee_number: 'R-1' }]);

  test('an HR manager, by GraphQL alone, who sees the own job', async () => {
    const manager = await app.member('hrManager');
    const uploadId = await app.upload(manager, csv);
    const { employeeImport } = await manager.data(
      `mutation ($id: ID!) { employeeImport(input: { uploadId: $id }) { job { id state } } }`,
      { id: uploadId },
    );
    await app.work();
    const { job } = await manager.data(
      `query ($id: ID!) { job(by: { id: $id }) { state result { created } } }`,
      { id: employeeImport.job.id },
    );
    expect(job).toMatchObject({ state: 'SUCCEEDED', result: { created: 1 } });
  });

  test('an asset manager imports devices, and no people', async () => {
    const keeper = { url: owner.url, token: await app.token('assetManager') };
    const [device] = devices(1);
    const own = csvOf([{ ...device, tag: 'R-1', holder_number: '', held_since: '' }]);
    expect(await imported(keeper, 'assetImport', { csv: own })).toMatchObject({
      state: 'SUCCEEDED',
    });
    await expect(startImport(keeper, 'employeeImport', { csv })).rejects.toThrow(
      /FORBIDDEN.*hr\.employee\.import/,
    );
  });

  test('a viewer may not even send a file', async () => {
    const viewer = { url: owner.url, token: await app.token('viewer') };
    await expect(startImport(viewer, 'employeeImport', { csv })).rejects.toThrow(
      /FORBIDDEN.*core\.upload\.write/,
    );
    await expect(app.upload(await app.member('viewer'), csv)).rejects.toThrow('FORBIDDEN');
  });
});
