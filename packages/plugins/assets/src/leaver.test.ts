import { createCompany, type TestCompany } from '../test/company.js';

let now = new Date('2026-03-10T12:00:00Z');
let company: TestCompany;

beforeAll(async () => {
  company = await createCompany({ clock: () => now });
});
afterAll(() => company?.close());
beforeEach(() => {
  now = new Date('2026-03-10T12:00:00Z');
});

let tags = 0;
/** An asset that an employee has. */
async function taken(number: string): Promise<string> {
  const { asset, modelId, sites, employees } = company;
  const input = { tag: `L-${++tags}`, modelId, siteId: sites.HAM, at: '2025-06-01T00:00:00Z' };
  const { id } = await asset('assetCreate', input);
  await asset('assetCheckOut', { assetId: id, employeeId: employees[number] });
  return id;
}

const LEAVE = `mutation ($input: EmployeeTerminateInput!) { employeeTerminate(input: $input) {
  employee { status } userErrors { code message path } } }`;

async function leave(number: string, lastDay: string, of = company) {
  const input = { employeeId: of.employees[number], lastDay, reason: 'RESIGNATION' };
  return (await of.app.owner.query(LEAVE, { input })).data.employeeTerminate;
}

const stateOf = async (id: string) =>
  (await company.app.owner.data('query ($id: ID!) { asset(by: { id: $id }) { state } }', { id }))
    .asset.state;

test('what somebody has who has left is announced to come back', async () => {
  const [laptop, other] = [await taken('E-1'), await taken('E-2')];
  await leave('E-1', '2026-03-09');
  await company.app.work();
  expect([await stateOf(laptop), await stateOf(other)]).toEqual(['RETURN_PENDING', 'IN_USE']);
  const { jobs } = await company.app.owner.data(
    `{ jobs(where: { kind: { eq: "assets.leaverReturn" } }, orderBy: { field: STARTED_AT }) {
      nodes { state progress { done } } } }`,
  );
  // The second one, when the last day is over, asks for what was handed over on it.
  expect(jobs.nodes).toEqual([
    { state: 'SUCCEEDED', progress: { done: 1 } },
    { state: 'SUCCEEDED', progress: { done: 0 } },
  ]);
});

test('a last day in the future is waited for', async () => {
  const phone = await taken('E-2');
  await leave('E-2', '2099-01-31');
  await company.app.work();
  expect(await stateOf(phone)).toBe('IN_USE');
  const [job] = await company.app.sql(
    `select state, run_after from core.job where kind = 'assets.leaverReturn' and state = 'QUEUED'`,
  );
  expect(job).toEqual({ state: 'QUEUED', run_after: new Date('2099-01-31T00:00:00Z') });
});

test('where leavers return first, a plugin refuses the termination of another one', async () => {
  const strict = await createCompany({
    settings: { leaverReturnsFirst: true },
    clock: () => now,
  });
  try {
    const { asset, modelId, sites, employees } = strict;
    const input = { tag: 'S-1', modelId, siteId: sites.HAM, at: '2025-06-01T00:00:00Z' };
    const { id } = await asset('assetCreate', input);
    await asset('assetCheckOut', { assetId: id, employeeId: employees['E-1'] });
    const refused = await leave('E-1', '2026-03-09', strict);
    expect(refused).toEqual({
      employee: null,
      userErrors: [
        {
          code: 'ASSETS_LEAVER_HOLDS',
          message: 'Employee E-1 still has assets (1); let them be returned first.',
          path: ['input', 'employeeId'],
        },
      ],
    });
    // Nothing of the termination is left, its event neither.
    const events = "select from core.outbox_event where name = 'hr.employee.terminated'";
    expect(await strict.app.sql(events)).toEqual([]);
    await asset('assetCheckIn', { assetId: id, siteId: sites.HAM });
    const done = await leave('E-1', '2026-03-09', strict);
    expect(done).toEqual({ employee: { status: 'TERMINATED' }, userErrors: [] });
  } finally {
    await strict.close();
  }
});
