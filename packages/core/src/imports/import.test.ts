import { createDepot, type Depot } from '../../test/depot.js';
import { hooks } from '../../test/depot-plugin.js';

let depot: Depot;
let packer: string;

beforeAll(async () => {
  depot = await createDepot();
  packer = await depot.token('packer');
});
afterAll(() => depot.close());
beforeEach(async () => {
  delete hooks.beforeBatch;
  await depot.sql('delete from depot.crate');
});

const HEADER = 'tag,serial,weight,packed_on,state,under_tag';
const DAY = '2026-01-02';

/** A file of rows, each a line without its header. */
const file = (...rows: string[]) => [HEADER, ...rows].join('\n');

/** Imports and runs; the job as it is then. */
async function imported(text: string, input: object = {}) {
  const id = await depot.import(packer, text, input);
  await depot.work();
  return depot.job(packer, id);
}

const faultsOf = (job: { faults: { nodes: { line: number; column: string; code: string }[] } }) =>
  job.faults.nodes.map(({ line, column, code }) => [line, column, code]);

test('a clean file is written whole, in the order of its dependencies', async () => {
  const rows = [`A-2,,12.50,${DAY},shut,A-1`, '', `"A-1","S ""1""\r\nx",,2026-01-01,,`];
  const text = `\ufeff${[HEADER, ...rows].join('\r\n')}\r\n`;
  const id = await depot.import(packer, text);
  expect(await depot.job(packer, id)).toMatchObject({ kind: 'depotCrateImport', state: 'QUEUED' });
  await depot.work();
  expect(await depot.job(packer, id)).toMatchObject({
    state: 'SUCCEEDED',
    progress: { done: 2, failed: 0, total: 2, percent: 100, step: null },
    result: { rows: 2, created: 2, failed: 0 },
    userErrors: [],
    faults: { nodes: [] },
  });
  const crates = await depot.sql(`select c.tag, c.serial, c.weight, c.state, u.tag as under
    from depot.crate c left join depot.crate u on u.id = c.under_id order by c.tag`);
  expect(crates).toEqual([
    { tag: 'A-1', serial: 'S "1"\r\nx', weight: null, state: 'OPEN', under: null },
    { tag: 'A-2', serial: null, weight: '12.50', state: 'SHUT', under: 'A-1' },
  ]);
});

test('what is written leaves the trail of a mutation', async () => {
  const before = await depot.sql("select id from core.outbox_event where name like 'depot.%'");
  const job = await imported(file(`T-1,,,${DAY},,`, `T-2,,,${DAY},,T-1`));
  expect(job.state).toBe('SUCCEEDED');
  const audit = await depot.sql(
    `select operation, action, principal_kind, after ->> 'tag' as tag from core.audit_entry
     where record_type = 'DepotCrate' and after ->> 'tag' like 'T-%' order by 4`,
  );
  const trail = { operation: 'depotCrateImport', action: 'CREATE', principal_kind: 'apiKey' };
  expect(audit).toEqual([
    { ...trail, tag: 'T-1' },
    { ...trail, tag: 'T-2' },
  ]);
  expect(
    await depot.sql("select id from core.outbox_event where name like 'depot.%'"),
  ).toHaveLength(before.length + 2);
});

test.each(['REJECT_ALL', 'REJECT_FAILED'])(
  '%s: every row is told to followers',
  async (onError) => {
    const job = await imported(file(`F-1,,,${DAY},,`, `F-2,,,${DAY},,F-1`), { onError });
    expect(job.state).toBe('SUCCEEDED');
    const told = await depot.sql(
      `select o.payload ->> 'action' as action, o.payload ->> 'version' as version
     from core.outbox_event o join depot.crate c on c.id = o.record_id
     where o.name = 'core.record.changed' and c.tag like 'F-%'`,
    );
    const created = { action: 'CREATE', version: '1' };
    expect(told).toEqual([created, created]);
  },
);

const DIRTY = [
  'Tag,serial,weight,packed on,state,under_tag,colour',
  `D-1,X,heavy,${DAY},OPEN,,red`, // 2: decimal
  `D-2,X,1,2026-02-30,OPEN,,red`, // 3: date
  `,Y,1,${DAY},AJAR,,red`, // 4: tag missing, state
  `D-4,Z,1,${DAY},OPEN,,red`, // 5
  `D-4,Q,1,${DAY},OPEN,,red`, // 6: key twice
  `D-5,"Z",2000,${DAY},,,`, // 7: refused by the domain
  `D-6,Z,1,${DAY},,,`, // 8: serial of line 5, found by the database
  `D-7,V,1,${DAY},,D-5,`, // 9: depends on line 7
  `D-8,W,1,${DAY},,nobody,`, // 10: unknown
  `D-9,,1,${DAY}`, // 11: cells missing
  `"D-10"x,,1,${DAY},,,`, // 12: quotes
  `D-11,,1,${DAY},,D-12,`, // 13: ring
  `D-12,,1,${DAY},,D-11,`, // 14: ring
  `D-13,,1,${DAY},,,`, // 15: fine
].join('\r\n');

const DIRTY_FAULTS = [
  [1, 'colour', 'CORE_IMPORT_UNKNOWN_COLUMN'],
  [2, 'weight', 'CORE_IMPORT_BAD_DECIMAL'],
  [3, 'packed_on', 'CORE_IMPORT_BAD_DATE'],
  [4, 'tag', 'CORE_IMPORT_REQUIRED'],
  [4, 'state', 'CORE_IMPORT_BAD_VALUE'],
  [6, 'tag', 'CORE_IMPORT_DUPLICATE_KEY'],
  [7, 'weight', 'DEPOT_TOO_HEAVY'],
  [8, 'serial', 'CORE_DUPLICATE'],
  [9, 'under_tag', 'CORE_IMPORT_DEPENDS'],
  [10, 'under_tag', 'DEPOT_UNDER_UNKNOWN'],
  [11, null, 'CORE_IMPORT_CELL_COUNT'],
  [12, null, 'CORE_IMPORT_NOT_CSV'],
  [13, 'under_tag', 'CORE_IMPORT_RING'],
  [14, 'under_tag', 'CORE_IMPORT_RING'],
];

test('a dry run finds all faults and writes nothing', async () => {
  const before = await depot.sql("select id from core.outbox_event where name like 'depot.%'");
  const job = await imported(DIRTY, { dryRun: true });
  expect(job).toMatchObject({
    state: 'SUCCEEDED',
    result: { rows: 14, created: 2, failed: 12 },
    userErrors: [],
  });
  expect(faultsOf(job)).toEqual(DIRTY_FAULTS);
  expect(await depot.tags()).toEqual([]);
  expect(
    await depot.sql("select id from core.outbox_event where name like 'depot.%'"),
  ).toHaveLength(before.length);
});

test('REJECT_ALL writes nothing when one row has a fault, and says all of them', async () => {
  const job = await imported(DIRTY);
  expect(job).toMatchObject({ state: 'FAILED', result: { rows: 14, created: 0, failed: 12 } });
  expect(job.userErrors).toEqual([
    {
      code: 'CORE_IMPORT_REJECTED',
      message: '12 of 14 rows have faults, or the header has. Nothing was written.',
    },
  ]);
  expect(faultsOf(job)).toEqual(DIRTY_FAULTS);
  expect(await depot.tags()).toEqual([]);
});

test('REJECT_FAILED leaves out rows with faults and what depends on them', async () => {
  const mapping = [{ header: 'colour' }];
  const job = await imported(DIRTY, { onError: 'REJECT_FAILED', mapping });
  expect(job).toMatchObject({ state: 'SUCCEEDED', result: { rows: 14, created: 2, failed: 12 } });
  expect(faultsOf(job)).toEqual(DIRTY_FAULTS.slice(1));
  expect(await depot.tags()).toEqual(['D-13', 'D-4']);
});

test('a header at fault is refused also by REJECT_FAILED', async () => {
  const job = await imported(DIRTY, { onError: 'REJECT_FAILED' });
  expect(job).toMatchObject({ state: 'FAILED', userErrors: [{ code: 'CORE_IMPORT_REJECTED' }] });
  expect(await depot.tags()).toEqual([]);
});

test('headers are mapped, delimiters recognised', async () => {
  const text = `Nummer;Packtag;Notiz\nM-1;${DAY};a,b,c,d\n`;
  const mapping = [
    { header: 'Nummer', column: 'tag' },
    { header: 'Packtag', column: 'packed_on' },
    { header: 'Notiz', column: null },
  ];
  expect(await imported(text, { mapping })).toMatchObject({ state: 'SUCCEEDED' });
  const tabs = `tag\tpacked_on\nM-2\t${DAY}\n`;
  expect(await imported(tabs, { delimiter: '\t' })).toMatchObject({ state: 'SUCCEEDED' });
  expect(await depot.tags()).toEqual(['M-1', 'M-2']);
});

test.each([
  ['', 'empty', [[1, null, 'CORE_IMPORT_EMPTY']]],
  ['tag\nX\n', 'missing column', [[1, 'packed_on', 'CORE_IMPORT_MISSING_COLUMN']]],
  [`tag,packed_on,TAG\nX,${DAY},Y\n`, 'column twice', [[1, 'TAG', 'CORE_IMPORT_COLUMN_TWICE']]],
  [`${HEADER}\n"${'x'.repeat(70_000)}`, 'no end', [[2, null, 'CORE_IMPORT_ROW_TOO_LONG']]],
])('a file that cannot be used is refused: %#', async (text, _name, faults) => {
  const job = await imported(text || '\n');
  expect(job.state).toBe('FAILED');
  expect(faultsOf(job)).toEqual(faults);
});

test('a chain of more than a hundred rows is refused, not followed', async () => {
  const rows = Array.from(
    { length: 102 },
    (_, at) => `C-${at},,,${DAY},,${at ? `C-${at - 1}` : ''}`,
  );
  const job = await imported(file(...rows.reverse()));
  expect(faultsOf(job)).toEqual([
    [2, 'under_tag', 'CORE_IMPORT_TOO_DEEP'],
    [3, 'under_tag', 'CORE_IMPORT_TOO_DEEP'],
  ]);
});

test('a row that another session wrote meanwhile is found, and all is taken back', async () => {
  const rows = Array.from({ length: 300 }, (_, at) => `R-${at},,,${DAY},,`);
  let batches = 0;
  hooks.beforeBatch = async () => {
    batches += 1;
    if (batches === 2) {
      await depot.sql(`insert into depot.crate (id, tag, packed_on)
        values (gen_random_uuid(), 'R-299', '${DAY}')`);
    }
  };
  const job = await imported(file(...rows));
  expect(job.state).toBe('FAILED');
  expect(faultsOf(job)).toEqual([[301, 'tag', 'CORE_DUPLICATE']]);
  expect(await depot.tags()).toEqual(['R-299']);
});

test('uploads and jobs of another organization are not there', async () => {
  const stranger = await depot.token('packer', 'other');
  const uploadId = await depot.upload(packer, file(`F-1,,,${DAY},,`));
  const document = `mutation ($input: ImportInput!) {
    depotCrateImport(input: $input) { job { id } userErrors { code } } }`;
  const foreign = depot.run(stranger, document, { input: { uploadId } });
  await expect(foreign).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  const id = await depot.import(packer, file(`F-1,,,${DAY},,`));
  expect(await depot.job(stranger, id)).toBeNull();
  const cancel = `mutation ($id: ID!) { jobCancel(input: { id: $id }) { userErrors { code } } }`;
  const cancelled = depot.run(stranger, cancel, { id });
  await expect(cancelled).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  await depot.work();
  expect(await depot.tags('other')).toEqual([]);
  expect(await depot.tags()).toEqual(['F-1']);
});

test('importing needs the permission of the type, and a stored upload', async () => {
  const viewer = await depot.token('viewer');
  const document = `mutation ($input: ImportInput!) {
    depotCrateImport(input: $input) { job { id } userErrors { code path } } }`;
  const { id } = await depot.slot(packer, 10);
  const refused = depot.run(viewer, document, { input: { uploadId: id } });
  await expect(refused).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN', permission: 'depot.crate.import' },
  });
  expect(await depot.run(packer, document, { input: { uploadId: id } })).toEqual({
    depotCrateImport: {
      job: null,
      userErrors: [{ code: 'CORE_UPLOAD_NOT_STORED', path: ['input', 'uploadId'] }],
    },
  });
  const input = { uploadId: await depot.upload(packer, 'tag\n'), delimiter: '|' };
  expect((await depot.run(packer, document, { input })).depotCrateImport.userErrors).toEqual([
    { code: 'CORE_IMPORT_DELIMITER', path: ['input', 'delimiter'] },
  ]);
});

test('the template of a file', async () => {
  const document = `{ importTemplate(kind: "depotCrate") { kind header columns {
    name kind isRequired values maxLength } } none: importTemplate(kind: "x") { kind } }`;
  const { importTemplate, none } = await depot.run(packer, document);
  expect(importTemplate).toMatchObject({ kind: 'depotCrate', header: HEADER });
  expect(importTemplate.columns[4]).toEqual({
    name: 'state',
    kind: 'ENUM',
    isRequired: false,
    values: ['OPEN', 'SHUT'],
    maxLength: null,
  });
  expect(none).toBeNull();
  const viewer = await depot.token('viewer');
  await expect(depot.run(viewer, document)).rejects.toMatchObject({
    extensions: { permission: 'depot.crate.import' },
  });
});
