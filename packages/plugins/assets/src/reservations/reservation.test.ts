import { createCompany, type TestCompany } from '../../test/company.js';

let company: TestCompany;
beforeAll(async () => {
  company = await createCompany({ clock: () => new Date('2026-01-15T12:00:00Z'), poolSize: 20 });
});
afterAll(() => company?.close());

let tags = 0;
async function device(): Promise<string> {
  const { asset, modelId, sites } = company;
  const input = { tag: `R-${++tags}`, modelId, siteId: sites.HAM, at: '2025-06-01T00:00:00Z' };
  return (await asset('assetCreate', input)).id;
}

const span = (startsOn: string, endsOn: string) => ({ startsOn, endsOn });
const reserve = async (assetId: string, days: object, number = 'E-1') => {
  const input = { assetId, employeeId: company.employees[number], ...days };
  const call = 'assetReservationCreate assetReservation { id }';
  return (await company.done(call, input)).assetReservation.id;
};
const refusal = async (field: string, input: Record<string, unknown>) =>
  (await company.refused(field, input)).map(({ code }) => code);

test('an asset is kept for one at a time; days are whole; what is taken back is free', async () => {
  const assetId = await device();
  const first = await reserve(assetId, span('2026-02-01', '2026-02-05'));
  const input = { assetId, employeeId: company.employees['E-2'] };
  const wish = (days: object) => refusal('assetReservationCreate', { ...input, ...days });
  expect(await wish(span('2026-02-05', '2026-02-06'))).toEqual(['ASSETS_RESERVED']);
  expect(await wish(span('2026-02-06', '2026-02-06'))).toEqual([]);
  await company.done('assetReservationCancel assetReservation { id }', { reservationId: first });
  expect(await wish(span('2026-02-05', '2026-02-05'))).toEqual([]);
  expect(await refusal('assetReservationCancel', { reservationId: first })).toEqual([
    'ASSETS_RESERVATION_CANCELLED',
  ]);
});

test('who takes an asset is who it is kept for on that day', async () => {
  const assetId = await device();
  await reserve(assetId, span('2026-01-15', '2026-01-20'), 'E-2');
  const take = (number: string) =>
    refusal('assetCheckOut', { assetId, employeeId: company.employees[number] });
  expect(await take('E-1')).toEqual(['ASSETS_RESERVED']);
  expect(await take('E-2')).toEqual([]);
});

test('days that are over, too many or the wrong way round are refused in place', async () => {
  const assetId = await device();
  const faults = async (days: object) =>
    (
      await company.refused('assetReservationCreate', {
        ...{ assetId, employeeId: company.employees['E-1'] },
        ...days,
      })
    ).map(({ code, path }) => `${code} ${path.join('.')}`);
  expect(await faults(span('2026-01-14', '2026-01-20'))).toEqual([
    'ASSETS_RESERVATION_PAST input.startsOn',
  ]);
  expect(await faults(span('2026-02-02', '2026-02-01'))).toEqual([
    'ASSETS_RESERVATION_SPAN input.endsOn',
  ]);
  expect(await faults(span('2026-02-02', '2027-02-03'))).toEqual([
    'ASSETS_RESERVATION_SPAN input.endsOn',
  ]);
  await company.asset('assetReportLost', { assetId });
  expect(await faults(span('2026-02-02', '2026-02-02'))).toEqual([
    'ASSETS_RESERVATION_STATE input.assetId',
  ]);
});

test('row 62: of twenty who want the same day at once, one gets it', async () => {
  const assetId = await device();
  const employeeId = company.employees['E-1'];
  const wishes = Array.from({ length: 20 }, (_, at) =>
    refusal('assetReservationCreate', {
      ...{ assetId, employeeId },
      ...span(`2026-03-${String(1 + (at % 5)).padStart(2, '0')}`, '2026-03-05'),
    }),
  );
  const outcomes = await Promise.all(wishes);
  expect(outcomes.filter((found) => found.length === 0)).toHaveLength(1);
  expect(new Set(outcomes.flat())).toEqual(new Set(['ASSETS_RESERVED']));
});

test('the database refuses an overlap by itself', async () => {
  const assetId = await device();
  await reserve(assetId, span('2026-02-01', '2026-02-05'));
  const { app, employees } = company;
  const insert = app.sql(
    `insert into assets.asset_reservation (id, asset_id, employee_id, starts_on, ends_on)
      values (gen_random_uuid(), $1, $2, '2026-02-05', '2026-02-09')`,
    [app.uuid(assetId), app.uuid(employees['E-1'] ?? '')],
  );
  await expect(insert).rejects.toMatchObject({ code: '23P01' });
});

test('an employee sees the own reservations and makes none', async () => {
  const assetId = await device();
  await reserve(assetId, span('2026-04-01', '2026-04-05'), 'E-1');
  const { employee } = await company.app.owner.data(
    'query($id: ID!) { employee(by: {id: $id}) { person { id } } }',
    { id: company.employees['E-3'] },
  );
  const staff = company.app.as({ role: 'employee', personId: employee.person.id });
  const { assetReservations } = await staff.data('{ assetReservations { totalCount } }');
  expect(assetReservations.totalCount).toBe(0);
  const { errors } = await staff.query(
    `mutation($input: AssetReservationCreateInput!) { assetReservationCreate(input: $input) {
      assetReservation { id } } }`,
    { input: { assetId, employeeId: assetId, ...span('2026-05-01', '2026-05-01') } },
  );
  expect(errors[0]?.extensions).toMatchObject({ permission: 'assets.reservation.write' });
});
