import { createDepot, type Depot } from '../../test/depot.js';
import { hooks, stacking } from '../../test/depot-plugin.js';
import { encodeId } from '../model/ids.js';
import { createScheduler } from './scheduler.js';

let depot: Depot;
let owner: string;
let now: Date;

beforeAll(async () => {
  depot = await createDepot();
  owner = await depot.token('owner');
  depot.runtime.clock = () => now;
  await depot.sql("update core.organization set time_zone = 'Asia/Tokyo'", [], 'other');
});
afterAll(() => depot.close());
beforeEach(async () => {
  delete hooks.inStep;
  now = new Date('2026-05-01T12:00:00Z');
  for (const company of ['acme', 'other'] as const) {
    await depot.sql('delete from core.job', [], company);
    await depot.sql('delete from core.job_schedule', [], company);
  }
});

async function tick(at: string, processes = 1): Promise<void> {
  now = new Date(at);
  const { runtime, workerUrl } = depot;
  const services = Array.from({ length: processes }, () =>
    createScheduler(runtime, { workerUrl, pollMs: 20 }),
  );
  for (const service of services) service.start();
  await Promise.all(services.map((service) => service.settled()));
  await Promise.all(services.map((service) => service.stop()));
}

/** Core has schedules of its own. */
const jobs = (company: 'acme' | 'other' = 'acme') =>
  depot.sql(
    'select kind, state, actor_kind, input from core.job where kind = $1',
    [stacking.kind],
    company,
  );
const count = async (company?: 'acme' | 'other') => (await jobs(company)).length;

test('a schedule runs in each organization at its own time', async () => {
  await tick('2026-05-01T12:00:00Z');
  expect(await count()).toBe(0);
  // 06:00 in Tokyo.
  await tick('2026-05-01T21:00:00Z');
  expect([await count(), await count('other')]).toEqual([0, 1]);
  await tick('2026-05-02T05:59:59Z');
  expect(await count()).toBe(0);
  await tick('2026-05-02T06:00:00Z');
  expect(await jobs()).toEqual([
    { kind: stacking.kind, state: 'QUEUED', actor_kind: 'system', input: { tags: [] } },
  ]);
  await depot.work();
  expect(await jobs()).toEqual([expect.objectContaining({ state: 'SUCCEEDED' })]);
});

test('what was missed runs once', async () => {
  await tick('2026-05-01T12:00:00Z');
  await tick('2026-05-09T09:00:00Z');
  expect(await count()).toBe(1);
  const [schedule] = await depot.sql(
    'select next_run_at, last_run_at from core.job_schedule where kind = $1',
    [stacking.kind],
  );
  expect(schedule).toEqual({
    next_run_at: new Date('2026-05-10T06:00:00Z'),
    last_run_at: new Date('2026-05-09T09:00:00Z'),
  });
});

test('one of several processes starts it; what still waits is not started again', async () => {
  await tick('2026-05-01T12:00:00Z', 3);
  await tick('2026-05-02T07:00:00Z', 3);
  expect(await count()).toBe(1);
  await tick('2026-05-03T07:00:00Z', 3);
  expect(await count()).toBe(1);
  await depot.work();
  await tick('2026-05-04T07:00:00Z', 3);
  expect(await count()).toBe(2);
});

test('a changed time zone or rule moves the next run', async () => {
  await tick('2026-05-01T12:00:00Z');
  await depot.sql("update core.organization set time_zone = 'America/New_York'");
  await depot.sql("update core.job_schedule set rule = '0 0 1 1 *'", [], 'other');
  await tick('2026-05-01T12:00:00Z');
  const row = async (company?: 'other') =>
    (
      await depot.sql(
        'select rule, next_run_at from core.job_schedule where kind = $1',
        [stacking.kind],
        company,
      )
    )[0];
  expect(await row()).toEqual({ rule: '0 6 * * *', next_run_at: new Date('2026-05-02T10:00:00Z') });
  expect(await row('other')).toMatchObject({ rule: '0 6 * * *' });
  await depot.sql("update core.organization set time_zone = 'UTC'");
});

test('an unknown time zone is read as UTC and stops nobody', async () => {
  await depot.sql("update core.organization set time_zone = 'Mars/Olympus'");
  await tick('2026-05-01T12:00:00Z');
  await tick('2026-05-02T06:00:00Z');
  await depot.sql("update core.organization set time_zone = 'UTC'");
  expect([await count(), await count('other')]).toEqual([1, 1]);
});

const LIST = `{ jobSchedules { nodes { id kind description rule timeZone nextRunAt isPaused } } }`;
const RUN = `mutation ($id: ID!) { jobScheduleRun(input: { id: $id }) {
  job { id kind state } userErrors { code } } }`;
const PAUSE = `mutation ($id: ID!, $isPaused: Boolean!) {
  jobScheduleUpdate(input: { id: $id, isPaused: $isPaused }) {
    jobSchedule { isPaused nextRunAt } userErrors { code } } }`;

test('people see schedules, run them now, pause them and let them go on', async () => {
  await tick('2026-05-01T12:00:00Z');
  const { jobSchedules } = await depot.run(owner, LIST);
  const ofDepot = jobSchedules.nodes.filter(({ kind }: { kind: string }) => kind === stacking.kind);
  expect(ofDepot).toEqual([
    {
      ...{ id: expect.stringMatching(/^jsc_/), kind: 'depot.stacking', rule: '0 6 * * *' },
      ...{ description: 'Stacks crates.', timeZone: 'UTC', isPaused: false },
      nextRunAt: '2026-05-02T06:00:00.000Z',
    },
  ]);
  const { id } = ofDepot[0];
  const first = await depot.run(owner, RUN, { id });
  expect(first.jobScheduleRun.job).toMatchObject({ kind: 'depot.stacking', state: 'QUEUED' });
  const second = await depot.run(owner, RUN, { id });
  expect(second.jobScheduleRun.job.id).toBe(first.jobScheduleRun.job.id);
  await depot.work();
  await depot.run(owner, PAUSE, { id, isPaused: true });
  await tick('2026-05-08T12:00:00Z');
  expect(await count()).toBe(1);
  const { jobScheduleUpdate } = await depot.run(owner, PAUSE, { id, isPaused: false });
  expect(jobScheduleUpdate).toEqual({
    jobSchedule: { isPaused: false, nextRunAt: '2026-05-09T06:00:00.000Z' },
    userErrors: [],
  });
  await tick('2026-05-08T12:00:00Z');
  expect(await count()).toBe(1);
});

test('who may not start scheduled work does not', async () => {
  await tick('2026-05-01T12:00:00Z');
  const [row] = await depot.sql('select id from core.job_schedule where kind = $1', [
    stacking.kind,
  ]);
  const packer = await depot.token('packer');
  const run = depot.run(packer, RUN, { id: encodeId('jsc', row!.id) });
  await expect(run).rejects.toThrow('core.jobSchedule.write');
});
