import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDepot, type Depot } from '../../test/depot.js';
import { hooks, stacking } from '../../test/depot-plugin.js';
import { ReadPool } from '../context/pools.js';
import { encodeId } from '../model/ids.js';
import { createJobQueue } from './job-queue.js';
import type { JobRun } from './job-run.js';
import { createJobRunner } from './job-runner.js';

/** What a job is forgiven, and what it is not. */

let depot: Depot;
let packer: string;
let owner: string;
let pool: ReadPool;

beforeAll(async () => {
  depot = await createDepot();
  packer = await depot.token('packer');
  owner = await depot.token('owner');
  pool = new ReadPool({ url: depot.workerUrl, poolSize: 1 });
});
afterAll(async () => {
  await pool.close();
  await depot.close();
});
beforeEach(async () => {
  delete hooks.inStep;
  await depot.sql('delete from core.job');
  await depot.sql('delete from depot.crate');
});

const stack = (tags: string[]) => depot.within(packer, (ctx) => ctx.enqueue(stacking, { tags }));
const jobOf = (id: string) => depot.job(owner, encodeId('job', id));
const counts = async () => {
  const [row] = await depot.sql(
    'select state, attempts, lost_leases as lost, setbacks from core.job',
  );
  return row;
};
const passing = () => Object.assign(new Error('x'), { code: 'ECONNRESET' });

async function tryAgain(times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await depot.sql("update core.job set run_after = now() where state = 'QUEUED'");
    await depot.work();
  }
}

/** Processes that take the job and die, one after another; their leases run out. */
async function die(times: number): Promise<void> {
  const queue = createJobQueue(pool, () => undefined);
  for (let count = 0; count < times; count += 1) {
    const job = await queue.claim(randomUUID(), { busy: [], served: [], idle: [] });
    expect(job?.kind).toBe(stacking.kind);
    await depot.sql("update core.job set lease_until = now() - interval '1 second'");
  }
}

test('#77 job killed midway: five restarts in a row are no fault of the job', async () => {
  const { id } = await stack(['A']);
  await die(5);
  expect(await counts()).toEqual({ state: 'RUNNING', attempts: 1, lost: 4, setbacks: 4 });
  await depot.work();
  expect(await jobOf(id)).toMatchObject({ state: 'SUCCEEDED', userErrors: [] });
  expect(await depot.tags()).toEqual(['A']);
});

const RETRY = `mutation ($id: ID!) {
  jobRetry(input: { id: $id }) { job { state attempts lostLeases } userErrors { code } } }`;

test('#77 a job that ends its process each time is dead in the end, and says why', async () => {
  const { id } = await stack(['A']);
  await die(10);
  await depot.work();
  expect(await jobOf(id)).toMatchObject({
    state: 'DEAD',
    userErrors: [
      {
        code: 'CORE_JOB_LEASES_LOST',
        message: expect.stringContaining('ended or hung 10 times'),
      },
    ],
  });
  expect(await depot.tags()).toEqual([]);
  const { jobRetry } = await depot.run(owner, RETRY, { id: encodeId('job', id) });
  expect(jobRetry.job).toEqual({ state: 'QUEUED', attempts: 0, lostLeases: 0 });
  await depot.work();
  expect(await counts()).toEqual({ state: 'SUCCEEDED', attempts: 0, lost: 0, setbacks: 0 });
});

test('a job that gets on between failures is tried again, a hundred times in all', async () => {
  const tags = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
  const { id } = await stack(tags);
  const met = new Set<number>();
  // Each try commits one step and fails in the next one.
  hooks.inStep = (_, at) => {
    if (met.has(at)) return;
    met.add(at);
    throw passing();
  };
  await tryAgain(6);
  expect(await counts()).toEqual({ state: 'QUEUED', attempts: 0, lost: 0, setbacks: 6 });
  await depot.sql('update core.job set setbacks = 99');
  await tryAgain(1);
  expect(await jobOf(id)).toMatchObject({
    ...{ state: 'DEAD', progress: { done: 6 } },
    userErrors: [{ code: 'CORE_JOB_SETBACKS', message: expect.stringContaining('100 times') }],
  });
});

test('a job that loses its process after each step does so a hundred times in all', async () => {
  await stack(['A']);
  await depot.sql('update core.job set setbacks = 98');
  await die(2);
  await depot.work();
  expect(await counts()).toMatchObject({ state: 'DEAD', setbacks: 100 });
});

test('a step that leaves nothing behind does not get a job on', async () => {
  const { id } = await stack([]);
  const { runtime, workerUrl } = depot;
  const idle = async (run: JobRun): Promise<void> => {
    await run.step({ operation: 'idle', work: async () => ({ done: 0, step: 'IDLE' }) });
    throw passing();
  };
  const handlers = [{ kind: stacking.kind, retries: 2, run: idle }];
  for (let count = 0; count < 3; count += 1) {
    await depot.sql("update core.job set run_after = now() where state = 'QUEUED'");
    const runner = createJobRunner(runtime, { workerUrl, pollMs: 20, handlers });
    runner.start();
    await runner.settled();
    await runner.stop();
  }
  expect(await jobOf(id)).toMatchObject({
    ...{ state: 'DEAD', attempts: 3 },
    userErrors: [{ code: 'CORE_JOB_GIVEN_UP' }],
  });
});

test('#70 while there is no room jobs wait: one under way is put back after its step', async () => {
  const { id } = await stack(['A', 'B', 'C']);
  const { runtime, workerUrl } = depot;
  let isFull = false;
  let looks = 0;
  const isPaused = () => {
    if (isFull) looks += 1;
    return isFull;
  };
  const looked = async () => {
    const before = looks;
    while (looks < before + 2) await sleep(20);
  };
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) => {
    hooks.inStep = async (_, at) => {
      if (at !== 1) return;
      resolve();
      await released;
    };
  });
  const runner = createJobRunner(runtime, { workerUrl, pollMs: 20, isPaused });
  runner.start();
  await reached;
  isFull = true;
  await looked();
  release();
  while ((await counts()).state === 'RUNNING') await sleep(20);
  expect(await counts()).toEqual({ state: 'QUEUED', attempts: 0, lost: 0, setbacks: 0 });
  expect(await depot.tags()).toEqual(['A', 'B']);
  const next = await stack(['D']);
  await looked();
  expect((await jobOf(next.id)).state).toBe('QUEUED');
  isFull = false;
  await runner.settled();
  await runner.stop();
  expect(await depot.tags()).toEqual(['A', 'B', 'C', 'D']);
  expect((await jobOf(id)).state).toBe('SUCCEEDED');
});
