import { createTestApp, type TestApp } from '@bureau/testing';
import { type Company, createCompany, hire } from '../test/company.js';
import { hrPlugin } from './plugin.js';

let app: TestApp;
let company: Company;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  company = await createCompany(app);
});
afterAll(() => app.close());

const LEAVE = `mutation ($input: EmployeeTerminateInput!) {
  employeeTerminate(input: $input) { employment { id } userErrors { code } } }`;

async function leave(employeeId: string, lastDay: string): Promise<void> {
  await app.owner.data(LEAVE, { input: { employeeId, lastDay, reason: 'RESIGNATION' } });
  await app.work();
}

const told = () =>
  app.sql(`select e.number, o.payload ->> 'lastDay' as day from core.outbox_event o
    join hr.employee e on e.id = o.record_id where o.name = 'hr.employee.left' order by 1`);

const numberOf = async (id: string) =>
  (await app.owner.data('query ($id: ID!) { employee(by: { id: $id }) { number } }', { id }))
    .employee.number;

test('somebody whose last day is over has left, once', async () => {
  const id = await hire(app.owner, company, { startsOn: '2024-01-01' });
  await leave(id, '2025-03-31');
  await app.work();
  expect(await told()).toEqual([{ number: await numberOf(id), day: '2025-03-31' }]);
});

test('a last day to come is waited for until it is over where the organization is', async () => {
  await app.owner.data(
    'mutation { organizationUpdate(input: { timeZone: "Europe/Vienna" }) { userErrors { code } } }',
  );
  const id = await hire(app.owner, company, { startsOn: '2024-01-01' });
  await leave(id, '2099-01-31');
  const waiting = `select id, run_after from core.job
    where kind = 'hr.leaving' and state = 'QUEUED'`;
  const [job] = await app.sql<{ id: string; run_after: Date }>(waiting);
  expect(job?.run_after).toEqual(new Date('2099-01-31T23:00:00Z'));
  const before = await told();
  // Hired again meanwhile: then nobody has left when the day comes.
  await app.sql(`update hr.employee set terminated_on = null, status = 'ACTIVE'
    where terminated_on = '2099-01-31'`);
  await app.sql('update core.job set run_after = now() where id = $1', [job?.id]);
  await app.work();
  expect(await app.sql(waiting)).toEqual([]);
  expect(await told()).toEqual(before);
});
