import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDepot, type Depot } from '../../test/depot.js';
import { ReadPool } from '../context/pools.js';
import { createRuntime } from '../context/runtime.js';
import { loadRootKeys, RootKeyMissing, RootKeys } from './root-keys.js';
import { addRootKey, proveRootKeys, retireRootKey, rewrapKeys, rootKeyUse } from './rotation.js';

const dataDir = mkdtempSync(path.join(tmpdir(), 'bureau-keys-'));
const roots = loadRootKeys(dataDir, {});
let depot: Depot;
let worker: ReadPool;
let packer: string;

beforeAll(async () => {
  depot = await createDepot(roots);
  worker = new ReadPool({ url: depot.workerUrl, poolSize: 1 });
  packer = await depot.token('packer');
});
afterAll(async () => {
  await worker.close();
  await depot.close();
  rmSync(dataDir, { recursive: true });
});

const TEXT = 'tag,packed_on\nK-1,2026-01-02\n';

/** A process of its own: nothing of the keys is in its memory. */
async function readsAnew(keys: RootKeys): Promise<unknown> {
  const { composition } = depot.runtime;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const appUrl = depot.database.appUrl;
  const fresh = createRuntime(composition, { appUrl, rootKey: keys, log, poolSize: 1 });
  try {
    await proveRootKeys(fresh.reads, keys);
    await fresh.vault.ready(depot.organizations.acme);
    return await fresh.vault.has(depot.organizations.acme);
  } finally {
    await fresh.close();
  }
}

test('#90 root key rotated under load: no error, and what was stored is read', async () => {
  const [first] = roots.ids;
  const uploadId = await depot.upload(packer, TEXT);
  let stopped = false;
  const load = (async () => {
    for (let run = 0; !stopped; run += 1) await depot.upload(packer, `${TEXT}K-${run}\n`);
  })();
  const second = addRootKey(dataDir);
  // A process that has not heard of it goes on with the old one; a new organization does not.
  const stranger = await depot.token('packer', 'other');
  await depot.upload(stranger, TEXT);
  const here = loadRootKeys(dataDir, {});
  expect(await rootKeyUse(worker, here)).toEqual([
    { id: second, isCurrent: true, isHere: true, organizations: 1 },
    { id: first, isCurrent: false, isHere: true, organizations: 1 },
  ]);
  expect(await rewrapKeys(worker, here)).toBe(1);
  expect(await rewrapKeys(worker, here)).toBe(0);
  stopped = true;
  await load;
  expect(await readsAnew(here)).toBe(true);
  const read = 'query ($id: ID!) { upload(by: { id: $id }) { state } }';
  expect(await depot.run(packer, read, { id: uploadId })).toEqual({ upload: { state: 'STORED' } });
});

test('#90 old key removed too early: refused while in use, and no server starts', async () => {
  const here = loadRootKeys(dataDir, {});
  const [before] = here.ids;
  const third = addRootKey(dataDir);
  here.reload();
  const retire = (id: string) => retireRootKey(worker, here, { dataDir, id });
  await expect(retire(before ?? '')).rejects.toThrow('wraps the keys of 2 organizations');
  await expect(retire(third)).rejects.toThrow('is the current one');
  await expect(retire('0'.repeat(16))).rejects.toThrow('is not in the key file');
  expect(loadRootKeys(dataDir, {}).ids).toContain(before);
  const alone = new RootKeys(() => [here.current.key]);
  await expect(readsAnew(alone)).rejects.toThrow(RootKeyMissing);
  await expect(readsAnew(alone)).rejects.toThrow(`Root key ${before} is in use`);
  await rewrapKeys(worker, here);
  await retire(before ?? '');
  expect(loadRootKeys(dataDir, {}).ids).not.toContain(before);
  expect(await readsAnew(loadRootKeys(dataDir, {}))).toBe(true);
  expect(readFileSync(path.join(dataDir, 'root.key'), 'utf8').trim().split('\n')).toHaveLength(2);
});
