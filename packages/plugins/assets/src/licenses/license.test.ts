import fc from 'fast-check';
import { createCompany, type TestCompany } from '../../test/company.js';

let now = new Date('2026-01-15T12:00:00Z');
let company: TestCompany;
beforeAll(async () => {
  company = await createCompany({ clock: () => now, poolSize: 20 });
});
afterAll(() => company?.close());

let codes = 0;
async function licensed(seats: number, more: Record<string, unknown> = {}): Promise<string> {
  const input = { code: `LIC-${++codes}`, name: 'CAD', seats, ...more };
  return (await company.done('licenseCreate license { id }', input)).license.id;
}

let tags = 0;
async function device(): Promise<string> {
  const { asset, modelId, sites } = company;
  const input = { tag: `D-${++tags}`, modelId, siteId: sites.HAM, at: '2025-06-01T00:00:00Z' };
  return (await asset('assetCreate', input)).id;
}

const SEAT = 'seatAssign seat { id employee { number } asset { tag } } license { seatsFree }';
const assign = (licenseId: string, user: Record<string, unknown>) =>
  company.done(SEAT, { licenseId, ...user });
const refusal = async (field: string, input: Record<string, unknown>) =>
  (await company.refused(field, input)).map(({ code }) => code);

const READ = `query($id: ID!) { license(by: { id: $id }) { seatsUsed seatsFree
  seatHistory(orderBy: [{ field: ASSIGNED_AT }]) { nodes { releaseReason } } } }`;
const read = async (id: string) => (await company.app.owner.data(READ, { id })).license;

test('seats are for people and devices, once each, and no more than were bought', async () => {
  const licenseId = await licensed(2);
  const employeeId = company.employees['E-1'];
  const assetId = await device();
  const first = await assign(licenseId, { employeeId });
  expect(first).toMatchObject({ seat: { employee: { number: 'E-1' } }, license: { seatsFree: 1 } });
  expect(await refusal('seatAssign', { licenseId, employeeId })).toEqual(['ASSETS_SEAT_TWICE']);
  expect((await assign(licenseId, { assetId })).license.seatsFree).toBe(0);
  const more = { licenseId, employeeId: company.employees['E-2'] };
  expect(await refusal('seatAssign', more)).toEqual(['ASSETS_NO_SEAT_FREE']);
  expect(await refusal('licenseUpdate', { id: licenseId, seats: 1 })).toEqual([
    'ASSETS_SEATS_TAKEN',
  ]);
  await company.done('seatRelease seat { id }', { seatId: first.seat.id });
  expect(await refusal('seatRelease', { seatId: first.seat.id })).toEqual(['ASSETS_SEAT_RELEASED']);
  expect(await read(licenseId)).toMatchObject({ seatsUsed: 1, seatsFree: 1 });
  await company.done('seatAssign seat { id }', more);
  expect((await read(licenseId)).seatHistory.nodes).toHaveLength(3);
});

test('a device given back, lost or disposed of frees its seats; a bound one stays', async () => {
  const assetId = await device();
  const loose = await licensed(1);
  const bound = await licensed(1, { isFreedOnReturn: false });
  const reasons = async (id: string) =>
    (await read(id)).seatHistory.nodes.map((it: { releaseReason: string }) => it.releaseReason);
  await assign(loose, { assetId });
  await assign(bound, { assetId });
  await company.asset('assetCheckOut', { assetId, employeeId: company.employees['E-1'] });
  await company.asset('assetCheckIn', { assetId, siteId: company.sites.HAM });
  expect([await reasons(loose), await reasons(bound)]).toEqual([['RETURN'], [null]]);
  await company.asset('assetReportLost', { assetId });
  expect(await refusal('seatAssign', { licenseId: loose, assetId })).toEqual([
    'ASSETS_SEAT_ASSET_STATE',
  ]);
  await company.asset('assetDispose', { assetId, reason: 'Scrap' });
  expect(await reasons(bound)).toEqual(['DISPOSAL']);
});

test('an end is told of once, the seats are freed behind it, a renewal keeps them', async () => {
  const ends = await licensed(2, { expiresOn: '2026-02-10' });
  const renewed = await licensed(1, { expiresOn: '2026-02-10' });
  await assign(ends, { employeeId: company.employees['E-1'] });
  await assign(renewed, { employeeId: company.employees['E-1'] });
  await company.app.work();
  for (const day of ['2026-01-16', '2026-01-17', '2026-02-10']) {
    now = new Date(`${day}T07:00:00Z`);
    await company.app.work();
  }
  const told = await company.app.sql(
    `select payload ->> 'licenseId' as id from core.outbox_event
      where name = 'assets.license.ending' order by 1`,
  );
  expect(told).toEqual([{ id: company.app.uuid(ends) }, { id: company.app.uuid(renewed) }]);
  expect((await read(ends)).seatsUsed).toBe(1);
  await company.done('licenseUpdate license { id }', { id: renewed, expiresOn: '2027-02-10' });
  now = new Date('2026-02-11T07:00:00Z');
  await company.app.work();
  expect(await read(ends)).toMatchObject({
    seatsUsed: 0,
    seatHistory: { nodes: [{ releaseReason: 'EXPIRY' }] },
  });
  expect((await read(renewed)).seatsUsed).toBe(1);
  const more = { licenseId: ends, employeeId: company.employees['E-2'] };
  expect(await refusal('seatAssign', more)).toEqual(['ASSETS_LICENSE_EXPIRED']);
});

test('whoever leaves uses nothing after the last day', async () => {
  const licenseId = await licensed(1);
  const employeeId = company.employees['E-3'];
  await assign(licenseId, { employeeId });
  await company.app.owner.data(
    `mutation($id: ID!) { employeeTerminate(input: {employeeId: $id, lastDay: "2026-02-12",
      reason: RESIGNATION}) { employee { id } } }`,
    { id: employeeId },
  );
  now = new Date('2026-02-13T07:00:00Z');
  await company.app.work();
  expect(await read(licenseId)).toMatchObject({
    seatsUsed: 0,
    seatHistory: { nodes: [{ releaseReason: 'LEAVING' }] },
  });
  expect(await refusal('seatAssign', { licenseId, employeeId })).toEqual(['ASSETS_EMPLOYEE_GONE']);
});

test('bad input is refused with its place', async () => {
  const base = { code: 'BAD', name: 'Bad', seats: 1 };
  const faults = async (more: object) =>
    (await company.refused('licenseCreate', { ...base, ...more })).map(
      ({ code, path }) => `${code} ${path.join('.')}`,
    );
  expect(await faults({ seats: 0 })).toEqual(['ASSETS_SEATS_RANGE input.seats']);
  expect(await faults({ name: ' ' })).toEqual(['ASSETS_TEXT_BLANK input.name']);
  expect(await faults({ cost: { amount: '-1', currency: 'EUR' } })).toEqual([
    'ASSETS_AMOUNT_NEGATIVE input.cost',
  ]);
  expect(await faults({ purchasedOn: '2026-02-02', expiresOn: '2026-02-01' })).toEqual([
    'ASSETS_LICENSE_SPAN input.expiresOn',
  ]);
  await licensed(1, { code: 'TWICE' });
  expect(await faults({ code: 'TWICE' })).toEqual(['CORE_DUPLICATE input.code']);
});

test('an employee sees the own seats only; a technician assigns and does not buy', async () => {
  const licenseId = await licensed(2, { code: 'SEEN' });
  await licensed(2, { code: 'UNSEEN' });
  await assign(licenseId, { employeeId: company.employees['E-1'] });
  await assign(licenseId, { employeeId: company.employees['E-2'] });
  const { employee } = await company.app.owner.data(
    'query($id: ID!) { employee(by: {id: $id}) { person { id } } }',
    { id: company.employees['E-2'] },
  );
  const staff = company.app.as({ role: 'employee', personId: employee.person.id });
  const { seats } = await staff.data(
    `{ seats(where: { license: { code: { eq: "SEEN" } } }) { nodes { employee { number } } } }`,
  );
  expect(seats.nodes).toEqual([{ employee: { number: 'E-2' } }]);
  const { licenses } = await staff.data('{ licenses { nodes { code } } }');
  expect(licenses.nodes.map(({ code }: { code: string }) => code)).toContain('SEEN');
  expect(licenses.nodes.map(({ code }: { code: string }) => code)).not.toContain('UNSEEN');
  const technician = company.app.as({ role: 'itTechnician' });
  const { errors } = await technician.query(
    'mutation { licenseCreate(input: {code: "X", name: "X", seats: 1}) { license { id } } }',
  );
  expect(errors[0]?.extensions).toMatchObject({ permission: 'assets.license.manage' });
  const other = await company.app.otherOrganization();
  const foreign = await other.owner.query(
    `mutation($input: SeatAssignInput!) { seatAssign(input: $input) { seat { id } } }`,
    { input: { licenseId, employeeId: company.employees['E-1'] } },
  );
  expect(foreign.errors[0]?.extensions.code).toBe('NOT_FOUND');
});

test('row 62: of twenty who want one of three seats at once, three get it', async () => {
  const licenseId = await licensed(3);
  const devices: string[] = [];
  for (let count = 0; count < 20; count += 1) devices.push(await device());
  const outcomes = await Promise.all(
    devices.map((assetId) => refusal('seatAssign', { licenseId, assetId })),
  );
  expect(outcomes.filter((found) => found.length === 0)).toHaveLength(3);
  expect(new Set(outcomes.flat())).toEqual(new Set(['ASSETS_NO_SEAT_FREE']));
  expect((await read(licenseId)).seatsUsed).toBe(3);
});

test('seats taken never exceed seats bought, whatever is done in whatever order', async () => {
  const users = [
    { employeeId: company.employees['E-1'] },
    { employeeId: company.employees['E-2'] },
  ];
  for (let count = 0; count < 3; count += 1) users.push({ assetId: await device() } as never);
  const step = fc.oneof(
    fc.record({ assign: fc.nat(4) }),
    fc.record({ release: fc.nat(4) }),
    fc.record({ resize: fc.integer({ min: 1, max: 5 }) }),
  );
  const held = `select l.seats, l.seats_used, count(s.id)::int as held from assets.license l
    left join assets.seat s on s.license_id = l.id and s.released_at is null
    where l.id = $1 group by 1, 2`;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
      const licenseId = await licensed(2);
      const taken = new Map<number, string>();
      for (const one of steps) {
        if ('assign' in one && !taken.has(one.assign)) {
          const input = { licenseId, ...users[one.assign] };
          const errors = await refusal('seatAssign', input);
          if (errors.length > 0) continue;
          const { seats } = await company.app.owner.data(
            `query($l: ID!) { seats(first: 1, orderBy: [{field: CREATED_AT, direction: DESC}],
              where: {license: {id: {eq: $l}}}) { nodes { id } } }`,
            { l: licenseId },
          );
          taken.set(one.assign, seats.nodes[0].id);
        }
        if ('release' in one && taken.has(one.release)) {
          await company.done('seatRelease seat { id }', { seatId: taken.get(one.release) });
          taken.delete(one.release);
        }
        if ('resize' in one) await refusal('licenseUpdate', { id: licenseId, seats: one.resize });
        const [row] = await company.app.sql<{ seats: number; seats_used: number; held: number }>(
          held,
          [company.app.uuid(licenseId)],
        );
        expect(row).toMatchObject({ seats_used: taken.size, held: taken.size });
        expect(row?.held).toBeLessThanOrEqual(row?.seats ?? 0);
      }
    }),
    { numRuns: 6 },
  );
});
