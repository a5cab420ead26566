import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createDepot, type Depot } from '../../test/depot.js';
import { uuidv7 } from '../model/ids.js';
import type { EventConsumer, StoredEvent } from './consumer.js';
import { createDispatcher, EVENT_ATTEMPTS } from './dispatcher.js';

let depot: Depot;

beforeAll(async () => {
  depot = await createDepot();
  await depot.database.owner.query('create table core.taken (event uuid, name text)');
  await depot.database.owner.query('grant select, insert on core.taken to bureau_worker');
});
afterAll(() => depot.close());
beforeEach(async () => {
  for (const name of ['acme', 'other'] as const) {
    await depot.sql('delete from core.outbox_event', [], name);
  }
  await depot.sql('delete from core.taken');
});

type Company = 'acme' | 'other';

const INSERT = `insert into core.outbox_event (id, name, version, record_type, record_id, payload,
    principal_kind, principal_id, request_id)
  values ($1, $2, 1, $3, $4, $5, 'system', '00000000-0000-0000-0000-000000000000', 'r')`;

/** Writes an event as a request would; its uuid. */
async function put(name: string, given: { record?: string; company?: Company } = {}) {
  const id = uuidv7();
  const { record, company } = given;
  const values = [id, name, record ? 'Crate' : null, record ?? null, { name }];
  await depot.sql(INSERT, values, company);
  return id;
}

/** Writes down what it gets, and fails at names in `poison`. */
function recorder(given: { name?: string; poison?: string[]; taken?: StoredEvent[][] } = {}) {
  const { name = 'recorder', poison = [], taken = [] } = given;
  const consumer: EventConsumer = {
    name,
    take: async (events, run) => {
      for (const event of events) {
        await run('insert into core.taken values ($1, $2)', [event.id, event.name]);
        if (poison.includes(event.name)) throw new Error(`${event.name} is poison`);
      }
      taken.push([...events]);
    },
  };
  return consumer;
}

async function dispatch(...consumers: EventConsumer[]): Promise<void> {
  const service = createDispatcher(depot.runtime, {
    workerUrl: depot.workerUrl,
    consumers,
    pollMs: 20,
  });
  service.start();
  await service.settled();
  await service.stop();
}

const namesTaken = async () =>
  (await depot.sql('select name from core.taken')).map((it) => it.name);
const again = (company?: Company) =>
  depot.sql('update core.outbox_event set retry_at = null', [], company);

test('a batch is of one organization, in order, whole, and given once', async () => {
  const record = uuidv7();
  const first = await put('a', { record });
  await put('b');
  await put('x', { company: 'other' });
  const taken: StoredEvent[][] = [];
  await dispatch(recorder({ taken }));
  await dispatch(recorder({ taken }));
  const names = taken.map((events) => events.map(({ name }) => name));
  expect(names.sort()).toEqual([['a', 'b'], ['x']]);
  const mine = taken.find(([event]) => event?.name === 'a')?.[0];
  expect(mine).toMatchObject({
    ...{ id: first, organizationId: depot.organizations.acme, version: 1, requestId: 'r' },
    ...{ recordType: 'Crate', recordId: record, payload: { name: 'a' }, principalKind: 'system' },
  });
  expect(Date.now() - mine!.at.valueOf()).toBeLessThan(60_000);
  expect(mine!.sequence).toMatch(/^\d+$/);
});

test('an event that nobody can take lets its record wait, and nobody else', async () => {
  const record = uuidv7();
  for (const name of ['a', 'poison', 'c']) await put(name, { record });
  await put('free');
  await put('x', { company: 'other' });
  await dispatch(recorder({ poison: ['poison'] }));
  expect((await namesTaken()).sort()).toEqual(['a', 'free', 'x']);
  await again();
  await dispatch(recorder());
  expect((await namesTaken()).slice(-2)).toEqual(['poison', 'c']);
});

test('after its last try an event goes to whoever takes it, and says who did not', async () => {
  await put('poison');
  const good = recorder({ name: 'good' });
  const bad = recorder({ name: 'bad', poison: ['poison'] });
  for (let tries = 1; tries < EVENT_ATTEMPTS; tries += 1) {
    await dispatch(good, bad);
    await again();
  }
  expect(await namesTaken()).toEqual([]);
  await dispatch(good, bad);
  expect(await namesTaken()).toEqual(['poison']);
  const [row] = await depot.sql('select attempts, fault, dispatched_at from core.outbox_event');
  expect(row).toMatchObject({ attempts: EVENT_ATTEMPTS - 1, fault: 'bad' });
  expect(row?.dispatched_at).not.toBeNull();
  expect(JSON.stringify(depot.logged)).toContain('event given up');
});

test('a long transaction with events of its own holds up nobody', async () => {
  const writer = new pg.Client({ connectionString: depot.database.appUrl });
  await writer.connect();
  const company = depot.organizations.acme;
  await writer.query("select set_config('app.organization_id', $1, false)", [company]);
  await writer.query('begin');
  const values = [uuidv7(), 'long', null, null, {}];
  await writer.query(INSERT, values);
  await put('short');
  await dispatch(recorder());
  expect(await namesTaken()).toEqual(['short']);
  await writer.query('commit');
  await writer.end();
  await dispatch(recorder());
  expect(await namesTaken()).toEqual(['short', 'long']);
});

test('two dispatchers share the work; every event is taken once and in order', async () => {
  const record = uuidv7();
  const names = Array.from({ length: 450 }, (_, at) => String(at));
  await depot.sql(
    `insert into core.outbox_event (id, name, version, record_type, record_id, payload,
       principal_kind, principal_id, request_id)
     select gen_random_uuid(), n, 1, 'Crate', $1, '{}', 'system', $1, 'r'
     from unnest($2::text[]) with ordinality as t(n, at) order by at`,
    [record, names],
  );
  await Promise.all([dispatch(recorder()), dispatch(recorder())]);
  await dispatch(recorder());
  expect(await namesTaken()).toEqual(names);
});

test('a dispatcher hears of a commit at once, also of another process', async () => {
  const service = createDispatcher(depot.runtime, {
    workerUrl: depot.workerUrl,
    consumers: [recorder()],
    pollMs: 60_000,
  });
  service.start();
  await service.settled();
  await sleep(300);
  await put('quiet');
  await depot.database.owner.query("select pg_notify('core_event', '')");
  while ((await namesTaken()).length === 0) await sleep(20);
  await service.stop();
  expect(await namesTaken()).toEqual(['quiet']);
});
