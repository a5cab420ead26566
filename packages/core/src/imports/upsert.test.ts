import { createDepot, type Depot, type Loose } from '../../test/depot.js';
import { encodeId } from '../model/ids.js';

let depot: Depot;
let packer: string;

beforeAll(async () => {
  depot = await createDepot();
  packer = await depot.token('packer');
});
afterAll(() => depot.close());
beforeEach(() => depot.sql('delete from depot.crate'));

const HEADER = 'tag,serial,weight,packed_on,state,under_tag';
const DAY = '2026-01-02';
const file = (...rows: string[]) => [HEADER, ...rows].join('\n');

const START = `mutation ($input: ImportStartInput!) {
  importStart(input: $input) { job { id kind } userErrors { code path } } }`;

async function started(input: object): Promise<Loose> {
  const { importStart } = await depot.run(packer, START, {
    input: { type: 'depotCrate', mode: 'UPSERT', ...input },
  });
  if (!importStart.job) return importStart;
  await depot.work();
  return depot.job(packer, importStart.job.id);
}

const upserted = async (text: string, more: object = {}) =>
  started({ uploadId: await depot.upload(packer, text), ...more });

const crates = () =>
  depot.sql('select tag, serial, weight, state, version from depot.crate order by tag');

test('rows whose key is there change that record, others make one', async () => {
  await upserted(file(`U-1,S-1,5.00,${DAY},OPEN,`));
  const job = await upserted(file(`U-2,,,${DAY},,U-1`, `U-1,,7.50,${DAY},SHUT,`));
  expect(job).toMatchObject({
    state: 'SUCCEEDED',
    kind: 'depotCrateImport',
    result: { rows: 2, created: 1, updated: 1, unchanged: 0, failed: 0 },
  });
  expect(await crates()).toEqual([
    { tag: 'U-1', serial: 'S-1', weight: '7.50', state: 'SHUT', version: 2 },
    { tag: 'U-2', serial: null, weight: null, state: 'OPEN', version: 1 },
  ]);
});

test('CREATE refuses a key that is there', async () => {
  await upserted(file(`U-1,,5.00,${DAY},OPEN,`));
  const job = await upserted(file(`U-1,,6.00,${DAY},OPEN,`), { mode: 'CREATE' });
  expect(job).toMatchObject({ state: 'FAILED', faults: { nodes: [{ code: 'CORE_DUPLICATE' }] } });
});

test('a change that the domain refuses is a fault of its row', async () => {
  await upserted(file(`U-1,,5.00,${DAY},OPEN,`, `U-2,,5.00,${DAY},OPEN,`));
  const text = file(`U-1,,2000,${DAY},,`, `U-2,,6.00,${DAY},,`);
  const job = await upserted(text, { onError: 'REJECT_FAILED' });
  expect(job).toMatchObject({ state: 'SUCCEEDED', result: { created: 0, updated: 1, failed: 1 } });
  expect((await crates()).map(({ weight }) => weight)).toEqual(['5.00', '6.00']);
});

test('an export that is imported again changes nothing', async () => {
  await upserted(file(`U-1,"=1+1",5.00,${DAY},SHUT,`, `U-2,"'=x",,${DAY},,U-1`));
  const before = await crates();
  const document = `mutation { bulkExport(input: { type: "depotCrate", format: CSV }) {
    job { id } } }`;
  const { bulkExport } = await depot.run(packer, document);
  await depot.work();
  const [{ id }] = await depot.sql("select id from core.file where purpose = 'core.export'");
  const job = await started({ fileId: encodeId('fil', id) });
  expect(bulkExport.job.id).not.toBe(job.id);
  expect(job).toMatchObject({
    state: 'SUCCEEDED',
    result: { rows: 2, created: 0, updated: 0, unchanged: 2, failed: 0 },
  });
  expect(await crates()).toEqual(before);
});

test('what cannot be started is refused', async () => {
  expect(await started({ uploadId: 'x', fileId: 'y' })).toMatchObject({
    userErrors: [{ code: 'CORE_IMPORT_SOURCE' }],
  });
  expect(await started({ uploadId: 'x', type: 'nothing' })).toMatchObject({
    userErrors: [{ code: 'CORE_IMPORT_TYPE', path: ['input', 'type'] }],
  });
  const viewer = await depot.token('viewer');
  const input = { type: 'depotCrate', uploadId: 'x' };
  await expect(depot.run(viewer, START, { input })).rejects.toMatchObject({
    extensions: { permission: 'depot.crate.import' },
  });
});

test('what can be imported', async () => {
  const document = '{ importTypes { kind key canUpsert canExport columns { name } } }';
  const { importTypes } = await depot.run(packer, document);
  expect(importTypes).toMatchObject([
    { kind: 'depotCrate', key: ['tag'], canUpsert: true, canExport: true },
  ]);
  expect(importTypes[0].columns).toHaveLength(6);
  const viewer = await depot.token('viewer');
  expect(await depot.run(viewer, document)).toEqual({ importTypes: [] });
});
