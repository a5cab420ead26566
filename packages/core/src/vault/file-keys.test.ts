import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createDepot, type Depot } from '../../test/depot.js';
import { ReadPool } from '../context/pools.js';
import { createRuntime, type Runtime } from '../context/runtime.js';
import { openBlob, writeBlob } from '../files/blobs.js';
import { createLocalFileStore } from '../files/local-file-store.js';
import { firstKey, newerKeys, newestNumber, withNewKey } from './file-key-ring.js';
import { organizationArchiveKey, wrapKey } from './organization-keys.js';
import { RootKeys } from './root-keys.js';
import { rewrapKeys } from './rotation.js';

const older = Buffer.alloc(32, 5);
const roots = RootKeys.of(older);
let depot: Depot;
/** Another process, which had the keys at hand before they were replaced. */
let other: Runtime;
let packer: string;
let organizationId: string;

beforeAll(async () => {
  depot = await createDepot(roots);
  organizationId = depot.organizations.acme;
  packer = await depot.token('packer');
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const { appUrl } = depot.database;
  const files = createLocalFileStore(depot.folder);
  other = createRuntime(depot.runtime.composition, {
    ...{ appUrl, rootKey: roots, log, poolSize: 1, files },
  });
  await other.vault.ready(organizationId);
});
afterAll(async () => {
  await other.close();
  await depot.close();
});

test('the first key of an organization stays where it is, and newer ones have numbers', () => {
  const first = Buffer.alloc(32, 9);
  const third = withNewKey(withNewKey(first));
  expect(firstKey(third)).toEqual(first);
  expect([...newerKeys(third).keys()]).toEqual([2, 3]);
  expect(newestNumber(newerKeys(third))).toBe(3);
  expect(newestNumber(newerKeys(first))).toBe(1);
});

test('an archive from before a replacement opens by the key register from behind it', () => {
  const id = '00000000-0000-7000-8000-00000000000a';
  const secret = Buffer.alloc(32, 9);
  const archiveKey = (of: Buffer) =>
    organizationArchiveKey(roots, id, wrapKey(roots.current, id, of)).toString('hex');
  expect(archiveKey(withNewKey(secret))).toBe(archiveKey(secret));
});

const TEXT = 'tag,packed_on\nF-1,2026-01-02\n';
const keysOf = () =>
  depot.sql<{ id: string; data_key: string }>('select id, data_key from core.blob order by id');
const kinds = async () => [...new Set((await keysOf()).map((row) => row.data_key.slice(0, 3)))];

/** Reads every blob from its first byte to its last; how many there are. */
async function readAll(runtime: Runtime): Promise<number> {
  const rows = await depot.sql<{ id: string }>("select id from core.blob where state = 'STORED'");
  for (const { id } of rows) {
    const blob = await openBlob(runtime, { organizationId, id });
    const parts: Buffer[] = [];
    for await (const part of blob?.read() ?? []) parts.push(Buffer.from(part));
    expect(Buffer.concat(parts).toString()).toContain('tag,packed_on');
  }
  return rows.length;
}

const REPLACE = `mutation { fileKeyReplace { job { id } userErrors { code } } }`;

test('#90 the key of files is replaced beside uploads and reads, without an error', async () => {
  for (const tag of ['A', 'B', 'C']) await depot.upload(packer, TEXT.replace('F', tag));
  expect(await kinds()).toEqual(['v1:']);
  const folder = path.join(depot.folder, organizationId);
  const bytes = () => readdirSync(folder).map((name) => readFileSync(path.join(folder, name)));
  const before = bytes();
  let isOver = false;
  const load = (async () => {
    for (let run = 0; !isOver; run += 1) {
      await depot.upload(packer, TEXT.replace('F', `L${run}`));
      await readAll(depot.runtime);
    }
  })();
  const owner = await depot.token('owner');
  const { fileKeyReplace } = await depot.run(owner, REPLACE);
  expect(fileKeyReplace.userErrors).toEqual([]);
  await depot.work();
  isOver = true;
  await load;
  const job = await depot.job(owner, fileKeyReplace.job.id);
  expect(job).toMatchObject({ state: 'SUCCEEDED' });
  expect(await kinds()).toEqual(['k2:']);
  // The bytes are what they were: only their keys were sealed anew.
  expect(bytes()).toEqual(expect.arrayContaining(before));
  expect(await readAll(depot.runtime)).toBeGreaterThan(3);
});

test('#90 a process that has not heard of it reads, and writes under the new key', async () => {
  expect(await readAll(other)).toBeGreaterThan(3);
  const { fileKeyReplace } = await depot.run(await depot.token('owner'), REPLACE);
  async function* source() {
    yield Buffer.from(TEXT);
  }
  const { id } = await writeBlob(other, organizationId, source());
  const [row] = (await keysOf()).filter((one) => one.id === id);
  expect(row?.data_key).toMatch(/^k3:/);
  await depot.work();
  expect(await kinds()).toEqual(['k3:']);
  expect(await readAll(other)).toBeGreaterThan(3);
  expect(fileKeyReplace.userErrors).toEqual([]);
});

test('#90 the root key is rotated, and all keys of files go along', async () => {
  const worker = new ReadPool({ url: depot.workerUrl, poolSize: 1 });
  const both = RootKeys.of(Buffer.alloc(32, 6), older);
  expect(await rewrapKeys(worker, both)).toBe(1);
  await worker.close();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const { appUrl } = depot.database;
  const files = createLocalFileStore(depot.folder);
  const fresh = createRuntime(depot.runtime.composition, {
    ...{ appUrl, rootKey: RootKeys.of(Buffer.alloc(32, 6)), log, poolSize: 1, files },
  });
  expect(await readAll(fresh)).toBeGreaterThan(3);
  await fresh.close();
});
