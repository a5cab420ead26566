// Right after a crash the planner knows nothing of the table of jobs. The claim of one of 1,500
// that waited read two million rows then, for half a minute, and no job of anybody ran.
import { createDepot, type Depot } from '../../test/depot.js';
import { ReadPool } from '../context/pools.js';
import { createJobQueue } from './job-queue.js';

const WAITING = 1_500;
let depot: Depot;

beforeAll(async () => {
  depot = await createDepot();
});
afterAll(() => depot.close());

const READ = `select sum(idx_tup_read)::int as n from pg_stat_user_indexes
  where schemaname = 'core' and relname = 'job'`;

async function rowsRead(): Promise<number> {
  const [row] = await depot.sql(READ);
  return Number(row.n);
}

test('the next of many jobs is found without reading them all', async () => {
  await depot.sql(
    `insert into core.job (id, kind, input, order_key, order_number, actor_kind, actor_id)
     select gen_random_uuid(), 'depot.labelling', '{}', 'depot.labelling ' || n, n, 'system',
       gen_random_uuid() from generate_series(1, $1) n`,
    [WAITING],
  );
  const before = await rowsRead();
  const pool = new ReadPool({ url: depot.workerUrl, poolSize: 1 });
  const queue = createJobQueue(pool, () => undefined);
  const job = await queue.claim('00000000-0000-4000-8000-000000000001', {
    busy: [],
    served: [],
    idle: [],
  });
  expect(job?.kind).toBe('depot.labelling');
  // What a connection read is counted when it ends.
  await pool.close();
  let read = 0;
  while (read === 0) read = (await rowsRead()) - before;
  expect(read).toBeLessThan(10 * WAITING);
});
