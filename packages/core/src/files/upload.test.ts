import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chunksOf, createDepot, type Depot } from '../../test/depot.js';
import { WorkerPool } from '../context/worker-pool.js';
import { sweepFiles } from './sweep.js';

let depot: Depot;
let packer: string;

beforeAll(async () => {
  depot = await createDepot();
  packer = await depot.token('packer');
});
afterAll(() => depot.close());

const TEXT = Buffer.from('tag,packed_on\nÄ-1,2026-01-02\n');
const refusal = (fault: string) => expect.objectContaining({ name: 'UploadRefused', fault });

/** Files of an organization, parts included. */
const stored = (organization: 'acme' | 'other' = 'acme') => {
  try {
    return readdirSync(path.join(depot.folder, depot.organizations[organization]));
  } catch {
    return [];
  }
};

const READ = `query ($id: ID!) { upload(by: { id: $id }) {
  state name mediaType size sha256 purpose } }`;
const read = async (id: string, token = packer) => (await depot.run(token, READ, { id })).upload;

test('bytes are stored once they are all there, under the id and nothing else', async () => {
  const { id, secret } = await depot.slot(packer, TEXT.length);
  expect(await read(id)).toMatchObject({ state: 'REQUESTED', sha256: null });
  // Chunks of one byte: characters are cut in the middle.
  const received = await depot.send(secret, chunksOf(TEXT, 1), TEXT.length);
  const sha256 = createHash('sha256').update(TEXT).digest('hex');
  expect(received).toEqual({ id, size: TEXT.length, sha256, mediaType: 'text/csv' });
  expect(await read(id)).toEqual({
    state: 'STORED',
    name: '../crates.csv',
    mediaType: 'text/csv',
    size: TEXT.length,
    sha256,
    purpose: 'core.import',
  });
  expect(stored()).toHaveLength(1);
  expect(stored()[0]).toMatch(/^[0-9a-f-]{36}$/);
  const bytes = readFileSync(path.join(depot.folder, depot.organizations.acme, stored()[0] ?? ''));
  expect(bytes.includes(TEXT.subarray(0, 8))).toBe(false);
});

test('an address is good once, whatever came of it', async () => {
  const { secret } = await depot.slot(packer, TEXT.length);
  await depot.send(secret, TEXT);
  await expect(depot.send(secret, TEXT)).rejects.toEqual(refusal('UNKNOWN'));
  const second = await depot.slot(packer, TEXT.length);
  await expect(depot.send(second.secret, TEXT.subarray(1))).rejects.toEqual(refusal('SIZE'));
  await expect(depot.send(second.secret, TEXT)).rejects.toEqual(refusal('UNKNOWN'));
  expect(await read(second.id)).toMatchObject({ state: 'EXPIRED' });
});

test('#47 twice in parallel: one is taken', async () => {
  const { id, secret } = await depot.slot(packer, TEXT.length);
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => depot.send(secret, TEXT)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await read(id)).toMatchObject({ state: 'STORED' });
});

async function* broken(): AsyncGenerator<Uint8Array> {
  yield TEXT.subarray(0, 5);
  throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
}

test.each([
  ['longer than announced', () => chunksOf(Buffer.concat([TEXT, TEXT])), 'SIZE'],
  ['shorter than announced', () => chunksOf(TEXT.subarray(0, 9)), 'SIZE'],
  ['broken off', broken, 'CUT_OFF'],
  ['with NUL', () => chunksOf(Buffer.from(TEXT).fill(0, 3, 4)), 'NOT_TEXT'],
  ['not UTF-8', () => chunksOf(Buffer.from(TEXT).fill(0xff, 3, 4)), 'NOT_TEXT'],
  ['cut in a character', () => chunksOf(Buffer.from(TEXT).fill(0xc3, TEXT.length - 1)), 'NOT_TEXT'],
])('#47 nothing stays of bytes that are %s', async (_name, source, fault) => {
  const before = stored();
  const { id, secret } = await depot.slot(packer, TEXT.length);
  await expect(depot.send(secret, source(), TEXT.length)).rejects.toEqual(refusal(fault));
  expect(stored()).toEqual(before);
  expect(await read(id)).toMatchObject({ state: 'EXPIRED', sha256: null });
});

test.each(['', 'x', '../../etc/passwd', 'a'.repeat(43), `${'a'.repeat(42)}'`])(
  'an address that never was is refused like a used one: %#',
  async (secret) => {
    await expect(depot.send(secret, TEXT)).rejects.toEqual(refusal('UNKNOWN'));
  },
);

test('an address dies after 15 minutes and with the right of its maker', async () => {
  const late = await depot.slot(packer, TEXT.length);
  await depot.sql("update core.upload set expires_at = now() where state = 'REQUESTED'");
  await expect(depot.send(late.secret, TEXT)).rejects.toEqual(refusal('UNKNOWN'));
  const key = await depot.token('packer');
  const { secret } = await depot.slot(key, TEXT.length);
  await depot.sql(`update core.api_key set revoked_at = now()
    where id = (select actor_id from core.upload order by created_at desc limit 1)`);
  await expect(depot.send(secret, TEXT)).rejects.toEqual(refusal('UNKNOWN'));
});

test.each([
  [{ size: 0 }, 'CORE_UPLOAD_SIZE'],
  [{ size: 67_108_865 }, 'CORE_UPLOAD_SIZE'],
  [{ mediaType: 'image/svg+xml' }, 'CORE_UPLOAD_TYPE'],
  [{ name: ' ' }, 'CORE_UPLOAD_NAME'],
  [{ name: 'x'.repeat(4_096) }, 'CORE_UPLOAD_NAME'],
])('a slot is refused: %j', async (wrong, code) => {
  const input = {
    purpose: 'core.import',
    name: 'a.csv',
    mediaType: 'text/csv',
    size: 9,
    ...wrong,
  };
  const document = `mutation ($input: FileUploadCreateInput!) {
    fileUploadCreate(input: $input) { upload { id } url userErrors { code } } }`;
  expect(await depot.run(packer, document, { input })).toEqual({
    fileUploadCreate: { upload: null, url: null, userErrors: [{ code }] },
  });
});

test('the end of an address is judged by the clock that gave it', async () => {
  const { runtime } = depot;
  const { clock } = runtime;
  const at = (time: string) => (runtime.clock = () => new Date(`2020-01-01T${time}:00Z`));
  try {
    at('10:00');
    const slots = [await depot.slot(packer, TEXT.length), await depot.slot(packer, TEXT.length)];
    at('10:14');
    await depot.send(slots[0]?.secret ?? '', Buffer.from(TEXT));
    expect(await read(slots[0]?.id ?? '')).toMatchObject({ state: 'STORED' });
    at('10:16');
    const late = depot.send(slots[1]?.secret ?? '', Buffer.from(TEXT));
    await expect(late).rejects.toMatchObject({ fault: 'UNKNOWN' });
  } finally {
    runtime.clock = clock;
  }
});

test('others see no upload: not of the organization, not of another one', async () => {
  const id = await depot.upload(packer, TEXT);
  const stranger = await depot.token('owner', 'other');
  expect(await read(id, stranger)).toBeNull();
  const { uploads } = await depot.run(stranger, '{ uploads { totalCount } }');
  expect(uploads.totalCount).toBe(0);
});

test('the claim of an address shows one row to the server and leaves its setting', async () => {
  const { app } = depot.database;
  await app.query("select set_config('app.organization_id', $1, false)", [
    depot.organizations.other,
  ]);
  const none = await app.query('select * from core.upload_claim($1, now())', [Buffer.alloc(32)]);
  expect(none.rows).toEqual([]);
  const { secret } = await depot.slot(packer, 5);
  const hash = createHash('sha256').update(secret).digest();
  const one = await app.query('select * from core.upload_claim($1, now())', [hash]);
  expect(one.rows).toEqual([
    expect.objectContaining({ organization_id: depot.organizations.acme, size: 5 }),
  ]);
  const { rows } = await app.query("select current_setting('app.organization_id') as now");
  expect(rows).toEqual([{ now: depot.organizations.other }]);
});

test('the sweeper takes back what is over, and keeps what a job waits for', async () => {
  const { files } = depot.runtime;
  const worker = new WorkerPool({ url: depot.workerUrl, poolSize: 1 });
  if (!files) throw new Error('no files');
  const past = "now() - interval '2 days'";
  await depot.sql(`update core.upload set expires_at = ${past}`);
  const unused = await depot.slot(packer, TEXT.length);
  const over = await depot.upload(packer, Buffer.from('tag\nB-1\n'));
  const jobId = await depot.import(packer, TEXT);
  await depot.sql(`update core.upload set expires_at = ${past}`);
  const part = path.join(depot.folder, depot.organizations.acme, 'x.part');
  writeFileSync(part, 'left');
  utimesSync(part, new Date(0), new Date(0));
  const age = () => depot.sql(`update core.blob set touched_at = ${past}`);
  await age();
  await sweepFiles(worker.run, files);
  expect(await read(unused.id)).toMatchObject({ state: 'EXPIRED' });
  expect(await read(over)).toMatchObject({ state: 'EXPIRED' });
  // The bytes go a little later than the state: whoever reads them just now may end.
  await age();
  await sweepFiles(worker.run, files);
  const blobs = await depot.sql('select id, state from core.blob');
  expect(blobs).toEqual([{ id: stored()[0], state: 'STORED' }]);
  expect(stored()).toHaveLength(1);
  await worker.close();
  await depot.work();
  expect(await depot.job(packer, jobId)).toMatchObject({ state: 'SUCCEEDED' });
});

test('the same bytes stand once, whoever sends them', async () => {
  const before = stored();
  await depot.upload(packer, TEXT);
  await depot.upload(packer, TEXT);
  expect(stored()).toEqual(before);
  const stranger = await depot.token('packer', 'other');
  await depot.upload(stranger, TEXT);
  expect(stored()).toEqual(before);
  expect(stored('other')).toHaveLength(1);
  const address = 'select address from core.blob where address is not null';
  expect(await depot.sql(address)).not.toEqual(await depot.sql(address, [], 'other'));
});
