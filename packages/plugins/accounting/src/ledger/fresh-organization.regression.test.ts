import { createTestApp, type SqlClient, type TestApp } from '@bureau/testing';
import { makeRawBooks, post, type RawEntry } from '../../test/raw-books.js';
import { accountingPlugin } from '../plugin.js';

// Without statistics the planner read a whole organization for each entry: 10,000 entries had not
// ended after 75 seconds. What is counted here is rows that are read, not time.

let app: TestApp;
let sql: SqlClient;
beforeAll(async () => {
  app = await createTestApp({ plugins: [accountingPlugin] });
  sql = await app.asRole('bureau_app', app.organizationId);
  await makeRawBooks(sql);
});
afterAll(async () => {
  await sql?.end();
  await app?.close();
});

const ENTRIES: RawEntry[] = Array.from({ length: 400 }, (_, index) => ({
  on: `2026-03-${String((index % 28) + 1).padStart(2, '0')}`,
  lines: [
    ['1000', '10'],
    ['4000', '-10'],
  ],
}));

const READ = `
  select relname as name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::integer as n
    from pg_stat_xact_user_tables where schemaname = 'accounting'
     and relname in ('line', 'entry', 'entry_seal', 'balance')`;

test('2,000 entries of a fresh organization in one transaction read few lines', async () => {
  await sql.query('begin');
  for (let batch = 0; batch < 5; batch += 1) await post(sql, ENTRIES);
  await sql.query('set constraints all immediate');
  const { rows } = await sql.query<{ name: string; n: number }>(READ);
  await sql.query('commit');
  const { rows: kept } = await sql.query<{ n: string }>(
    'select count(*) as n from accounting.entry_seal',
  );
  expect(Number(kept[0]?.n)).toBe(5 * ENTRIES.length);
  // Some 60,000; it were six million when each entry read all of them.
  for (const { name, n } of rows) expect([name, n < 300_000]).toEqual([name, true]);
});

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** Two entries of one account pair for each day of the year: the balances of all its months. */
const SPREAD: RawEntry[] = Array.from({ length: 600 }, (_, index) => ({
  on: ['2026', twoDigits((index % 12) + 1), twoDigits((index % 28) + 1)].join('-'),
  lines: [
    ['1000', '10'],
    ['4000', '-10'],
  ],
}));

// With statistics of others the planner went from the periods of the new organization to all its
// entries, once for each new one; balances are made from what was handed over since.
test('a fresh organization beside a large one, whose statistics say nothing of it', async () => {
  await app.sql('analyze accounting.entry, accounting.line, accounting.balance');
  const other = await app.otherOrganization();
  const fresh = await app.asRole('bureau_app', other.organizationId);
  try {
    await makeRawBooks(fresh);
    await fresh.query('begin');
    await post(fresh, SPREAD);
    await fresh.query('set constraints all immediate');
    const { rows } = await fresh.query<{ name: string; n: number }>(READ);
    await fresh.query('commit');
    for (const { name, n } of rows) expect([name, n < 30_000]).toEqual([name, true]);
  } finally {
    await fresh.end();
  }
});

// What was written was looked up by an expression that no index serves behind row-level security:
// each call went through all entries of the organization. So few would be read at once anyway,
// unless the planner is told that this is dear.
test('one more entry of books with thousands of them reads few of them', async () => {
  const one = await app.asRole('bureau_app', app.organizationId);
  try {
    for (const way of ['seqscan', 'hashjoin', 'mergejoin']) {
      await one.query(`set enable_${way} = off`);
    }
    await one.query('begin');
    await post(one, ENTRIES.slice(0, 1));
    const { rows } = await one.query<{ name: string; n: number }>(READ);
    await one.query('commit');
    const read = new Map(rows.map(({ name, n }) => [name, n]));
    expect(read.get('entry')).toBeLessThan(200);
    expect(read.get('line')).toBeLessThan(200);
  } finally {
    await one.end();
  }
});

// Plans are kept by connections, which serve one organization after the other. One that was made
// where there were no lines yet joined each posting with all lines of the organization.
test('a posting reads few lines on a connection that served a new organization first', async () => {
  const other = await app.otherOrganization();
  const one = await app.asRole('bureau_app', other.organizationId);
  try {
    await makeRawBooks(one);
    await post(one, ENTRIES.slice(0, 1));
    await one.query("select set_config('app.organization_id', $1, false)", [app.organizationId]);
    await one.query('begin');
    await post(one, ENTRIES.slice(0, 1));
    const { rows } = await one.query<{ name: string; n: number }>(READ);
    await one.query('commit');
    // There are some 4,000 of each.
    for (const { name, n } of rows) expect([name, n < 200]).toEqual([name, true]);
  } finally {
    await one.end();
  }
});

// Generic plans expect hundreds of entries and joined them with all accounts and periods.
test('a posting reads the accounts of its lines, not the chart', async () => {
  const other = await app.otherOrganization();
  const one = await app.asRole('bureau_app', other.organizationId);
  try {
    await makeRawBooks(one);
    await one.query(
      `insert into accounting.account (id, code, name, type, subtype, normal_side, control)
       select gen_random_uuid(), 'X' || n, 'X' || n, 'ASSET', 'CASH', 'DEBIT', 'NONE'
       from generate_series(1, 1000) n`,
    );
    await app.sql('analyze accounting.account');
    const read = async () => {
      const { rows } = await one.query<{ name: string; n: number }>(
        `select relname as name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::integer as n
           from pg_stat_xact_user_tables where relid in ('accounting.account'::regclass,
             'accounting.period'::regclass, 'accounting.currency'::regclass)`,
      );
      return rows;
    };
    await one.query('begin');
    const before = new Map((await read()).map(({ name, n }) => [name, n]));
    await post(one, ENTRIES.slice(0, 1));
    const after = await read();
    await one.query('commit');
    expect(after).toHaveLength(3);
    for (const { name, n } of after) {
      expect([name, n - (before.get(name) ?? 0) < 40]).toEqual([name, true]);
    }
  } finally {
    await one.end();
  }
});
