import { createCompany, type TestCompany } from '../test/company.js';

const NOW = new Date('2026-01-15T12:00:00Z');

let company: TestCompany;
beforeAll(async () => {
  company = await createCompany({ clock: () => NOW });
});
afterAll(() => company?.close());

let tags = 0;
async function available(more: Record<string, unknown> = {}): Promise<string> {
  const { asset, modelId, sites } = company;
  const input = { tag: `C-${++tags}`, modelId, siteId: sites.HAM, at: '2025-06-01T00:00:00Z' };
  return (await asset('assetCreate', { ...input, ...more })).id;
}

const codes = (errors: { code: string }[]) => errors.map(({ code }) => code);

test('row 62: of twenty who take one asset at once, one gets it', async () => {
  const assetId = await available();
  const employeeId = company.employees['E-1'];
  const tries = Array.from({ length: 20 }, () =>
    company.refused('assetCheckOut', { assetId, employeeId }).catch(() => [{ code: 'BUSY' }]),
  );
  const outcomes = await Promise.all(tries);
  expect(outcomes.filter((errors) => errors.length === 0)).toHaveLength(1);
  const refusals = new Set(outcomes.flatMap((errors) => codes(errors)));
  expect([...refusals]).toEqual(['ASSETS_NOT_AVAILABLE']);
  const [row] = await company.app.sql<{ count: string }>(
    'select count(*) from assets.custody_period where asset_id = $1',
    [company.app.uuid(assetId)],
  );
  expect(Number(row?.count)).toBe(2);
});

test('row 61: a change that was seen at another version is a conflict', async () => {
  const assetId = await available();
  const step = { assetId, expectedVersion: 1 };
  expect(await company.refused('assetRepairStart', step)).toEqual([]);
  expect(codes(await company.refused('assetRepairEnd', step))).toEqual(['CORE_VERSION_CONFLICT']);
});

test('the refusal of a step names tag and state', async () => {
  const assetId = await available({ tag: 'NAMED' });
  const [error] = await company.refused('assetRepairEnd', { assetId });
  expect(error).toEqual({
    code: 'ASSETS_NOT_IN_REPAIR',
    message: 'Asset NAMED is AVAILABLE; it is not being repaired.',
    path: ['input', 'assetId'],
  });
});

test('custody is not recorded before its time or before the present period', async () => {
  const assetId = await available();
  const take = (at: string) =>
    company.refused('assetCheckOut', { assetId, employeeId: company.employees['E-1'], at });
  expect(codes(await take('2026-01-15T12:00:01Z'))).toEqual(['ASSETS_AT_IN_FUTURE']);
  expect(codes(await take('2025-06-01T00:00:00Z'))).toEqual(['ASSETS_AT_TOO_EARLY']);
  expect(await take('2025-06-01T00:00:00.001Z')).toEqual([]);
});

test('two changes in one instant follow each other by a millisecond', async () => {
  const assetId = await available();
  await company.asset('assetCheckOut', { assetId, employeeId: company.employees['E-1'] });
  await company.asset('assetCheckIn', { assetId, siteId: company.sites.HAM });
  const rows = await company.app.sql<{ starts_at: Date }>(
    'select starts_at from assets.custody_period where asset_id = $1 order by starts_at',
    [company.app.uuid(assetId)],
  );
  const starts = rows.map(({ starts_at }) => new Date(starts_at).valueOf() - NOW.valueOf());
  expect(starts.slice(1)).toEqual([0, 1]);
});

test('who has left gets nothing, not even later', async () => {
  const { app, employees } = company;
  const gone = employees['E-3'];
  await app.owner.data(
    `mutation($id: ID!) { employeeTerminate(input: {employeeId: $id, lastDay: "2025-12-31",
      reason: RESIGNATION}) { employee { id } } }`,
    { id: gone },
  );
  const take = (assetId: string, at?: string) =>
    company.refused('assetCheckOut', { assetId, employeeId: gone, at });
  expect(codes(await take(await available()))).toEqual(['ASSETS_EMPLOYEE_GONE']);
  expect(await take(await available(), '2025-12-31T12:00:00Z')).toEqual([]);
});

test('a disposal ends custody with its day and keeps what it brought', async () => {
  const assetId = await available();
  const { dispose } = await company.app.owner.data(
    `mutation($input: AssetDisposeInput!) { dispose: assetDispose(input: $input) {
      asset { state site { code } disposal { reason } custody { startsAt } }
      disposal { disposedOn proceeds { amount currency } asset { tag } } } }`,
    {
      input: {
        assetId,
        reason: ' Sold ',
        disposedOn: '2025-12-31',
        proceeds: { amount: '80', currency: 'EUR' },
      },
    },
  );
  expect(dispose.asset).toEqual({
    state: 'DISPOSED',
    site: null,
    disposal: { reason: 'Sold' },
    custody: null,
  });
  expect(dispose.disposal.disposedOn).toBe('2025-12-31');
  expect(Number(dispose.disposal.proceeds.amount)).toBe(80);
  const [row] = await company.app.sql<{ ends_at: Date }>(
    'select ends_at from assets.custody_period where asset_id = $1',
    [company.app.uuid(assetId)],
  );
  expect(new Date(row?.ends_at ?? 0).toISOString()).toBe('2026-01-01T00:00:00.000Z');
  const again = await company.refused('assetUpdate', { id: assetId, note: 'x' });
  expect(codes(again)).toEqual(['ASSETS_ALREADY_DISPOSED']);
});

test('what is in use is not disposed of, what is lost is', async () => {
  const assetId = await available();
  await company.asset('assetCheckOut', { assetId, employeeId: company.employees['E-1'] });
  const input = { assetId, reason: 'Stolen' };
  expect(codes(await company.refused('assetDispose', input))).toEqual(['ASSETS_NOT_DISPOSABLE']);
  const lost = await company.asset('assetReportLost', { assetId });
  expect(lost).toMatchObject({ state: 'LOST', holder: { number: 'E-1' } });
  expect(await company.refused('assetDispose', input)).toEqual([]);
});

test('amounts are not negative and not finer than their currency', async () => {
  const cost = (amount: string, currency: string) =>
    company.refused('assetCreate', {
      tag: `M-${++tags}`,
      modelId: company.modelId,
      cost: { amount, currency },
    });
  expect(codes(await cost('-0.01', 'EUR'))).toEqual(['ASSETS_AMOUNT_NEGATIVE']);
  expect(codes(await cost('10.5', 'JPY'))).toEqual(['ASSETS_AMOUNT_TOO_FINE']);
  expect(await cost('0', 'EUR')).toEqual([]);
});

test('each change is told in the outbox, the last one with cost and proceeds', async () => {
  const { app, asset, employees, sites } = company;
  const assetId = await available({ cost: { amount: '99.90', currency: 'EUR' } });
  await asset('assetCheckOut', { assetId, employeeId: employees['E-1'] });
  await asset('assetTransfer', { assetId, employeeId: employees['E-2'] });
  await asset('assetCheckIn', { assetId, siteId: sites.VIE });
  await asset('assetDispose', { assetId, reason: 'Scrap' });
  const rows = await app.sql<{ event: string; payload: Record<string, unknown> }>(
    `select name as event, payload from core.outbox_event
      where payload->>'assetId' = $1 order by id`,
    [app.uuid(assetId)],
  );
  expect(rows.map(({ event }) => event)).toEqual([
    'assets.asset.created',
    'assets.asset.checkedOut',
    'assets.asset.transferred',
    'assets.asset.checkedIn',
    'assets.asset.disposed',
  ]);
  expect(rows.at(-1)?.payload).toMatchObject({ cost: { currency: 'EUR' }, proceeds: null });
});
