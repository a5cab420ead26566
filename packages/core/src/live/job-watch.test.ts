import { createDepot, type Depot } from '../../test/depot.js';
import { hooks, stacking } from '../../test/depot-plugin.js';
import type { RequestContext } from '../context/request.js';
import { encodeId, uuidv7 } from '../model/ids.js';
import { watchJob } from './job-watch.js';
import type { LiveStream } from './live-stream.js';

let depot: Depot;
let packer: string;
let ctx: RequestContext;

beforeAll(async () => {
  depot = await createDepot();
  packer = await depot.token('packer');
  ctx = await depot.within(packer, async (context) => context);
});
afterAll(() => depot.close());
beforeEach(async () => {
  delete hooks.inStep;
  await depot.sql('delete from core.outbox_event');
  await depot.sql('delete from depot.crate');
});

const stack = async (tag = 'A') =>
  (await depot.within(packer, (context) => context.enqueue(stacking, { tags: [tag] }))).id;

/** What the dispatcher does: announces each event of the outbox once, in order. */
async function announce(): Promise<void> {
  const rows = await depot.sql(`update core.outbox_event e set dispatched_at = now()
    from (select id, sequence from core.outbox_event where dispatched_at is null) as w
    where w.id = e.id returning e.id, e.name, e.record_type, e.record_id, e.sequence`);
  const events = rows
    .sort((one, other) => Number(one.sequence) - Number(other.sequence))
    .map(({ id, name, record_type: recordType, record_id: recordId }) => {
      return { id, name, recordType, recordId };
    });
  depot.runtime.live.publish({ organizationId: ctx.organizationId, events });
  await depot.runtime.live.settled();
}

async function statesTo(stream: LiveStream, count: number): Promise<unknown[]> {
  const states: unknown[] = [];
  while (states.length < count) {
    const { done, value } = await stream.next();
    states.push(done ? 'END' : (value.payload.state ?? 'NOW'));
  }
  return states;
}

/** All that comes, without how far it came in between. */
async function restOf(stream: LiveStream): Promise<unknown[]> {
  const states = new Set<unknown>();
  while (!states.has('END')) states.add((await statesTo(stream, 1))[0]);
  return [...states];
}

test('what it is now comes first, then each event, then the end', async () => {
  const id = await stack();
  const [stream, other] = [watchJob(ctx, id), watchJob(ctx, await stack())];
  expect(await statesTo(stream, 1)).toEqual(['NOW']);
  expect(await statesTo(other, 1)).toEqual(['NOW']);
  hooks.inStep = (context) => {
    if (context.requestId !== id) throw Object.assign(new Error('x'), { code: 'ECONNRESET' });
  };
  await depot.work();
  await announce();
  expect(await restOf(stream)).toEqual(['RUNNING', 'SUCCEEDED', 'END']);
  // The other one was put back, and is followed on.
  expect(await statesTo(other, 2)).toEqual(['RUNNING', 'QUEUED']);
  await other.return();
  expect(depot.runtime.live.size).toBe(0);
});

test('an end that is told after the job was tried again is not the end', async () => {
  // What was put back before may run now, and make its crate.
  const id = await stack('B');
  const state = (name: string) =>
    depot.sql(
      `update core.job set state = $2, finished_at = case when $2 = 'DEAD' then now() end
       where id = $1`,
      [id, name],
    );
  await state('DEAD');
  const owner = await depot.token('owner');
  await depot.run(owner, 'mutation ($id: ID!) { jobRetry(input: { id: $id }) { job { id } } }', {
    id: encodeId('job', id),
  });
  const stream = watchJob(ctx, id);
  expect(await statesTo(stream, 1)).toEqual(['NOW']);
  const event = uuidv7();
  await depot.sql(
    `insert into core.outbox_event (id, name, version, record_type, record_id, payload,
       principal_kind, principal_id, request_id, dispatched_at)
     values ($1, 'core.job.updated', 1, 'Job', $2, '{"state":"DEAD"}', 'system', $2, 'r', now())`,
    [event, id],
  );
  depot.runtime.live.publish({
    organizationId: ctx.organizationId,
    events: [{ id: event, name: 'core.job.updated', recordType: 'Job', recordId: id }],
  });
  expect(await statesTo(stream, 1)).toEqual(['DEAD']);
  await announce();
  expect(await statesTo(stream, 1)).toEqual(['QUEUED']);
  await depot.work();
  await announce();
  expect(await restOf(stream)).toEqual(['RUNNING', 'SUCCEEDED', 'END']);
});

test('of a job that has ended, and of one for an event, there is what it is now', async () => {
  const [ended, silent] = [await stack(), await stack()];
  await depot.sql(`update core.job set state = 'CANCELLED', finished_at = now() where id = $1`, [
    ended,
  ]);
  await depot.sql(`update core.job set order_key = 'x', order_number = 1 where id = $1`, [silent]);
  for (const id of [ended, silent]) {
    expect(await statesTo(watchJob(ctx, id), 2)).toEqual(['NOW', 'END']);
  }
  expect(await statesTo(watchJob(ctx, uuidv7()), 1)).toEqual(['END']);
  expect(depot.runtime.live.size).toBe(0);
});
