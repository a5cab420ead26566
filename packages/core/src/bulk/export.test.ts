import { createDepot, type Depot, type Loose } from '../../test/depot.js';
import { createFileSweeper } from '../files/file-sweeper.js';
import { openDownload } from '../files/open-download.js';
import { type JobHandler, JobStopped } from '../jobs/job-run.js';
import { createJobRunner } from '../jobs/job-runner.js';
import { exportHandler } from './export-handler.js';
import { REPORT_PURPOSE } from './report-purpose.js';

let depot: Depot;
let packer: string;

const CRATES = 620;

beforeAll(async () => {
  depot = await createDepot();
  packer = await depot.token('packer');
  for (const organization of ['acme', 'other'] as const) {
    await depot.sql(
      `insert into depot.crate (id, tag, serial, weight, packed_on)
       select gen_random_uuid(), 'T-' || n, case when n = 1 then '=1+1' end, n / 2.0, '2026-01-02'
       from generate_series(1, $1) n`,
      [organization === 'acme' ? CRATES : 3],
      organization,
    );
  }
});
afterAll(() => depot.close());

const EXPORT = `mutation ($input: BulkExportInput!) {
  bulkExport(input: $input) { job { id state kind } userErrors { code path message } } }`;
const JOB = `query ($id: ID!) { job(by: { id: $id }) { state progress { done total step }
  result { rows asOf expiresAt downloadUrl } userErrors { code message } } }`;

async function asked(input: object, token = packer): Promise<string> {
  const { bulkExport } = await depot.run(token, EXPORT, { input });
  if (!bulkExport.job) throw new Error(JSON.stringify(bulkExport));
  return bulkExport.job.id;
}

async function exported(input: object): Promise<Loose> {
  const id = await asked(input);
  await depot.work();
  return (await depot.run(packer, JOB, { id })).job;
}

async function bytesOf(url: string): Promise<string> {
  const file = await openDownload(depot.runtime, url.split('/').at(-1) ?? '');
  if (!file) throw new Error('The address leads nowhere.');
  const chunks: Buffer[] = [];
  for await (const chunk of file.read({ start: 0, end: file.size }, 'test')) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const QUERY = `query ($prefix: String) {
  depotCrates(where: { tag: { startsWith: $prefix } }) { nodes { ...facts } } }
  fragment facts on DepotCrate { id tag serial weight under { tag } }`;

test('JSONL: every record of a list once, as the API answers it', async () => {
  const job = await exported({ query: QUERY, variables: { prefix: 'T-' } });
  expect(job).toMatchObject({
    state: 'SUCCEEDED',
    progress: { done: CRATES, total: CRATES },
    result: { rows: CRATES },
    userErrors: [],
  });
  const { expiresAt, asOf, downloadUrl } = job.result;
  expect(Date.parse(expiresAt) - Date.parse(asOf)).toBeGreaterThanOrEqual(86_400_000);
  const lines = (await bytesOf(downloadUrl)).split('\n');
  expect(lines.pop()).toBe('');
  const records = lines.map((line) => JSON.parse(line) as Loose);
  expect(new Set(records.map(({ id }) => id)).size).toBe(CRATES);
  const one = records.find(({ tag }) => tag === 'T-1');
  expect(one).toEqual({
    id: one.id,
    tag: 'T-1',
    serial: '=1+1',
    weight: '0.50',
    under: null,
  });
});

test('#48 formula injection: CSV has dotted paths and guarded cells', async () => {
  const query = `{ depotCrates(where: { tag: { in: ["T-1", "T-2"] } }) {
    nodes { inventory: tag serial under { tag } } } }`;
  const job = await exported({ query, format: 'CSV' });
  const [header, ...rows] = (await bytesOf(job.result.downloadUrl)).split('\r\n');
  expect(header).toBe('inventory,serial,under.tag');
  expect(rows.sort()).toEqual(['', "T-1,'=1+1,", 'T-2,,']);
});

test('a type is exported in the columns of its import, filtered', async () => {
  const where = { tag: { eq: 'T-4' } };
  const columns = ['tag', 'packed_on', 'weight'];
  const job = await exported({ type: 'depotCrate', columns, where, format: 'CSV' });
  const text = await bytesOf(job.result.downloadUrl);
  expect(text).toBe('tag,packed_on,weight\r\nT-4,2026-01-02,2.00\r\n');
});

test('an export of nothing has no file', async () => {
  const query = '{ depotCrates(where: { tag: { eq: "none" } }) { nodes { id } } }';
  const job = await exported({ query });
  expect(job).toMatchObject({ state: 'SUCCEEDED', result: { rows: 0, downloadUrl: null } });
});

test.each([
  ['{ depotCrates { nodes { id } } a: depotCrates { nodes { id } } }', 'one root field'],
  ['{ viewer { __typename } }', 'no list of records'],
  ['{ depotCrates(first: 3) { nodes { id } } }', 'Leave "first" out'],
  ['{ depotCrates { totalCount } }', 'Select "nodes"'],
  ['{ depotCrates { nodes { nothing } } }', 'Cannot query field'],
  ['mutation { jobCancel(input: { id: "x" }) { job { id } } }', 'one query operation'],
  ['{ depot', 'Syntax Error'],
])('what is no list is refused: %s', async (query, reason) => {
  const { bulkExport } = await depot.run(packer, EXPORT, { input: { query } });
  expect(bulkExport).toMatchObject({
    job: null,
    userErrors: [{ code: 'CORE_EXPORT_QUERY', path: ['input', 'query'] }],
  });
  expect(bulkExport.userErrors[0].message).toContain(reason);
});

test('#32 what the caller may not read is refused before anything is read', async () => {
  const query = '{ apiKeys { nodes { id } } }';
  await expect(asked({ query })).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN', permission: 'core.apiKey.read' },
  });
});

test('#30 rows of another organization are not in an export, nor is its file', async () => {
  const id = await asked({ query: '{ depotCrates { nodes { tag } } }' });
  await depot.work();
  const stranger = await depot.token('packer', 'other');
  expect((await depot.run(stranger, JOB, { id })).job).toBeNull();
  const own = await depot.run(stranger, EXPORT, {
    input: { query: '{ depotCrates { nodes { tag } } }' },
  });
  await depot.work();
  const { job } = await depot.run(stranger, JOB, { id: own.bulkExport.job.id });
  expect(job.result.rows).toBe(3);
});

test('the address is for who asked, not for everybody who sees the job', async () => {
  const id = await asked({ query: '{ depotCrates { nodes { tag } } }' });
  await depot.work();
  const { job } = await depot.run(await depot.token('owner'), JOB, { id });
  expect(job.result).toMatchObject({ rows: CRATES, downloadUrl: null, expiresAt: null });
});

test('rights that were taken away end an export', async () => {
  const id = await asked({ query: '{ depotCrates { nodes { tag } } }' });
  await depot.sql(`update core.api_key set revoked_at = now()
    where id = (select actor_id from core.job where kind = 'bulkExport' and state = 'QUEUED')`);
  await depot.work();
  packer = await depot.token('packer');
  const [row] = await depot.sql(`select state, error_code from core.job
    where kind = 'bulkExport' order by created_at desc limit 1`);
  expect(row).toEqual({ state: 'FAILED', error_code: 'CORE_JOB_ACTOR_GONE' });
  expect(id).toMatch(/^job_/);
});

test('one caller has two exports at a time', async () => {
  const input = { query: '{ depotCrates { nodes { tag } } }' };
  await asked(input);
  const second = await asked(input);
  const { bulkExport } = await depot.run(packer, EXPORT, { input });
  expect(bulkExport.userErrors).toMatchObject([{ code: 'CORE_EXPORT_BUSY' }]);
  await depot.run(
    packer,
    `mutation ($id: ID!) { jobCancel(input: { id: $id }) { job { state } } }`,
    { id: second },
  );
  expect(await asked(input)).toMatch(/^job_/);
  await depot.work();
});

/** Runs all jobs with this handler. */
async function workWith(handler: JobHandler): Promise<void> {
  const { runtime, workerUrl } = depot;
  const runner = createJobRunner(runtime, { workerUrl, pollMs: 50, handlers: [handler] });
  runner.start();
  await runner.settled();
  await runner.stop();
}

test('after a crash an export goes on behind its last page, no record twice', async () => {
  const id = await asked({ query: '{ depotCrates { nodes { tag } } }' });
  const small = exportHandler(100);
  let steps = 0;
  await workWith({
    kind: small.kind,
    run: (run) => {
      const step = run.step.bind(run);
      run.step = async (one) => {
        steps += 1;
        if (steps > 2) throw new JobStopped('lost');
        await step(one);
      };
      return small.run(run);
    },
  });
  const parts = 'select id from core.export_part order by number';
  expect(await depot.sql(parts)).toHaveLength(2);
  await depot.kill();
  steps = 0;
  await workWith({
    kind: small.kind,
    run: (run) => {
      const step = run.step.bind(run);
      run.step = async (one) => {
        steps += 1;
        await step(one);
      };
      return small.run(run);
    },
  });
  expect(steps).toBe(2);
  expect(await depot.sql(parts)).toEqual([]);
  const { job } = await depot.run(packer, JOB, { id });
  expect(job).toMatchObject({ state: 'SUCCEEDED', result: { rows: CRATES } });
  const lines = (await bytesOf(job.result.downloadUrl)).trim().split('\n');
  expect(lines).toHaveLength(CRATES);
  expect(new Set(lines).size).toBe(CRATES);
});

test('results and pieces are removed when their day is over', async () => {
  const { result } = await exported({ query: '{ depotCrates { nodes { tag } } }' });
  const { workerUrl, runtime } = depot;
  const sweeper = createFileSweeper(runtime, { workerUrl });
  sweeper.start();
  await sweeper.settled();
  expect(await bytesOf(result.downloadUrl)).not.toBe('');
  const aged = "created_at = now() - interval '26 hours'";
  for (const purpose of [REPORT_PURPOSE.id, 'depot.photo']) {
    await depot.sql(
      `insert into core.file (organization_id, id, name, media_type, size, sha256, purpose, blob_id,
         actor_kind, actor_id)
       select organization_id, gen_random_uuid(), $1, media_type, size, sha256, $1, blob_id,
         actor_kind, actor_id from core.file where purpose = 'core.export' limit 1`,
      [purpose],
    );
  }
  await depot.sql(`update core.file set ${aged}`);
  await sweeper.settled();
  await sweeper.stop();
  expect(await depot.sql('select purpose from core.file')).toEqual([{ purpose: 'depot.photo' }]);
  await expect(bytesOf(result.downloadUrl)).rejects.toThrow('nowhere');
});
