import type { Loose, TestClient } from '@bureau/testing';
import { createCompany, type TestCompany } from '../../test/company.js';

let company: TestCompany;
let owner: TestClient;
beforeAll(async () => {
  company = await createCompany({ clock: () => new Date('2026-01-15T12:00:00Z') });
  owner = await company.app.member('owner');
  const { asset, modelId, sites } = company;
  for (const tag of ['D-1', 'D-2']) await asset('assetCreate', { tag, modelId, siteId: sites.HAM });
});
afterAll(() => company?.close());

const JOB = `query ($id: ID!) { job(by: { id: $id }) { state
  result { rows created updated unchanged failed fileId }
  faults { nodes { line column code } } } }`;

async function ended(id: string): Promise<Loose> {
  await company.app.work();
  return (await owner.data(JOB, { id })).job;
}

async function imported(input: object): Promise<Loose> {
  const { importStart } = await owner.data(
    'mutation ($input: ImportStartInput!) { importStart(input: $input) { job { id } } }',
    { input: { mode: 'UPSERT', ...input } },
  );
  return ended(importStart.job.id);
}

const load = async (type: string, ...lines: string[]) =>
  imported({ type, uploadId: await company.app.upload(owner, lines.join('\n')) });

async function exported(type: string): Promise<string> {
  const { bulkExport } = await owner.data(
    `mutation ($type: String!) { bulkExport(input: { type: $type, format: CSV }) { job { id } } }`,
    { type },
  );
  return (await ended(bulkExport.job.id)).result.fileId;
}

const LICENSES = 'code,name,publisher,seats,cost_amount,cost_currency,expires_on,note';

test('licences and seats come by file, and an own export changes nothing', async () => {
  const first = await load(
    'license',
    LICENSES,
    'CAD,"CAD, Pro",Draft,3,1200.50,EUR,2026-12-31,=SUM(A1)',
    'OFF,Office,,50,,,,',
  );
  expect(first).toMatchObject({ state: 'SUCCEEDED', result: { created: 2, failed: 0 } });
  const people = ['license_code,employee_number,assigned_on', 'CAD,E-1,2025-03-01', 'OFF,E-2,'];
  expect(await load('employeeSeat', ...people)).toMatchObject({ result: { created: 2 } });
  const devices = ['license_code,asset_tag', 'CAD,D-1', 'OFF,D-2'];
  expect(await load('assetSeat', ...devices)).toMatchObject({ result: { created: 2 } });
  for (const [type, rows] of [
    ['license', 2],
    ['employeeSeat', 2],
    ['assetSeat', 2],
  ] as const) {
    const again = await imported({ type, fileId: await exported(type) });
    expect(again).toMatchObject({
      state: 'SUCCEEDED',
      result: { rows, created: 0, updated: 0, unchanged: rows, failed: 0 },
    });
  }
  const other = await load('license', LICENSES, 'CAD,CAD,,2,,,,');
  expect(other).toMatchObject({ result: { updated: 1 } });
  const { license } = await owner.data(
    '{ license(by: { code: "CAD" }) { name seats seatsUsed publisher cost { amount } } }',
  );
  expect(license).toMatchObject({ name: 'CAD', seats: 2, seatsUsed: 2, publisher: 'Draft' });
});

test('a file never takes more seats than were bought, and every fault has its place', async () => {
  await load('license', LICENSES, 'ONE,One,,1,,,,', 'OLD,Old,,5,,,2025-01-01,');
  const { faults } = await load(
    'employeeSeat',
    'license_code,employee_number,assigned_on',
    ...['ONE,E-1,', 'ONE,E-2,', 'OLD,E-1,', 'NONE,E-1,', 'ONE,E-9,', 'ONE,E-3,2099-01-01'],
  );
  const places = (list: Loose) =>
    list.nodes.map(({ line, column, code }: Loose) => `${line} ${column} ${code}`);
  expect(places(faults)).toEqual(
    expect.arrayContaining([
      '3 license_code ASSETS_NO_SEAT_FREE',
      '4 license_code ASSETS_LICENSE_EXPIRED',
      '5 license_code ASSETS_LICENSE_UNKNOWN',
      '6 employee_number ASSETS_EMPLOYEE_UNKNOWN',
    ]),
  );
  const bad = await load('license', LICENSES, 'BAD,Bad,,0,,,,', 'CUR,Cur,,1,10,,,');
  expect(places(bad.faults)).toEqual([
    '2 seats ASSETS_SEATS_RANGE',
    '3 cost_currency ASSETS_COST_INCOMPLETE',
  ]);
});
