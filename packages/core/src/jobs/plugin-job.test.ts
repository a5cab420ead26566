import { createDepot, type Depot } from '../../test/depot.js';
import { cratePacked, hooks, stacking } from '../../test/depot-plugin.js';
import { subscriberConsumer } from '../events/subscriber-consumer.js';
import { createDispatcher } from '../events/dispatcher.js';
import { encodeId, uuidv7 } from '../model/ids.js';
import { createJobRunner } from './job-runner.js';

let depot: Depot;
let packer: string;
let owner: string;

beforeAll(async () => {
  depot = await createDepot();
  packer = await depot.token('packer');
  owner = await depot.token('owner');
});
afterAll(() => depot.close());
beforeEach(async () => {
  delete hooks.inStep;
  delete hooks.onPacked;
  for (const company of ['acme', 'other'] as const) {
    await depot.sql('delete from core.job', [], company);
    await depot.sql('delete from core.outbox_event', [], company);
  }
  await depot.sql('delete from depot.crate');
});

const stack = (tags: string[], token: string | undefined = packer) =>
  depot.within(token, (ctx) => ctx.enqueue(stacking, { tags }));
const jobOf = (id: string) => depot.job(owner, encodeId('job', id));
const now = () => depot.sql("update core.job set run_after = now() where state = 'QUEUED'");

/** Everything behind the requests until nothing is left that can be done now. */
async function settle(): Promise<void> {
  await dispatched();
  await depot.work();
}

async function dispatched(): Promise<void> {
  const { runtime, workerUrl } = depot;
  const consumers = [subscriberConsumer(runtime, () => undefined)];
  const service = createDispatcher(runtime, { workerUrl, consumers, pollMs: 20 });
  service.start();
  await service.settled();
  await service.stop();
}

test('a job is made with its transaction or not at all', async () => {
  const work = depot.within(packer, async (ctx) => {
    await ctx.enqueue(stacking, { tags: ['A'] });
    throw new Error('taken back');
  });
  await expect(work).rejects.toThrow('taken back');
  expect(await depot.sql('select id from core.job')).toEqual([]);
  const { id } = await stack(['A', 'B']);
  await depot.work();
  expect(await depot.tags()).toEqual(['A', 'B']);
  expect(await jobOf(id)).toMatchObject({
    ...{ kind: 'depot.stacking', state: 'SUCCEEDED', attempts: 0, userErrors: [] },
    progress: { done: 2, total: 2, failed: 0 },
  });
});

test('an input that does not fit, and a job of no plugin, are faults of the program', async () => {
  const wrong = depot.within(packer, (ctx) => ctx.enqueue(stacking, { tags: [7] } as never));
  await expect(wrong).rejects.toThrow('The input of job depot.stacking does not fit: tags.0');
  const unknown = depot.within(packer, (ctx) => ctx.enqueue({ ...stacking }, { tags: [] }));
  await expect(unknown).rejects.toThrow('in "jobs" of no loaded plugin');
});

test('#77 run twice: after a failed try a job goes on behind its last step', async () => {
  let isBroken = true;
  hooks.inStep = (_, at) => {
    if (at === 2 && isBroken) throw Object.assign(new Error('x'), { code: 'ECONNRESET' });
  };
  const { id } = await stack(['A', 'B', 'C']);
  await depot.work();
  expect(await depot.tags()).toEqual(['A', 'B']);
  const waiting = await depot.run(
    owner,
    'query ($id: ID!) { job(by: { id: $id }) { state nextRunAt } }',
    { id: encodeId('job', id) },
  );
  expect(waiting.job.state).toBe('QUEUED');
  expect(Date.parse(waiting.job.nextRunAt)).toBeGreaterThan(Date.now());
  isBroken = false;
  await now();
  await depot.work();
  expect(await depot.tags()).toEqual(['A', 'B', 'C']);
  expect(await jobOf(id)).toMatchObject({ state: 'SUCCEEDED' });
});

test('one job waits or runs with a unique key', async () => {
  const make = (uniqueKey: string) =>
    depot.within(packer, (ctx) => ctx.enqueue(stacking, { tags: [] }, { uniqueKey }));
  const [first, again, other] = [await make('a'), await make('a'), await make('b')];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  const raced = await Promise.all(Array.from({ length: 5 }, () => make('c')));
  expect(new Set(raced.map(({ id }) => id)).size).toBe(1);
  await depot.work();
  expect(await make('a')).not.toEqual(first);
});

test('a job acts with the rights that its caller has when it runs', async () => {
  const viewer = await depot.token('viewer');
  const { id } = await stack(['A'], viewer);
  await depot.work();
  expect(await jobOf(id)).toMatchObject({
    state: 'FAILED',
    userErrors: [{ code: 'FORBIDDEN', message: 'Requires depot.crate.import.' }],
  });
});

test('a proof of identity is asked before a job: in it no user is there to give one', async () => {
  hooks.inStep = (ctx) => ctx.demandStepUp();
  const may = async (hasStepUp: boolean, kind: 'user' | 'apiKey') => {
    const key = await depot.token('packer');
    const { id } = await stack([`${kind}${hasStepUp}`], key);
    await depot.sql(
      `update core.api_key k set has_step_up = $2 from core.job j
       where j.id = $1 and k.id = j.actor_id`,
      [id, hasStepUp],
    );
    if (kind === 'user') {
      const text =
        "update core.job set actor_kind = 'user', actor_id = created_by_id where id = $1";
      await depot.sql(text, [id]);
    }
    await depot.work();
    const { state, userErrors } = await jobOf(id);
    return [state, ...userErrors.map((one: { code: string }) => one.code)];
  };
  expect(await may(true, 'apiKey')).toEqual(['SUCCEEDED']);
  expect(await may(false, 'apiKey')).toEqual(['FAILED', 'FORBIDDEN']);
  expect(await may(true, 'user')).toEqual(['FAILED', 'FORBIDDEN']);
});

const RETRY = `mutation ($id: ID!) {
  jobRetry(input: { id: $id }) { job { state attempts } userErrors { code } } }`;

test('#77 poison job: tried a few times, then dead, then tried again by hand', async () => {
  hooks.inStep = () => {
    throw new TypeError('secret detail');
  };
  const { id } = await stack(['A']);
  for (let tries = 1; tries <= 3; tries += 1) {
    await depot.work();
    await now();
  }
  const dead = await jobOf(id);
  expect(dead).toMatchObject({
    ...{ state: 'DEAD', attempts: 3 },
    userErrors: [{ code: 'CORE_JOB_GIVEN_UP' }],
  });
  expect(JSON.stringify(dead)).not.toContain('secret');
  delete hooks.inStep;
  const key = { id: encodeId('job', id) };
  const { jobRetry } = await depot.run(owner, RETRY, key);
  expect(jobRetry).toEqual({ job: { state: 'QUEUED', attempts: 0 }, userErrors: [] });
  await depot.work();
  expect(await jobOf(id)).toMatchObject({ state: 'SUCCEEDED', userErrors: [] });
  const refused = await depot.run(owner, RETRY, key);
  expect(refused.jobRetry.userErrors).toEqual([{ code: 'CORE_JOB_NOT_FAILED' }]);
});

test('#77 10,000 queued: another organization has its turn after one job', async () => {
  await depot.sql(`insert into core.job (id, kind, input, actor_kind, actor_id)
    select gen_random_uuid(), 'depot.stacking', '{}', 'system', gen_random_uuid()
    from generate_series(1, 10000)`);
  await depot.sql(
    `insert into core.job (id, kind, input, actor_kind, actor_id)
     values (gen_random_uuid(), 'depot.stacking', '{}', 'system', gen_random_uuid())`,
    [],
    'other',
  );
  const order: string[] = [];
  hooks.inStep = (ctx) => void order.push(ctx.organizationId);
  const { runtime, workerUrl } = depot;
  const runner = createJobRunner(runtime, { workerUrl, concurrency: 1, pollMs: 20 });
  runner.start();
  while (order.length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
  await runner.stop();
  expect(order.indexOf(depot.organizations.other)).toBeLessThanOrEqual(1);
}, 30_000);

test('jobs of a plugin that failed to start wait until it does', async () => {
  const { id } = await stack(['A']);
  const loaded = depot.runtime.composition.plugins.find((one) => one.definition.id === 'depot');
  loaded!.failure = 'broken';
  await depot.work();
  expect(await jobOf(id)).toMatchObject({ state: 'QUEUED', attempts: 0 });
  delete loaded!.failure;
  await depot.work();
  expect(await jobOf(id)).toMatchObject({ state: 'SUCCEEDED' });
});

test('events tell each state of a job, and its progress once a second', async () => {
  const { id } = await stack(['A', 'B', 'C', 'D']);
  const began = Date.now();
  await depot.work();
  const seconds = Math.floor((Date.now() - began) / 1_000);
  const told = await depot.sql(`select payload, record_id from core.outbox_event
    where name = 'core.job.updated' order by sequence`);
  const states = told.map(({ payload }) => payload.state);
  expect(states[0]).toBe('RUNNING');
  expect(states.at(-1)).toBe('SUCCEEDED');
  // The begin, the first step, the end, and one more for each second that it took.
  expect(told.length).toBeLessThanOrEqual(3 + seconds);
  expect(told[0]).toMatchObject({ record_id: id, payload: { jobId: id, kind: stacking.kind } });
});

const pack = (tag: string, record: string) =>
  depot.within(packer, async (ctx) => {
    ctx.emit(cratePacked, { tag }, { type: 'DepotCrate', id: record });
  });

test('a subscriber runs once an event, as the platform, in the order of a record', async () => {
  const seen: string[] = [];
  let isBroken = true;
  hooks.onPacked = (ctx, tag) => {
    if (tag === 'B' && isBroken) throw new Error('not yet');
    seen.push(`${tag} ${ctx.principal.kind} ${ctx.can('core.role.write')}`);
  };
  const record = uuidv7();
  for (const tag of ['A', 'B', 'C']) await pack(tag, record);
  await pack('X', uuidv7());
  await settle();
  await settle();
  expect(seen.sort()).toEqual(['A system true', 'X system true']);
  isBroken = false;
  await now();
  await settle();
  expect(seen.slice(2)).toEqual(['B system true', 'C system true']);
  // Such jobs tell nobody how they get on, or each event would make two others.
  const told = await depot.sql(`select from core.outbox_event where name = 'core.job.updated'`);
  expect(told).toHaveLength(0);
});

test('a subscriber that never succeeds is dead; the next event of its record goes on', async () => {
  const seen: string[] = [];
  hooks.onPacked = (_, tag) => {
    if (tag === 'A') throw new Error('never');
    seen.push(tag);
  };
  const record = uuidv7();
  await pack('A', record);
  await pack('B', record);
  for (let tries = 1; tries <= 4; tries += 1) {
    await settle();
    await now();
  }
  expect(seen).toEqual(['B']);
  const jobs = await depot.sql('select state, kind from core.job order by order_number');
  expect(jobs).toEqual([
    { state: 'DEAD', kind: 'depot.labelling' },
    { state: 'SUCCEEDED', kind: 'depot.labelling' },
  ]);
});

test('what somebody asked for goes before what follows from events', async () => {
  const order: string[] = [];
  hooks.onPacked = (_, tag) => void order.push(tag);
  hooks.inStep = () => void order.push('asked');
  for (const tag of ['A', 'B']) await pack(tag, uuidv7());
  await dispatched();
  await stack(['S']);
  await depot.work();
  expect(order).toEqual(['asked', 'asked', 'A', 'B']);
});

test('an event that a subscriber has nothing to do about makes no job', async () => {
  const seen: string[] = [];
  hooks.onPacked = (_, tag) => void seen.push(tag);
  for (const tag of ['OLD-1', 'NEW-1', 'OLD-2']) await pack(tag, uuidv7());
  await settle();
  expect(seen).toEqual(['NEW-1']);
  const kinds = await depot.sql('select kind from core.job');
  expect(kinds).toEqual([{ kind: 'depot.labelling' }]);
});
