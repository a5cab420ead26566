import type { Loose } from '@bureau/testing';
import { createCompany, type TestCompany } from '../../test/company.js';

let company: TestCompany;
beforeAll(async () => {
  company = await createCompany({ clock: () => new Date('2026-01-15T12:00:00Z'), poolSize: 20 });
});
afterAll(() => company?.close());

let tags = 0;
async function device(): Promise<string> {
  const { asset, modelId, sites } = company;
  const input = { tag: `P-${++tags}`, modelId, siteId: sites.HAM, at: '2025-06-01T00:00:00Z' };
  return (await asset('assetCreate', input)).id;
}

const refusal = async (field: string, input: Record<string, unknown>) =>
  (await company.refused(field, input)).map(({ code }) => code);
const READ = `query($id: ID!) { asset(by: { id: $id }) { state holder { number } site { code }
  host { id } parts { nodes { id } }
  custodyPeriods(orderBy: [{ field: STARTS_AT }]) { nodes { reason startsAt endsAt } } } }`;
const read = async (id: string): Promise<Loose> =>
  (await company.app.owner.data(READ, { id })).asset;

/** A rack with a server in it, and a card in that. */
async function rack() {
  const [host, server, card] = [await device(), await device(), await device()];
  await company.asset('assetCheckOut', { assetId: server, hostId: host });
  await company.asset('assetCheckOut', { assetId: card, hostId: server });
  return { host, server, card };
}

test('parts of parts go with their host without a gap and come out at a check-in', async () => {
  const { host, server, card } = await rack();
  const { sites, employees, asset } = company;
  await asset('assetTransfer', { assetId: host, siteId: sites.VIE });
  expect(await read(card)).toMatchObject({
    state: 'IN_USE',
    site: { code: 'VIE' },
    host: { id: server },
  });
  await asset('assetCheckOut', { assetId: host, employeeId: employees['E-1'] });
  await asset('assetCheckIn', { assetId: host, siteId: sites.HAM });
  const inside = await read(card);
  expect(inside).toMatchObject({ state: 'IN_USE', holder: null, site: { code: 'HAM' } });
  const periods: { reason: string; startsAt: string; endsAt: string | null }[] =
    inside.custodyPeriods.nodes;
  expect(periods.map(({ reason }) => reason)).toEqual([
    ...['RECEIPT', 'CHECK_OUT', 'WITH_HOST', 'WITH_HOST', 'WITH_HOST'],
  ]);
  expect(periods.slice(1).map(({ startsAt }) => startsAt)).toEqual(
    periods.slice(0, -1).map(({ endsAt }) => endsAt),
  );
  await asset('assetCheckIn', { assetId: server, siteId: sites.VIE });
  expect(await read(server)).toMatchObject({ state: 'AVAILABLE', host: null });
  expect((await read(card)).site.code).toBe('VIE');
  expect((await read(host)).parts.nodes).toEqual([]);
});

test('the hand-over of a host names what went with it', async () => {
  const { host, server, card } = await rack();
  await company.asset('assetCheckOut', { assetId: host, employeeId: company.employees['E-2'] });
  const { app } = company;
  const [told] = await app.sql<{ parts: { assetId: string }[] }>(
    `select payload -> 'parts' as parts from core.outbox_event
      where name = 'assets.asset.checkedOut' and payload ->> 'assetId' = $1`,
    [app.uuid(host)],
  );
  expect(told?.parts.map(({ assetId }) => assetId)).toEqual([app.uuid(server), app.uuid(card)]);
});

test('nothing becomes part of itself, however long the way round', async () => {
  const { host, server, card } = await rack();
  const build = (assetId: string, hostId: string) => refusal('assetCheckOut', { assetId, hostId });
  expect(await build(host, host)).toEqual(['ASSETS_HOST_RING']);
  expect(await build(host, server)).toEqual(['ASSETS_HOST_RING']);
  expect(await build(host, card)).toEqual(['ASSETS_HOST_RING']);
  expect(await build(card, host)).toEqual(['ASSETS_NOT_AVAILABLE']);
});

test('four that would close a ring at once: one of them does not get through', async () => {
  const ids = [await device(), await device(), await device(), await device()];
  const outcomes = await Promise.all(
    ids.map((assetId, at) =>
      refusal('assetCheckOut', { assetId, hostId: ids[(at + 1) % 4] }).catch(() => ['CONFLICT']),
    ),
  );
  expect(outcomes.filter((found) => found.length === 0).length).toBeLessThan(4);
  const [rings] = await company.app.sql<{ count: string }>(
    `with recursive up (id, first) as (select host_id, id from assets.asset
        where host_id is not null
      union select a.host_id, u.first from assets.asset a join up u on u.id = a.id)
      select count(*) from up where id = first`,
  );
  expect(rings?.count).toBe('0');
});

test('a part is not given away by itself, and a host does not end with parts', async () => {
  const { host, server } = await rack();
  const { sites, employees } = company;
  const transfer = { assetId: server, siteId: sites.VIE };
  expect(await refusal('assetTransfer', transfer)).toEqual(['ASSETS_PART_OF_HOST']);
  expect(await refusal('assetReturnRequest', { assetId: server })).toEqual(['ASSETS_PART_OF_HOST']);
  expect(await refusal('assetDispose', { assetId: host, reason: 'Scrap' })).toEqual([
    'ASSETS_HAS_PARTS',
  ]);
  const ordered = (await company.asset('assetCreate', { modelId: company.modelId })).id;
  expect(await refusal('assetCheckOut', { assetId: await device(), hostId: ordered })).toEqual([
    'ASSETS_HOST_STATE',
  ]);
  const both = { assetId: host, employeeId: employees['E-1'], siteId: sites.VIE };
  await expect(company.refused('assetCheckOut', both)).rejects.toThrow('exactly one');
});

test('what is used at a site is in use there, and is not announced to come back', async () => {
  const assetId = await device();
  const { sites, asset } = company;
  expect(await asset('assetCheckOut', { assetId, siteId: sites.VIE })).toMatchObject({
    state: 'IN_USE',
    site: { code: 'VIE' },
  });
  expect(await refusal('assetReturnRequest', { assetId })).toEqual(['ASSETS_NOT_HELD']);
  expect(await asset('assetTransfer', { assetId, siteId: sites.HAM })).toMatchObject({
    state: 'IN_USE',
  });
  expect(await asset('assetCheckIn', { assetId, siteId: sites.HAM })).toMatchObject({
    state: 'AVAILABLE',
  });
});

test('the database refuses a host and a part with two custodians', async () => {
  const { host } = await rack();
  const { app, sites } = company;
  const apart = app.sql(
    `with ended as (update assets.custody_period set ends_at = now() where asset_id = $1
        and ends_at is null returning asset_id, organization_id),
      moved as (update assets.asset set site_id = $2 where id = $1)
      insert into assets.custody_period (id, asset_id, starts_at, site_id, reason,
        previous_ends_at) select gen_random_uuid(), asset_id, now(), $2, 'TRANSFER', now()
        from ended`,
    [app.uuid(host), app.uuid(sites.VIE)],
  );
  await expect(apart).rejects.toMatchObject({ message: 'ASSETS_CUSTODY_BROKEN' });
});

test('only what has no status, or a deployable one, is handed out', async () => {
  const label = async (code: string, name: string, of: string) =>
    (await company.done('statusLabelCreate statusLabel { id }', { code, name, class: of }))
      .statusLabel.id;
  const wipe = await label('WIPE', 'To be wiped', 'PENDING');
  const ready = await label('READY', 'Ready', 'DEPLOYABLE');
  const assetId = await device();
  const set = (statusLabelId: string | null) =>
    refusal('assetStatusSet', { assetId, statusLabelId });
  const take = () => refusal('assetCheckOut', { assetId, employeeId: company.employees['E-1'] });
  expect(await set(wipe)).toEqual([]);
  expect(await take()).toEqual(['ASSETS_NOT_DEPLOYABLE']);
  expect(await set(ready)).toEqual([]);
  expect(await take()).toEqual([]);
  expect(await set(wipe)).toEqual(['ASSETS_STATUS_IN_USE']);
  expect(await set(null)).toEqual([]);
  const { errors } = await company.app.as({ role: 'itTechnician' }).query(
    `mutation { statusLabelCreate(input: {code: "X", name: "X", class: PENDING}) {
        userErrors { code } } }`,
  );
  expect(errors[0]?.extensions).toMatchObject({ permission: 'assets.statusLabel.manage' });
});
