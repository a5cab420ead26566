import { readFileSync } from 'node:fs';
import path from 'node:path';
import { withOwner } from '@bureau/server';
import {
  type Access,
  followed,
  type ImportField,
  jobOf,
  send,
  startImport,
} from './import-client.js';
import { csvOf, devices, people, STRUCTURE } from './import-files.js';
import { founded as companyOf } from './command-line.js';
import { cleanUp, newDataDir, postmasterPid } from './platform-process.js';
import { startServer, type ServerProcess, until } from './platform-process.js';

/**
 * Kill -9 in the middle of imports, twice: of the server, then of its database too. Two companies
 * import at the same time: `parts` leaves faulty rows out and commits batch by batch, `whole` takes
 * all rows or none.
 */

interface Sizes {
  parts: number;
  whole: number;
  /** Rows of `whole` before the first that waits for a lock, by which the middle is known. */
  free: number;
}
/** Rows are written 250 at once, reports behind their managers: 585 people stand in four levels. */
const PEOPLE: Sizes = { parts: 1_000, whole: 620, free: 585 };
const DEVICES: Sizes = { parts: 1_000, whole: 300, free: 260 };

const dataDir = newDataDir();
const tokens = { parts: '', whole: '' };
let server: ServerProcess;

type Company = keyof typeof tokens;
const accessOf = (company: Company): Access => ({ url: server.url, token: tokens[company] });

beforeAll(async () => {
  server = await startServer(dataDir);
  await Promise.all((['parts', 'whole'] as const).map(founded));
}, 300_000);
afterAll(cleanUp, 300_000);

async function founded(company: Company): Promise<void> {
  tokens[company] = await (await companyOf(dataDir, company))('owner');
  await send(accessOf(company), STRUCTURE);
}

type Client = Parameters<Parameters<typeof withOwner>[1]>[0];

/** Works as the owner of the tables within one company. */
function within<T>(company: Company, work: (client: Client) => Promise<T>): Promise<T> {
  const record = JSON.parse(readFileSync(path.join(dataDir, 'postgres.json'), 'utf8'));
  const { secrets, running } = record;
  const url = `postgres://bureau_owner:${secrets.owner}@127.0.0.1:${running.port}/bureau`;
  return withOwner(url, async (client) => {
    await client.query(
      `select set_config('app.organization_id', id::text, false) from core.organization
       where slug = $1`,
      [company],
    );
    return work(client);
  });
}

const rowsOf = (company: Company, text: string) =>
  within(company, async (client) => (await client.query<Record<string, string>>(text)).rows);

interface Started {
  parts: string;
  whole: string;
}

/** Starts both imports, and kills when both are in the middle. */
async function killedMidway(
  field: ImportField,
  files: Record<Company, object[]>,
  kill: () => Promise<void>,
): Promise<Started> {
  return within('whole', async (holder) => {
    await holder.query(`begin; select id from core.site where code = 'HAM' for update`);
    const whole = await startImport(accessOf('whole'), field, { csv: csvOf(files.whole) });
    // It waits for two seconds, and tries again later: its first wait is enough.
    await until(() => isWaiting(holder));
    // One after the other, or the faster one may have ended when the other is in the middle.
    const parts = await startImport(accessOf('parts'), field, {
      csv: csvOf(files.parts),
      onError: 'REJECT_FAILED',
    });
    await until(async () => (await jobOf(accessOf('parts'), parts)).progress.done > 0);
    expect((await jobOf(accessOf('parts'), parts)).state).toBe('RUNNING');
    await kill();
    return { parts, whole };
  });
}

async function isWaiting(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ n: number }>(
    'select count(*)::int as n from pg_locks where not granted',
  );
  return (rows[0]?.n ?? 0) > 0;
}

/** At the new address, to the end; each got on after the break and says what it wrote. */
async function ended({ parts, whole }: Started, sizes: Sizes): Promise<void> {
  const all = { state: 'SUCCEEDED', faults: { nodes: [] } };
  const ends = await Promise.all([
    followed(accessOf('parts'), parts),
    followed(accessOf('whole'), whole),
  ]);
  expect(ends).toMatchObject([
    { ...all, result: { rows: sizes.parts, created: sizes.parts, failed: 0 } },
    { ...all, result: { rows: sizes.whole, created: sizes.whole, failed: 0 } },
  ]);
}

const STAFF = `select e.number, p.id is not null as person,
    (select count(*)::int from hr.employment m where m.employee_id = e.id) as employments,
    (select count(*)::int from hr.job_record j where j.employee_id = e.id) as jobs,
    (select count(*)::int from hr.salary s where s.employee_id = e.id) as salaries,
    (select count(*)::int from core.audit_entry a where a.record_id = e.id) as trail,
    (select string_agg(o.name, ' ' order by o.name) from core.outbox_event o
      where o.record_id = e.id) as events
  from hr.employee e left join core.person p on p.id = e.person_id order by e.number`;

const wholePerson = (number: string) => ({
  ...{ number, person: true, employments: 1, jobs: 1, salaries: 1, trail: 1 },
  events: 'core.record.changed hr.employee.hired',
});

test('#71 the server is killed: nothing of a whole file, whole rows of parts', async () => {
  const [staff, others] = [people(PEOPLE.parts), people(PEOPLE.whole)];
  for (const row of others)
    row.site_code = Number(row.employee_number.slice(2)) < PEOPLE.free ? 'VIE' : 'HAM';
  const started = await killedMidway(
    'employeeImport',
    { parts: staff, whole: others },
    async () => {
      process.kill(server.pid, 'SIGKILL');
      await server.ended;
    },
  );
  const left = await rowsOf('parts', STAFF);
  expect(left.length).toBeGreaterThan(0);
  expect(left.length).toBeLessThan(PEOPLE.parts);
  expect(left).toEqual(left.map(({ number }) => wholePerson(number ?? '')));
  server = await startServer(dataDir);
  expect(await rowsOf('whole', STAFF)).toEqual([]);
  await ended(started, PEOPLE);
  const numbersOf = (rows: typeof staff) => rows.map((row) => row.employee_number).sort();
  expect(await rowsOf('parts', STAFF)).toEqual(numbersOf(staff).map(wholePerson));
  expect(await rowsOf('whole', STAFF)).toEqual(numbersOf(others).map(wholePerson));
  for (const company of ['parts', 'whole'] as const) {
    const [persons] = await rowsOf(company, 'select count(*)::int as n from core.person');
    expect(persons).toEqual({ n: PEOPLE[company] });
  }
}, 300_000);

const INVENTORY = `select a.tag, coalesce(e.number, '') as holder,
    (select count(*)::int from assets.custody_period c where c.asset_id = a.id) as periods,
    (select count(*)::int from core.audit_entry t where t.record_id = a.id) as trail
  from assets.asset a left join hr.employee e on e.id = a.holder_id order by a.tag`;

test('server and database are killed: the same of devices and their custody', async () => {
  const [inventory, others] = [devices(DEVICES.parts), devices(DEVICES.whole)];
  for (const [at, row] of others.entries()) row.site_code = at < DEVICES.free ? 'VIE' : 'HAM';
  const files = { parts: inventory, whole: others };
  const started = await killedMidway('assetImport', files, async () => {
    const database = postmasterPid(dataDir);
    process.kill(server.pid, 'SIGKILL');
    process.kill(database, 'SIGKILL');
    await server.ended;
  });
  server = await startServer(dataDir);
  expect(await rowsOf('whole', INVENTORY)).toEqual([]);
  await ended(started, DEVICES);
  const expected = (rows: typeof inventory) =>
    [...rows]
      .sort((a, b) => (a.tag < b.tag ? -1 : 1))
      .map(({ tag, holder_number: holder }) => {
        return { tag, holder, periods: holder === '' ? 1 : 2, trail: 1 };
      });
  expect(await rowsOf('parts', INVENTORY)).toEqual(expected(inventory));
  expect(await rowsOf('whole', INVENTORY)).toEqual(expected(others));
}, 300_000);
