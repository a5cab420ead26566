import type { SqlClient } from '@bureau/testing';
import { createCompany, type TestCompany } from '../test/company.js';

/** Attacks on the database past every line of our code, as the role of the server. */

let company: TestCompany;
let sql: SqlClient;
beforeAll(async () => {
  company = await createCompany();
  sql = await company.app.asRole('bureau_app', company.app.organizationId);
});
afterAll(() => company?.close());

let tags = 0;
/** An asset that was at HAM, then with E-1, then at VIE; uuids. */
async function travelled() {
  const { asset, sites, employees, modelId, app } = company;
  const tag = `SQL-${++tags}`;
  const made = { tag, modelId, siteId: sites.HAM, at: '2025-01-01T00:00:00Z' };
  const { id } = await asset('assetCreate', made);
  const out = { assetId: id, employeeId: employees['E-1'], at: '2025-02-01T00:00:00Z' };
  await asset('assetCheckOut', out);
  await asset('assetCheckIn', { assetId: id, siteId: sites.VIE, at: '2025-03-01T00:00:00Z' });
  return app.uuid(id);
}

/** Runs statements in one transaction; returns what the commit was refused with, or `done`. */
async function attack(...statements: [string, unknown[]][]): Promise<string> {
  await sql.query('begin');
  try {
    for (const [text, values] of statements) await sql.query(text, values);
    await sql.query('commit');
    return 'done';
  } catch (error) {
    await sql.query('rollback');
    const { message, constraint } = error as { message: string; constraint?: string };
    return constraint ?? message;
  }
}

const PERIOD = `insert into assets.custody_period
  (id, asset_id, starts_at, ends_at, previous_ends_at, employee_id, site_id, reason)
  values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, 'TRANSFER')`;
const LAST = `where asset_id = $1 and ends_at is null`;

test('a second running period is refused', async () => {
  const id = await travelled();
  const site = company.app.uuid(company.sites.HAM);
  const at = '2025-03-01T00:00:00Z';
  expect(await attack([PERIOD, [id, '2025-04-01T00:00:00Z', null, null, null, site]])).toBe(
    'custody_period_first_key',
  );
  expect(await attack([PERIOD, [id, at, null, at, null, site]])).toBe(
    'custody_period_asset_id_previous_ends_at_key',
  );
  const later = '2025-04-01T00:00:00Z';
  expect(await attack([PERIOD, [id, later, null, later, null, site]])).toMatch(
    /custody_period_(chain_fkey|running_excl)|ASSETS_CUSTODY_BROKEN/,
  );
});

test('a gap and an overlap are refused', async () => {
  const id = await travelled();
  const site = company.app.uuid(company.sites.VIE);
  const end: [string, unknown[]] = [
    `update assets.custody_period set ends_at = $2 ${LAST}`,
    [id, '2025-05-01T00:00:00Z'],
  ];
  const [before, after] = ['2025-04-01T00:00:00Z', '2025-06-01T00:00:00Z'];
  for (const start of [before, after]) {
    expect(await attack(end, [PERIOD, [id, start, null, start, null, site]])).toBe(
      'custody_period_chain_fkey',
    );
    const lie: [string, unknown[]] = [
      PERIOD,
      [id, start, null, '2025-05-01T00:00:00Z', null, site],
    ];
    expect(await attack(end, lie)).toBe('custody_period_link_check');
  }
  expect(await attack(end)).toBe('ASSETS_CUSTODY_BROKEN');
});

test('what has ended is frozen, and nothing of it can be taken out', async () => {
  const id = await travelled();
  const first = `where asset_id = $1 and previous_ends_at is null`;
  expect(
    await attack([`update assets.custody_period set starts_at = '2020-01-01' ${first}`, [id]]),
  ).toBe('ASSETS_CUSTODY_FROZEN');
  expect(await attack([`delete from assets.custody_period ${first}`, [id]])).toBe(
    'custody_period_chain_fkey',
  );
  expect(await attack([`delete from assets.custody_period ${LAST}`, [id]])).toBe(
    'ASSETS_CUSTODY_BROKEN',
  );
  expect(await attack(['delete from assets.custody_period where asset_id = $1', [id]])).toBe(
    'ASSETS_CUSTODY_BROKEN',
  );
});

test('asset and custody cannot say different things', async () => {
  const id = await travelled();
  const { uuid } = company.app;
  const holder = uuid(company.employees['E-2'] ?? '');
  const set = (change: string, values: unknown[] = []) =>
    attack([`update assets.asset set ${change} where id = $1`, [id, ...values]]);
  expect(await set('holder_id = $2, site_id = null', [holder])).toBe('ASSETS_CUSTODY_BROKEN');
  expect(await set('site_id = null')).toBe('ASSETS_CUSTODY_BROKEN');
  expect(await set("state = 'IN_USE'")).toBe('ASSETS_CUSTODY_BROKEN');
  expect(await set("state = 'DISPOSED'")).toBe('asset_disposal_check');
  expect(await set("state = 'RETURN_PENDING'")).toBe('ASSETS_STATE_EDGE');
  expect(await set('holder_id = $2', [holder])).toBe('asset_custodian_check');
});

test('an asset does not leave with the disposal of another one, nor without its end', async () => {
  const { app, asset } = company;
  const [id, other] = [await travelled(), await travelled()];
  await asset('assetDispose', { assetId: app.id('Asset', other), reason: 'Scrap' });
  const record = `(select disposal_id from assets.asset where id = $2)`;
  const leave = `update assets.asset set state = 'DISPOSED', site_id = null,
    disposal_id = ${record} where id = $1`;
  expect(await attack([leave, [id, other]])).toBe('ASSETS_CUSTODY_BROKEN');
  const own = `insert into assets.disposal (id, asset_id, disposed_on, reason)
    values ($1, $1, '2026-01-01', 'Scrap')`;
  const leaveOwn = `update assets.asset set state = 'DISPOSED', site_id = null, disposal_id = id
    where id = $1`;
  expect(await attack([own, [id]], [leaveOwn, [id]])).toBe('ASSETS_CUSTODY_BROKEN');
});

test('the end of an asset is final', async () => {
  const id = await travelled();
  const { app, asset } = company;
  await asset('assetDispose', { assetId: app.id('Asset', id), reason: 'Scrap' });
  const revive = `update assets.asset set state = 'AVAILABLE', site_id = $2, disposal_id = null
    where id = $1`;
  const site = app.uuid(company.sites.HAM);
  expect(await attack([revive, [id, site]])).toBe('ASSETS_STATE_EDGE');
});

test('the check cannot be dodged by another organization or by none', async () => {
  const id = await travelled();
  const other = await company.app.otherOrganization();
  for (const organization of [other.organizationId, '']) {
    expect(
      await attack(
        [`update assets.asset set site_id = null where id = $1`, [id]],
        [`select set_config('app.organization_id', $1, true)`, [organization]],
      ),
    ).toBe('ASSETS_CUSTODY_BROKEN');
  }
});

test('a custodian of another organization is refused', async () => {
  const id = await travelled();
  const other = await company.app.otherOrganization();
  const made = await other.owner.data(`mutation { siteCreate(input: {code: "X", name: "X",
    timeZone: "UTC", country: "DE"}) { site { id } } }`);
  const foreign = other.uuid(made.siteCreate.site.id);
  expect(await attack([`update assets.asset set site_id = $2 where id = $1`, [id, foreign]])).toBe(
    'asset_site_id_fkey',
  );
});
