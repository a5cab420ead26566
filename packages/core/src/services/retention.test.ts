import { createDepot, type Depot } from '../../test/depot.js';
import { keptDays } from '../context/kept-days.js';
import { createRetention } from './retention.js';

let depot: Depot;
beforeAll(async () => {
  depot = await createDepot();
});
afterAll(() => depot.close());

async function remove(retention = {}): Promise<void> {
  const { runtime, workerUrl } = depot;
  const set = { ...runtime, retention: keptDays(retention) };
  const service = createRetention(set, { workerUrl });
  service.start();
  await service.settled();
  await service.stop();
}

const ages = (table: string, column: string) =>
  depot.sql(`select extract(day from now() - ${column})::int as age from ${table} order by age`);

test('dispatched events and ended jobs go after their time, others stay', async () => {
  const insertEvent = `
    insert into core.outbox_event (id, name, version, payload, principal_kind, principal_id,
      request_id, at, dispatched_at)
    select gen_random_uuid(), 'x', 1, '{}', 'system', gen_random_uuid(), 'r',
      now() - make_interval(days => age), case when is_done then now() end
    from unnest($1::int[], $2::boolean[]) as t(age, is_done)`;
  await depot.sql(insertEvent, [
    [40, 41, 5],
    [true, false, true],
  ]);
  const insertJob = `
    insert into core.job (id, kind, input, actor_kind, actor_id, state, finished_at, created_at)
    select gen_random_uuid(), 'x', '{}', 'system', gen_random_uuid(), state,
      case when state = 'SUCCEEDED' then now() - make_interval(days => age) end,
      now() - make_interval(days => age)
    from unnest($1::int[], $2::text[]) as t(age, state)`;
  await depot.sql(insertJob, [
    [100, 101, 20],
    ['SUCCEEDED', 'QUEUED', 'SUCCEEDED'],
  ]);
  await depot.sql(`insert into core.import_fault (id, job_id, line, code, message)
    select gen_random_uuid(), id, 1, 'X', 'x' from core.job where state = 'SUCCEEDED'`);
  await remove();
  expect(await ages('core.outbox_event', 'at')).toEqual([{ age: 5 }, { age: 41 }]);
  expect(await ages('core.job', 'created_at')).toEqual([{ age: 20 }, { age: 101 }]);
  expect(await depot.sql('select from core.import_fault')).toHaveLength(1);
  // What cursors of the last five days have before them is there to the end of the fifth.
  await remove({ eventDays: 5, jobDays: 10 });
  expect(await ages('core.outbox_event', 'at')).toEqual([{ age: 5 }, { age: 41 }]);
  await remove({ eventDays: 4, jobDays: 10 });
  expect(await ages('core.outbox_event', 'at')).toEqual([{ age: 41 }]);
  expect(await ages('core.job', 'created_at')).toEqual([{ age: 101 }]);
});

test('more than one statement takes is removed too', async () => {
  await depot.sql(`insert into core.outbox_event (id, name, version, payload, principal_kind,
      principal_id, request_id, at, dispatched_at)
    select gen_random_uuid(), 'x', 1, '{}', 'system', gen_random_uuid(), 'r',
      now() - interval '50 days', now() from generate_series(1, 2500)`);
  await remove();
  const left = 'select from core.outbox_event where dispatched_at is not null';
  expect(await depot.sql(left)).toEqual([]);
});

test('idempotency keys go after their time; those that are kept for ever stay', async () => {
  await depot.sql(`insert into core.idempotency_key (principal_id, key, fingerprint, outcome,
      kept_until)
    select gen_random_uuid(), key, sha256('x'), '\\x00', until
    from (values ('old', now() - interval '1 minute'), ('young', now() + interval '1 day'),
      ('forever', null)) as t(key, until)`);
  await remove();
  const keys = await depot.sql('select key from core.idempotency_key order by key');
  expect(keys.map(({ key }) => key)).toEqual(['forever', 'young']);
});

test('days that are none stop the start', () => {
  for (const eventDays of [0, -1, 1.5, Number.NaN, 40_000]) {
    expect(() => keptDays({ eventDays })).toThrow('retention.eventDays is a whole number of days');
  }
  expect(keptDays({ jobDays: 7 })).toEqual({ eventDays: 30, jobDays: 7 });
});
