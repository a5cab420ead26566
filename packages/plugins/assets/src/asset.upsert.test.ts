import type { TestClient } from '@bureau/testing';
import { createCompany, type TestCompany } from '../test/company.js';

let company: TestCompany;
let owner: TestClient;

beforeAll(async () => {
  company = await createCompany();
  owner = await company.app.member('owner');
});
afterAll(() => company?.close());

const JOB = `query ($id: ID!) { job(by: { id: $id }) { state
  result { rows created failed fileId } faults { nodes { line column code } } } }`;

async function ended(id: string) {
  await company.app.work();
  return (await owner.data(JOB, { id })).job;
}

async function imported(input: object) {
  const { importStart } = await owner.data(
    `mutation ($input: ImportStartInput!) { importStart(input: $input) { job { id } } }`,
    { input: { type: 'asset', mode: 'UPSERT', ...input } },
  );
  return ended(importStart.job.id);
}

const upload = (text: string) => company.app.upload(owner, text);

const assets = () =>
  company.app.sql(`select tag, version, serial_number, cost_amount::text as cost
    from assets.asset where tag like 'U-%' order by 1`);

const HEADER = 'tag,serial_number,model_code,purchased_on,cost_amount,cost_currency,site_code';

test('an export of assets that is imported again changes nothing; other values do', async () => {
  const text = [HEADER, 'U-1,S-1,L1,2024-03-01,900.1,EUR,HAM', 'U-2,,L1,,,,HAM'].join('\n');
  expect(await imported({ uploadId: await upload(text) })).toMatchObject({
    state: 'SUCCEEDED',
    result: { created: 2 },
  });
  const before = await assets();
  const { bulkExport } = await owner.data(`mutation { bulkExport(input: { type: "asset",
    format: CSV, where: { tag: { startsWith: "U-" } } }) { job { id } } }`);
  const { result } = await ended(bulkExport.job.id);
  expect(await imported({ fileId: result.fileId })).toMatchObject({
    state: 'SUCCEEDED',
    result: { rows: 2, failed: 0 },
    faults: { nodes: [] },
  });
  expect(await assets()).toEqual(before);
  const other = [HEADER, 'U-1,S-9,L1,2024-03-01,950,EUR,HAM'].join('\n');
  expect(await imported({ uploadId: await upload(other) })).toMatchObject({ state: 'SUCCEEDED' });
  expect((await assets())[0]).toMatchObject({ version: 2, serial_number: 'S-9' });
});

test('who has an asset is not changed by an import', async () => {
  const text = ['tag,model_code,site_code,state', 'U-2,L1,HAM,IN_REPAIR'].join('\n');
  expect(await imported({ uploadId: await upload(text) })).toMatchObject({
    state: 'FAILED',
    faults: { nodes: [{ line: 2, column: 'state', code: 'ASSETS_IMPORT_CUSTODY' }] },
  });
});

test('hosts, parts and what is used at a site come by file, and stay as they are', async () => {
  const text = [
    'tag,model_code,site_code,holder_number,host_tag,held_since,state',
    'V-PART,L1,,,V-HOST,2025-02-01,',
    'V-HOST,L1,HAM,E-1,,2025-01-01,',
    'V-PRINTER,L1,VIE,,,2025-01-01,IN_USE',
  ].join('\n');
  expect(await imported({ uploadId: await upload(text) })).toMatchObject({
    ...{ state: 'SUCCEEDED', result: { created: 3 }, faults: { nodes: [] } },
  });
  const { asset } = await owner.data(
    '{ asset(by: { tag: "V-PART" }) { state holder { number } host { tag } } }',
  );
  expect(asset).toEqual({ state: 'IN_USE', holder: { number: 'E-1' }, host: { tag: 'V-HOST' } });
  const stands = () => company.app.sql('select tag, version from assets.asset order by 1');
  const before = await stands();
  const { bulkExport } = await owner.data(
    `mutation { bulkExport(input: { type: "asset", format: CSV,
      where: { tag: { startsWith: "V-" } } }) { job { id } } }`,
  );
  const { result } = await ended(bulkExport.job.id);
  expect(await imported({ fileId: result.fileId })).toMatchObject({
    ...{ state: 'SUCCEEDED', result: { rows: 3, failed: 0 }, faults: { nodes: [] } },
  });
  expect(await stands()).toEqual(before);
});
