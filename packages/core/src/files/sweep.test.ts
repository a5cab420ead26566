import { readdirSync } from 'node:fs';
import path from 'node:path';
import { chunksOf, createDepot, type Depot } from '../../test/depot.js';
import { WorkerPool } from '../context/worker-pool.js';
import { systemCaller } from '../context/system.js';
import { inTransaction } from '../write/transaction.js';
import type { RequestContext } from '../context/request.js';
import { createLocalFileStore } from './local-file-store.js';
import { settleBlob, writeBlob } from './blobs.js';
import { sweepFiles } from './sweep.js';

let depot: Depot;
let worker: WorkerPool;

beforeAll(async () => {
  depot = await createDepot();
  worker = new WorkerPool({ url: depot.workerUrl, poolSize: 1 });
});
afterAll(async () => {
  await worker.close();
  await depot.close();
});

const organization = () => depot.organizations.acme;
const stored = () => {
  try {
    return readdirSync(path.join(depot.folder, organization()));
  } catch {
    return [];
  }
};
const write = (text: string) =>
  writeBlob(depot.runtime, organization(), chunksOf(Buffer.from(text)));
const states = async () =>
  (await depot.sql('select state from core.blob order by created_at')).map(({ state }) => state);
const age = (minutes = 45) =>
  depot.sql(`update core.blob set touched_at = now() - interval '${minutes} minutes'`);

/** Marks, waits, removes: what takes two rounds of the sweeper and some minutes. */
async function sweep(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    await age();
    await sweepFiles(worker.run, createLocalFileStore(depot.folder));
  }
}

function transaction<T>(work: (ctx: RequestContext) => Promise<T>): Promise<T> {
  const caller = systemCaller(depot.runtime.composition, organization(), 'test');
  return inTransaction(depot.runtime, caller, { operation: 'test', work }).then(
    ({ value }) => value,
  );
}

const ROW = 'insert into core.blob (organization_id, id, data_key) values ($1, $2, $3)';

test('#76 crash after the row and before the bytes: the row goes', async () => {
  await depot.sql(ROW, [organization(), '00000000-0000-7000-8000-0000000000b1', 'v1:none']);
  await sweepFiles(worker.run, createLocalFileStore(depot.folder));
  expect(await states()).toEqual(['WRITING']);
  await sweep();
  expect(await states()).toEqual([]);
});

test('#76 crash after the bytes and before their file: the bytes go within the hour', async () => {
  await write('lost');
  expect(stored()).toHaveLength(1);
  await age(20);
  await sweepFiles(worker.run, createLocalFileStore(depot.folder));
  expect(stored()).toHaveLength(1);
  await sweep();
  expect([stored(), await states()]).toEqual([[], []]);
});

test('#76 crash in the midst of sweeping: the rest is done by the next one', async () => {
  await write('half');
  await age();
  const broken = createLocalFileStore(depot.folder);
  await sweepFiles(worker.run, broken);
  await age();
  const failing = { ...broken, remove: () => Promise.reject(new Error('killed')) };
  await expect(sweepFiles(worker.run, failing)).rejects.toThrow('killed');
  expect(await states()).toEqual(['REMOVING']);
  await sweep();
  expect([stored(), await states()]).toEqual([[], []]);
});

const content = { sha256: 'a'.repeat(64), size: 4 };

test('#76 bytes that somebody begins to use while they are swept stay, in each order', async () => {
  const first = await write('same');
  await transaction((ctx) => settleBlob(ctx, first.id, content));
  await age();
  const files = createLocalFileStore(depot.folder);
  const second = await write('same');
  // The sweeper looks while the transaction that refers to the bytes is open.
  const used = await transaction(async (ctx) => {
    const id = await settleBlob(ctx, second.id, content);
    await sweepFiles(worker.run, files);
    return id;
  });
  expect(used).toBe(first.id);
  expect(await depot.sql('select state from core.blob where id = $1', [first.id])).toEqual([
    { state: 'STORED' },
  ]);
  // The sweeper was first: the new bytes are kept, and the old ones go.
  await age();
  await sweepFiles(worker.run, files);
  const third = await write('same');
  expect(await transaction((ctx) => settleBlob(ctx, third.id, content))).toBe(third.id);
});
