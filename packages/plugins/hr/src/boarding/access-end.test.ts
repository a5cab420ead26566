import { createTestApp, type TestApp } from '@bureau/testing';
import { type Company, createCompany, hire } from '../../test/company.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: Company;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  company = await createCompany(app);
});
afterAll(() => app?.close());

const END = `mutation ($input: EmployeeTerminateInput!) { employeeTerminate(input: $input) {
  userErrors { code } } }`;

async function siteIn(code: string, timeZone: string): Promise<string> {
  const { siteCreate } = await app.owner.data(
    `mutation ($input: SiteCreateInput!) { siteCreate(input: $input) { site { id } } }`,
    { input: { code, name: code, timeZone, country: 'US' } },
  );
  return siteCreate.site.id as string;
}

/** Somebody at a place with a user, who gets a last day; the id of the user's row. */
async function leaver(siteId: string, lastDay: string): Promise<string> {
  const id = await hire(app.owner, { ...company, siteId }, {});
  const [user] = await app.sql<{ id: string }>(
    `insert into core.membership (id, kind, display_name, person_id)
     select gen_random_uuid(), 'SERVICE', display_name, person_id from hr.employee where id = $1
     returning id`,
    [app.uuid(id)],
  );
  await app.owner.data(END, { input: { employeeId: id, lastDay, reason: 'RESIGNATION' } });
  return user?.id ?? '';
}

async function active(...ids: string[]): Promise<boolean[]> {
  const rows = await app.sql<{ is_active: boolean }>(
    `select is_active from core.membership where id = any($1)
     order by array_position($1::uuid[], id)`,
    [ids],
  );
  return rows.map((row) => row.is_active);
}

const WAITING = `select j.id, e.id as employee, to_char(j.run_after at time zone 'UTC',
    'YYYY-MM-DD HH24:MI') as at
  from core.job j join hr.employee e on e.id = (j.input ->> 'employeeId')::uuid
  where j.kind = 'hr.accessEnd' and j.state = 'QUEUED' order by j.run_after`;

test('access ends when the last day is over where the leaver works', async () => {
  const lastDay = '2099-03-13';
  const vienna = await leaver(company.siteId, lastDay);
  const tokyo = await leaver(await siteIn('TYO', 'Asia/Tokyo'), lastDay);
  // Summer time begins there on 8 March.
  const angeles = await leaver(await siteIn('LAX', 'America/Los_Angeles'), lastDay);
  await app.work();
  const waiting = await app.sql<{ id: string; at: string }>(WAITING);
  expect(waiting.map(({ at }) => at)).toEqual([
    '2099-03-13 15:00',
    '2099-03-13 23:00',
    '2099-03-14 07:00',
  ]);
  expect(await active(tokyo, vienna, angeles)).toEqual([true, true, true]);
  for (const [done, { id }] of waiting.entries()) {
    await app.sql('update core.job set run_after = now() where id = $1', [id]);
    await app.work();
    const left = [true, true, true].map((_, at) => at > done);
    expect(await active(tokyo, vienna, angeles)).toEqual(left);
  }
});

test('somebody who goes later after all keeps the access until then', async () => {
  const user = await leaver(company.siteId, '2099-05-31');
  await app.work();
  const [job] = await app.sql<{ id: string; employee: string }>(WAITING);
  await app.sql('update hr.employee set terminated_on = $2 where id = $1', [
    job?.employee,
    '2099-06-30',
  ]);
  await app.sql('update core.job set run_after = now() where id = $1', [job?.id]);
  await app.work();
  expect(await active(user)).toEqual([true]);
});

test('sessions of the leaver end too; the last owner goes on, and that is told', async () => {
  const user = await leaver(company.siteId, '2026-03-20');
  await app.sql(
    `insert into core.session (id, user_id, token_hash, last_seen_at, expires_at)
     values (gen_random_uuid(), $1, sha256('\\x01'), now(), now() + interval '7 days')`,
    [user],
  );
  await app.work();
  const [session] = await app.sql<{ revoked: boolean }>(
    'select revoked_at is not null as revoked from core.session where user_id = $1',
    [user],
  );
  expect([await active(user), session?.revoked]).toEqual([[false], true]);
  const owner = await leaver(company.siteId, '2026-03-25');
  await app.sql(
    `insert into core.role_grant (id, user_id, role_id)
     select gen_random_uuid(), $1, id from core.role where key = 'owner'`,
    [owner],
  );
  await app.work();
  expect(await active(owner)).toEqual([true]);
  const ends = await app.sql(
    "select payload - 'employeeId' as told from core.outbox_event where name = 'hr.access.ended'",
  );
  expect(ends).toContainEqual({ told: { ended: 0, kept: 1 } });
});
