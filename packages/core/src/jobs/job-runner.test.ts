import { setTimeout as sleep } from 'node:timers/promises';
import { createDepot, type Depot } from '../../test/depot.js';
import { hooks } from '../../test/depot-plugin.js';
import { createJobRunner } from './job-runner.js';

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

const rows = (count: number, prefix = 'J') => {
  const lines = Array.from({ length: count }, (_, at) => `${prefix}-${at},2026-01-02`);
  return ['tag,packed_on', ...lines].join('\n');
};

/** A promise that somebody else resolves. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** Stops the import before a batch; the process then looks as if it hung or were dead. */
function hangAtBatch(number: number) {
  const reached = gate();
  const released = gate();
  let batches = 0;
  hooks.beforeBatch = async () => {
    batches += 1;
    if (batches !== number) return;
    reached.open();
    await released.opened;
  };
  return { reached: reached.opened, release: released.open };
}

test.each([
  ['REJECT_FAILED', 250],
  ['REJECT_ALL', 0],
])('after a crash %s goes on with whole rows', async (onError, written) => {
  const id = await depot.import(packer, rows(700), { onError });
  const hang = hangAtBatch(2);
  const dead = depot.runner();
  dead.start();
  await hang.reached;
  expect(await depot.tags()).toHaveLength(written);
  await depot.kill();
  await depot.work();
  const job = await depot.job(packer, id);
  expect(job).toMatchObject({ state: 'SUCCEEDED', result: { rows: 700, created: 700, failed: 0 } });
  // The dead come back: what they still hold in hand must not be written a second time.
  hang.release();
  await dead.stop();
  expect(await depot.tags()).toHaveLength(700);
  expect(await depot.job(packer, id)).toEqual(job);
});

test('stopping gives the job back at once, and counts as no try', async () => {
  const id = await depot.import(packer, rows(600), { onError: 'REJECT_FAILED' });
  const hang = hangAtBatch(2);
  const runner = depot.runner();
  runner.start();
  await hang.reached;
  const stopped = runner.stop();
  hang.release();
  await stopped;
  expect(await depot.job(packer, id)).toMatchObject({ state: 'QUEUED', attempts: 0 });
  // The step under way was finished.
  expect(await depot.tags()).toHaveLength(500);
  await depot.work();
  expect(await depot.job(packer, id)).toMatchObject({ state: 'SUCCEEDED', attempts: 0 });
  expect(await depot.tags()).toHaveLength(600);
});

const CANCEL = `mutation ($id: ID!) {
  jobCancel(input: { id: $id }) { job { state finishedAt } userErrors { code } } }`;

test('cancelling takes back the step under way', async () => {
  const id = await depot.import(packer, rows(600), { onError: 'REJECT_FAILED' });
  const hang = hangAtBatch(2);
  const runner = depot.runner();
  runner.start();
  await hang.reached;
  const { jobCancel } = await depot.run(packer, CANCEL, { id });
  expect(jobCancel).toMatchObject({ job: { state: 'CANCELLED' }, userErrors: [] });
  hang.release();
  await runner.settled();
  await runner.stop();
  expect(await depot.tags()).toHaveLength(250);
  expect(await depot.job(packer, id)).toMatchObject({
    state: 'CANCELLED',
    progress: { done: 250 },
  });
  const again = await depot.run(packer, CANCEL, { id });
  expect(again.jobCancel.userErrors).toEqual([{ code: 'CORE_JOB_ENDED' }]);
});

test('a cancelled import goes on where it stopped; no row is done again', async () => {
  const id = await depot.import(packer, `${rows(600)}\nBAD`, { onError: 'REJECT_FAILED' });
  const hang = hangAtBatch(2);
  const runner = depot.runner();
  runner.start();
  await hang.reached;
  await depot.run(packer, CANCEL, { id });
  hang.release();
  await runner.settled();
  await runner.stop();
  const done = await depot.tags();
  expect(done).toHaveLength(250);
  const before = await depot.sql('select id, version, updated_at from depot.crate order by id');
  const retry = `mutation ($id: ID!) {
    jobRetry(input: { id: $id }) { job { state progress { done } } userErrors { code } } }`;
  const { jobRetry } = await depot.run(packer, retry, { id });
  expect(jobRetry).toEqual({ job: { state: 'QUEUED', progress: { done: 250 } }, userErrors: [] });
  await depot.work();
  expect(await depot.job(packer, id)).toMatchObject({
    state: 'SUCCEEDED',
    result: { rows: 601, created: 600, failed: 1 },
    faults: { totalCount: 1 },
  });
  const ids = before.map((row: { id: string }) => row.id);
  const after = 'select id, version, updated_at from depot.crate where id = any($1) order by id';
  expect(await depot.sql(after, [ids])).toEqual(before);
  expect(await depot.tags()).toHaveLength(600);
});

test('a right that was taken away ends the job at its next step', async () => {
  const id = await depot.import(packer, rows(600), { onError: 'REJECT_FAILED' });
  const take = async () => {
    await depot.sql(`update core.role_permission set permission = 'depot.crate.other'
      where permission = 'depot.crate.import'`);
  };
  let batches = 0;
  hooks.beforeBatch = async () => {
    batches += 1;
    if (batches === 2) await take();
  };
  await depot.work();
  const job = await depot.job(packer, id);
  expect(job).toMatchObject({
    state: 'FAILED',
    userErrors: [{ code: 'FORBIDDEN', message: 'Requires depot.crate.import.' }],
  });
  expect(await depot.tags()).toHaveLength(500);
  await depot.sql(`update core.role_permission set permission = 'depot.crate.import'
    where permission = 'depot.crate.other'`);
});

test('a key that was revoked works no more', async () => {
  const key = await depot.token('packer');
  const id = await depot.import(key, rows(2));
  await depot.sql(`update core.api_key set revoked_at = now()
    where id = (select actor_id from core.job order by created_at desc limit 1)`);
  await depot.work();
  expect(await depot.job(packer, id)).toMatchObject({
    state: 'FAILED',
    userErrors: [{ code: 'CORE_JOB_ACTOR_GONE' }],
  });
  expect(await depot.tags()).toEqual([]);
});

test('a fault of the program ends the job with a reference and none of its words', async () => {
  const id = await depot.import(packer, rows(2));
  hooks.beforeBatch = () => Promise.reject(new TypeError('secret detail'));
  await depot.work();
  const { state, userErrors } = await depot.job(packer, id);
  expect({ state, code: userErrors[0].code }).toEqual({ state: 'FAILED', code: 'INTERNAL' });
  expect(userErrors[0].message).not.toContain('secret');
  expect(JSON.stringify(depot.logged)).toContain('secret detail');
});

test('what passes is tried again later, five times at most', async () => {
  const id = await depot.import(packer, rows(2));
  hooks.beforeBatch = () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNRESET' }));
  await depot.work();
  expect(await depot.job(packer, id)).toMatchObject({ state: 'QUEUED', attempts: 1 });
  await depot.work();
  expect(await depot.job(packer, id)).toMatchObject({ attempts: 1 });
  for (let tries = 2; tries <= 5; tries += 1) {
    await depot.sql("update core.job set run_after = now() where state = 'QUEUED'");
    await depot.work();
  }
  expect(await depot.job(packer, id)).toMatchObject({
    state: 'DEAD',
    attempts: 5,
    userErrors: [{ code: 'CORE_JOB_GIVEN_UP' }],
  });
});

test('organizations take turns: one job of each at a time', async () => {
  const stranger = await depot.token('packer', 'other');
  for (const name of ['A', 'B', 'C']) await depot.import(packer, rows(1, name));
  await depot.import(stranger, rows(1, 'D'));
  const order: string[] = [];
  hooks.beforeBatch = async ([row]) => {
    order.push(String(row?.['tag']));
    await sleep(30);
  };
  const runner = createJobRunner(depot.runtime, {
    workerUrl: depot.workerUrl,
    concurrency: 1,
    pollMs: 20,
  });
  runner.start();
  await runner.settled();
  await runner.stop();
  expect(order).toEqual(['A-0', 'D-0', 'B-0', 'C-0']);
});

test('a runner hears of a job at once', async () => {
  const runner = createJobRunner(depot.runtime, { workerUrl: depot.workerUrl, pollMs: 60_000 });
  runner.start();
  await runner.settled();
  await sleep(300);
  const id = await depot.import(packer, rows(1, 'H'));
  while ((await depot.tags()).length === 0) await sleep(20);
  await runner.stop();
  expect(await depot.job(packer, id)).toMatchObject({ state: 'SUCCEEDED' });
});

test('the worker sees jobs and uploads of all organizations, and no record of any', async () => {
  const { default: pg } = await import('pg');
  const worker = new pg.Client({ connectionString: depot.workerUrl });
  await worker.connect();
  const jobs = await worker.query('select distinct organization_id from core.job');
  expect(jobs.rowCount).toBe(2);
  await expect(worker.query('select * from depot.crate')).rejects.toThrow('permission denied');
  await expect(worker.query('select * from core.import_fault')).rejects.toThrow('permission');
  await expect(worker.query("update core.upload set sha256 = ''")).rejects.toThrow('permission');
  await worker.end();
});
