import fc from 'fast-check';
import pg, { type PoolClient } from 'pg';
import { createCoreGraph, type CoreGraph } from '../../test/core-graph.js';
import type { RecordType } from '../model/record-type.js';
import { countFaults } from './count-faults.js';
import { keptCount } from './kept-count.js';

let graph: CoreGraph;
let app: pg.Pool;
const KEPT = `select coalesce(sum(delta), 0)::int as kept from core.kept_count
  where organization_id = $1 and counted = 'core.thing'`;

beforeAll(async () => {
  graph = await createCoreGraph();
  const { owner, appUrl } = graph.database;
  app = new pg.Pool({ connectionString: appUrl, max: 5 });
  await owner.query(`
    create table core.thing (organization_id uuid, id serial, primary key (organization_id, id));
    alter table core.thing enable row level security;
    alter table core.thing force row level security;
    create policy organization on core.thing for all using (
      organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
    grant select, insert, update, delete on core.thing to bureau_app;
    grant usage on sequence core.thing_id_seq to bureau_app`);
  await owner.query("select set_config('app.organization_id', $1, false)", [graph.acme]);
  await owner.query('insert into core.thing select $1, n from generate_series(1, 7) n', [
    graph.acme,
  ]);
  await owner.query("select set_config('app.organization_id', '', false)");
  await owner.query('alter sequence core.thing_id_seq restart with 100');
  await owner.query(keptCount('core.thing').up);
});
afterAll(async () => {
  await app?.end();
  await graph?.close();
});

async function inOrganization<T>(
  organization: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await app.connect();
  try {
    await client.query('begin isolation level repeatable read');
    await client.query("select set_config('app.organization_id', $1, true)", [organization]);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** What is kept, what stands there, and from how many rows it is read, in one snapshot. */
function counts(organization: string) {
  return inOrganization(organization, async (client) => {
    const kept = (await client.query(KEPT, [organization])).rows[0].kept as number;
    const [row] = (await client.query('select count(*)::int as n from core.thing')).rows;
    return { kept, stand: row.n as number };
  });
}

type Step = { make: number } | { drop: number } | { touch: true } | { fold: true };

async function step(client: PoolClient, organization: string, one: Step): Promise<void> {
  if ('make' in one) {
    const many = 'insert into core.thing (organization_id) select $1 from generate_series(1, $2)';
    await client.query(many, [organization, one.make]);
  } else if ('drop' in one) {
    const some = `delete from core.thing where id in (
      select id from core.thing order by id limit $1 for update skip locked)`;
    await client.query(some, [one.drop]);
  } else if ('touch' in one) {
    await client.query('update core.thing set id = id');
  } else {
    await client.query("select core.fold_counts($1, 'core.thing')", [organization]);
  }
}

const steps = fc.array(
  fc.oneof(
    fc.record({ make: fc.nat(5) }),
    fc.record({ drop: fc.nat(4) }),
    fc.constant({ touch: true } as const),
    fc.constant({ fold: true } as const),
  ),
  { maxLength: 6 },
);

test('rows that stood there before are counted', async () => {
  expect(await counts(graph.acme)).toEqual({ kept: 7, stand: 7 });
  expect(await counts(graph.other)).toEqual({ kept: 0, stand: 0 });
});

test('whatever comes, goes, is taken back or folded: the count is that of the rows', async () => {
  const works = fc.array(fc.record({ steps, fails: fc.boolean(), ours: fc.boolean() }), {
    minLength: 1,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(works, async (transactions) => {
      const done = transactions.map(({ steps: all, fails, ours }) => {
        const organization = ours ? graph.acme : graph.other;
        return inOrganization(organization, async (client) => {
          for (const one of all) await step(client, organization, one);
          if (fails) throw new Error('taken back');
        }).catch(() => undefined); // taken back, or lost a race for the same rows
      });
      await Promise.all(done);
      for (const organization of [graph.acme, graph.other]) {
        const { kept, stand } = await counts(organization);
        expect(kept).toBe(stand);
      }
    }),
    { numRuns: 25 },
  );
});

test('what came while triggers were switched off is counted anew', async () => {
  const { owner } = graph.database;
  const before = await counts(graph.acme);
  await owner.query('alter table core.thing disable trigger user');
  await owner.query("select set_config('app.organization_id', $1, false)", [graph.acme]);
  await owner.query('insert into core.thing (organization_id) select $1', [graph.acme]);
  await owner.query("select set_config('app.organization_id', '', false)");
  await owner.query('alter table core.thing enable trigger user');
  expect(await counts(graph.acme)).toEqual({ kept: before.kept, stand: before.stand + 1 });
  await owner.query("select core.count_standing('core.thing')");
  expect(await counts(graph.acme)).toEqual({ kept: before.kept + 1, stand: before.stand + 1 });
});

test('a type whose list is counted needs the triggers; boot names what is missing', async () => {
  const type = (name: string, table: string, isCounted: boolean) =>
    [name, { name, table, exposed: { options: { isCounted } } }] as unknown as [string, RecordType];
  const records = new Map([
    type('Thing', '"core"."thing"', true),
    type('Role', '"core"."role"', true),
    type('Person', '"core"."person"', false),
  ]);
  expect(await countFaults(graph.database.owner, records)).toEqual([
    "Role has isCounted, but no migration with keptCount('core.role').",
  ]);
});
