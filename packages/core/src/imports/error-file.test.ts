import { createDepot, type Depot, type Loose } from '../../test/depot.js';
import { openFile } from '../files/file-service.js';
import { parseId } from '../model/ids.js';

let depot: Depot;
let packer: string;

beforeAll(async () => {
  depot = await createDepot();
  packer = await depot.token('packer');
});
afterAll(() => depot.close());
beforeEach(() => depot.sql('delete from depot.crate'));

const DAY = '2026-01-02';

async function imported(text: string, input: object = {}): Promise<Loose> {
  const id = await depot.import(packer, text, { onError: 'REJECT_FAILED', ...input });
  await depot.work();
  return depot.job(packer, id);
}

/** What the address of a finished job would give. */
async function errorsOf({ result }: Loose): Promise<string> {
  const id = parseId(result.fileId)?.uuid ?? '';
  const file = await openFile(depot.runtime, depot.organizations.acme, id);
  const chunks: Buffer[] = [];
  for await (const chunk of file?.read() ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

test('rejected rows come back in the form of their file, to be corrected', async () => {
  const lines = [
    '\ufeffTag;Serial;Weight;Packed on;state',
    `E-1;"S;1";12.50;${DAY};OPEN`,
    `E-2;"S ""2""";heavy;2026-02-30;OPEN`,
    `E-3;=1+1;2000;${DAY};SHUT`,
    `E-4;;1;${DAY};OPEN`,
    `E-5;-7;'-5;${DAY}`,
    '',
  ];
  const job = await imported(lines.join('\r\n'));
  expect(job).toMatchObject({
    state: 'SUCCEEDED',
    result: { rows: 5, created: 2, updated: 0, unchanged: 0, failed: 3 },
  });
  const text = await errorsOf(job);
  expect(text.split('\r\n')).toEqual([
    '\ufeffTag;Serial;Weight;Packed on;state;import_error',
    `E-2;"S ""2""";heavy;2026-02-30;OPEN;weight: ${DECIMAL} | packed_on: ${DATE}`,
    `E-3;'=1+1;2000;${DAY};SHUT;weight: A crate weighs at most 1000 kg. (DEPOT_TOO_HEAVY)`,
    `E-5;-7;-5;${DAY};;"The row has 4 cells, the header has 5. (CORE_IMPORT_CELL_COUNT)"`,
    '',
  ]);
  const corrected = text.replace('heavy', '7').replace('2026-02-30', DAY).replace('2000', '200');
  const again = await imported(corrected);
  expect(again).toMatchObject({
    state: 'SUCCEEDED',
    result: { rows: 3, created: 3, failed: 0, fileId: null },
    faults: { nodes: [] },
  });
  expect(await depot.sql('select tag, serial, weight from depot.crate order by tag')).toEqual([
    { tag: 'E-1', serial: 'S;1', weight: '12.50' },
    { tag: 'E-2', serial: 'S "2"', weight: '7.00' },
    { tag: 'E-3', serial: '=1+1', weight: '200.00' },
    { tag: 'E-4', serial: null, weight: '1.00' },
    { tag: 'E-5', serial: '-7', weight: '-5.00' },
  ]);
});

const DECIMAL =
  'A number has a point before its decimals and nothing between thousands. ' +
  '(CORE_IMPORT_BAD_DECIMAL)';
const DATE = 'A date is an existing day as YYYY-MM-DD. (CORE_IMPORT_BAD_DATE)';

test('reasons are replaced, not piled up; what hangs on a rejected row is there too', async () => {
  const first = await imported(
    `tag,packed_on,under_tag\nR-1,${DAY},\nR-2,never,R-1\nR-3,${DAY},R-2\n`,
  );
  const text = await errorsOf(first);
  const date = `packed_on: ${DATE}`;
  const reason = 'under_tag: "Line 3, on which this row depends, has faults.';
  expect(text).toBe(
    'tag,packed_on,under_tag,import_error\n' +
      `R-2,never,R-1,${date}\n` +
      `R-3,${DAY},R-2,${reason.replace('under_tag: "', '"under_tag: ')} (CORE_IMPORT_DEPENDS)"\n`,
  );
  const second = await errorsOf(await imported(text.replace('R-2,never', 'R-2,soon')));
  expect(second.split('\n').slice(0, 2)).toEqual([
    'tag,packed_on,under_tag,import_error',
    `R-2,soon,R-1,${date}`,
  ]);
});

test('#48 what a spreadsheet would run is guarded also in rows that cannot be read', async () => {
  const text = await errorsOf(await imported(`tag,packed_on\n=cmd()"x",${DAY}\n`));
  expect(text.split('\n')[1]).toMatch(/^'=cmd\(\)"x",2026-01-02,The quotes/);
});

test('a file of rejected rows is imported by its id, once its reason is gone', async () => {
  const job = await imported(`tag,packed_on,under_tag\nU-2,${DAY},U-1\n`);
  await imported(`tag,packed_on\nU-1,${DAY}\n`);
  const start = `mutation ($id: ID!) { importStart(input: { type: "depotCrate", fileId: $id }) {
    job { id } userErrors { code } } }`;
  const { importStart } = await depot.run(packer, start, { id: job.result.fileId });
  await depot.work();
  expect(await depot.job(packer, importStart.job.id)).toMatchObject({
    state: 'SUCCEEDED',
    result: { created: 1, failed: 0 },
  });
  expect(await depot.tags()).toEqual(['U-1', 'U-2']);
});

test.each([{ dryRun: true }, { onError: 'REJECT_ALL' }])(
  'nothing written, and the reasons are there: %j',
  async (input) => {
    const job = await imported(`tag,packed_on\nW-1,${DAY}\nW-2,x\n`, input);
    const lines = (await errorsOf(job)).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^W-2,x,packed_on: /);
    expect(await depot.tags()).toEqual([]);
  },
);

test('a file that is refused for its header gives no rows back', async () => {
  const job = await imported('tag\nX-1\n');
  expect(job).toMatchObject({ state: 'FAILED', result: { fileId: null } });
});

test('#30 another organization does not see the rows', async () => {
  const job = await imported(`tag,packed_on\nS-1,x\n`);
  const document = `query ($id: ID!) { file(by: { id: $id }) { name } }`;
  const id = job.result.fileId;
  expect(await depot.run(packer, document, { id })).toEqual({
    file: { name: 'depotCrateImport-errors.csv' },
  });
  const stranger = await depot.token('packer', 'other');
  expect(await depot.run(stranger, document, { id })).toEqual({ file: null });
});

test('5,000 rows, with more faults than are held in memory, and all of them told', async () => {
  const rows = Array.from({ length: 5_000 }, (_, at) => `M-${at},${at % 2 ? DAY : 'x'}`);
  const job = await imported(`tag,packed_on\n${rows.join('\n')}\n`);
  expect(job).toMatchObject({
    state: 'SUCCEEDED',
    progress: { done: 2_500, failed: 2_500, total: 5_000, percent: 100 },
    result: { rows: 5_000, created: 2_500, failed: 2_500 },
    faults: { totalCount: 2_500 },
  });
  expect((await errorsOf(job)).split('\n')).toHaveLength(2_502);
});
