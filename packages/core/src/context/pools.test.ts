import { createKernelTest, type KernelTest, ORG_A, ORG_B } from '../../test/kernel.js';
import { ReadPool } from './pools.js';

const TAGS = { text: 'select tag from kernel.widget order by tag', values: [] };

describe('ReadPool', () => {
  let kernel: KernelTest;
  let pool: ReadPool;
  const statements: string[] = [];

  beforeAll(async () => {
    kernel = await createKernelTest();
    await kernel.widget('a1');
    await kernel.widget('b1', { organization: ORG_B });
    const onStatement = (text: string) => statements.push(text);
    pool = new ReadPool({ url: kernel.database.appUrl, poolSize: 1, onStatement });
  });
  afterAll(async () => {
    await pool?.close();
    await kernel?.close();
  });

  test('one connection serves organizations in turn and shows each its own rows', async () => {
    expect(await pool.query(ORG_A, TAGS)).toEqual([['a1']]);
    expect(await pool.query(ORG_B, TAGS)).toEqual([['b1']]);
    const both = await Promise.all([pool.query(ORG_A, TAGS), pool.query(ORG_B, TAGS)]);
    expect(both).toEqual([[['a1']], [['b1']]]);
    expect(pool.load.total).toBe(1);
  });

  test('row 83: without an organization there are no rows, also after one was set', async () => {
    await pool.query(ORG_A, TAGS);
    expect(await pool.query(undefined, TAGS)).toEqual([]);
  });

  test('a look-up that any organization serves leaves the connection as it is', async () => {
    const hour = () => Date.now() + 3_600_000;
    const find = {
      text: `select current_setting('app.organization_id') as organization,
        current_setting('statement_timeout') as timeout`,
      values: [],
    };
    await pool.query(ORG_A, TAGS, hour());
    expect(await pool.sqlAnywhere(find)).toEqual([{ organization: ORG_A, timeout: '10min' }]);
    await pool.query(ORG_B, TAGS);
    expect(await pool.sqlAnywhere(find)).toEqual([{ organization: ORG_B, timeout: '30s' }]);
    // A longer one than the connection has is set.
    expect(await pool.sqlAnywhere(find, hour())).toEqual([{ organization: '', timeout: '10min' }]);
  });

  test('every column comes as the text of PostgreSQL, in UTC', async () => {
    const text = `select 1::int, 2.50::numeric, true, null, '{"a": 1}'::jsonb,
      timestamptz '2026-03-01 12:00+02', array['x']`;
    const rows = await pool.query(ORG_A, { text, values: [] });
    expect(rows).toEqual([['1', '2.50', 't', null, '{"a": 1}', '2026-03-01 10:00:00+00', '{x}']]);
    const objects = await pool.sql(ORG_A, { text: 'select $1::int as n', values: [7] });
    expect(objects).toEqual([{ n: '7' }]);
  });

  test('statements are prepared from the second time on, unless that is declined', async () => {
    const text = 'select count(*) from kernel.widget where stock > $1';
    const planned = { text, values: [0] };
    for (let i = 0; i < 3; i += 1) await pool.query(ORG_A, planned);
    const ranged = { text: `${text} and true`, values: [0], prepare: false };
    for (let i = 0; i < 3; i += 1) await pool.query(ORG_A, ranged);
    const names = await pool.query(ORG_A, {
      text: 'select statement from pg_prepared_statements',
      values: [],
    });
    expect(names.flat()).toContain(text);
    expect(names.flat()).not.toContain(ranged.text);
  });

  test('a statement is cut at the deadline, and its connection is not used again', async () => {
    const before = await pid();
    const slow = pool.query(ORG_A, { text: 'select pg_sleep(5)', values: [] }, Date.now() + 150);
    await expect(slow).rejects.toMatchObject({ extensions: { code: 'DEADLINE', retryable: true } });
    expect(await pid()).not.toBe(before);
    await expect(pool.query(ORG_A, TAGS, Date.now() - 1)).rejects.toMatchObject({
      extensions: { code: 'DEADLINE' },
    });
  });

  test('row 68: waiting for a connection ends at the deadline and leaks none', async () => {
    const busy = pool.query(ORG_A, { text: 'select pg_sleep(0.4)', values: [] });
    await expect(pool.query(ORG_A, TAGS, Date.now() + 100)).rejects.toMatchObject({
      extensions: { code: 'DEADLINE' },
    });
    await busy;
    expect(await pool.query(ORG_A, TAGS)).toEqual([['a1']]);
    expect(pool.load).toEqual({ total: 1, idle: 1, waiting: 0 });
  });

  test('an error destroys the connection', async () => {
    const before = await pid();
    await expect(pool.query(ORG_A, { text: 'select 1/0', values: [] })).rejects.toThrow();
    expect(await pid()).not.toBe(before);
    expect(await pool.query(ORG_B, TAGS)).toEqual([['b1']]);
  });

  test('only statements on data are reported', async () => {
    statements.length = 0;
    await pool.query(ORG_A, TAGS);
    await pool.query(ORG_B, TAGS);
    expect(statements).toEqual([TAGS.text, TAGS.text]);
  });

  const pid = async () =>
    (await pool.query(ORG_A, { text: 'select pg_backend_pid() as pid', values: [] }))[0]?.[0];
});
