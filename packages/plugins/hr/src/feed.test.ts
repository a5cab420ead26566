import { createTestApp, type TestApp } from '@bureau/testing';
import { type Company, createCompany, hire } from '../test/company.js';
import { hrPlugin } from './plugin.js';

/** What followers of the feed learn of people and pay. */
let app: TestApp;
let company: Company;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  company = await createCompany(app);
});
afterAll(() => app.close());

const CHANGES = `query ($after: String, $first: Int, $types: [String!], $names: [String!]) {
  changes(after: $after, first: $first, types: $types, names: $names) {
    nodes { id name at recordType recordId action fields recordVersion
      record { __typename id } }
    cursor hasMore latest } }`;

const changes = async (client = app.owner, variables: object = {}) =>
  (await client.data(CHANGES, variables as never)).changes;

async function latest(): Promise<string> {
  await app.caughtUp();
  return (await changes(app.owner, { first: 1 })).latest;
}
const names = (page: { nodes: { name: string; recordType: string | null }[] }) =>
  page.nodes.map(({ name, recordType }) => `${name} ${recordType}`).sort();

const RAISE = `mutation ($input: SalaryChangeInput!) {
  salaryChange(input: $input) { salary { id } userErrors { code } } }`;
const raise = (employeeId: string, effectiveOn: string) => ({
  input: { employeeId, effectiveOn, amount: { amount: '61000', currency: 'EUR' } },
});
const ROLE = `mutation ($key: String!) { roleCreate(input: { key: $key, name: "Role", permissions: [
  { permission: "hr.employee.read" }] }) { role { id version } userErrors { code message } } }`;

test('each commit says once what was done to each record, in one order, without gaps', async () => {
  const before = await latest();
  const id = await hire(app.owner, company, { startsOn: '2024-01-01' });
  await app.caughtUp();
  const page = await changes(app.owner, { after: before });
  expect(names(page)).toEqual([
    'core.record.changed Employee',
    'core.record.changed Employment',
    'core.record.changed JobRecord',
    'core.record.changed Person',
    'hr.employee.hired Employee',
  ]);
  expect(page.hasMore).toBe(false);
  const created = page.nodes.find(
    (one: { name: string; recordType: string }) =>
      one.name === 'core.record.changed' && one.recordType === 'Employee',
  );
  expect(created).toMatchObject({
    id: expect.stringMatching(/^evt_/),
    recordId: id,
    record: { __typename: 'Employee', id },
    action: 'CREATE',
    fields: [],
    recordVersion: 1,
  });
  const single: string[] = [];
  for (let after = before, more = true; more;) {
    const { nodes, cursor, hasMore } = await changes(app.owner, { after, first: 1 });
    single.push(...nodes.map((one: { id: string }) => one.id));
    [after, more] = [cursor, hasMore];
  }
  expect(single).toEqual(page.nodes.map((one: { id: string }) => one.id));
});

test('an update names its changed fields, never values; types and names narrow it', async () => {
  const id = await hire(app.owner, company, { startsOn: '2024-01-01' });
  const before = await latest();
  await app.owner.data(
    `mutation ($id: ID!) { employeeUpdate(input: { employeeId: $id, workEmail: "x@example.org" }) {
      userErrors { code } } }`,
    { id },
  );
  await app.caughtUp();
  const { nodes } = await changes(app.owner, { after: before, types: ['Employee'] });
  expect(nodes).toEqual([
    expect.objectContaining({ action: 'UPDATE', fields: ['workEmail'], recordId: id }),
  ]);
  expect(JSON.stringify(nodes)).not.toContain('x@example.org');
  const none = await changes(app.owner, { after: before, names: ['hr.employee.hired'] });
  expect(none.nodes).toEqual([]);
});

test('no version is behind: a change of what belongs to a record is told of it too', async () => {
  const employeeId = await hire(app.owner, company, { startsOn: '2024-01-01' });
  const before = await latest();
  await app.owner.data(
    `mutation ($id: ID!) { jobChange(input: { employeeId: $id, position: "Lead",
      effectiveOn: "2025-01-01" }) { employee { version } userErrors { code } } }`,
    { id: employeeId },
  );
  await app.caughtUp();
  const { employee } = await app.owner.data(
    'query ($id: ID!) { employee(by: { id: $id }) { version history { nodes { operation } } } }',
    { id: employeeId },
  );
  const { nodes } = await changes(app.owner, {
    after: before,
    types: ['Employee'],
    names: ['core.record.changed'],
  });
  expect(nodes).toEqual([
    expect.objectContaining({ action: 'UPDATE', fields: [], recordVersion: employee.version }),
  ]);
});

test('#32 pay: without hr.salary.read no event about it is there', async () => {
  const id = await hire(app.owner, company, { startsOn: '2024-01-01' });
  const before = await latest();
  await app.owner.data(RAISE, raise(id, '2025-01-01'));
  const reader = app.as({ permissions: ['core.event.read', 'hr.employee.read'] });
  await app.caughtUp();
  const all = await changes(app.owner, { after: before });
  const seen = await changes(reader, { after: before });
  expect(names(all)).toContain('core.record.changed Salary');
  expect(names(seen).join()).not.toContain('Salary');
  expect(seen.cursor).toBe(all.cursor);
});

test('#30 rows of others are passed over, deleted ones are only an id', async () => {
  const id = await hire(app.owner, company, { startsOn: '2024-01-01' });
  const { employee } = await app.owner.data(
    'query ($id: ID!) { employee(by: { id: $id }) { person { id } } }',
    { id },
  );
  const before = await latest();
  await app.owner.data(RAISE, raise(id, '2025-01-01'));
  await app.owner.data(RAISE, raise(await hire(app.owner, company), '2025-01-01'));
  const own = app.as({
    permissions: ['core.event.read', { permission: 'hr.salary.read', when: ['own'] }],
    personId: employee.person.id,
  });
  await app.caughtUp();
  expect(names(await changes(own, { after: before }))).toEqual(['core.record.changed Salary']);

  const { roleCreate } = await app.owner.data(ROLE, { key: 'fleeting' });
  const created = await latest();
  await app.owner.data(
    'mutation ($id: ID!) { roleDelete(input: { id: $id }) { userErrors { code } } }',
    { id: roleCreate.role.id },
  );
  await app.caughtUp();
  const gone = await changes(app.owner, { after: created, types: ['Role'] });
  expect(gone.nodes).toEqual([
    expect.objectContaining({ action: 'DELETE', recordId: roleCreate.role.id, record: null }),
  ]);
});

test('another organization, a dry run and a refusal leave nothing in the feed', async () => {
  const before = await latest();
  const other = await app.otherOrganization();
  await other.owner.data(ROLE, { key: 'foreign' });
  await app.owner.query(ROLE, { key: 'tried' }, { dryRun: true });
  const { data } = await app.owner.query(ROLE, { key: 'owner' });
  expect(data.roleCreate.userErrors[0].code).toBe('CORE_ROLE_KEY_TAKEN');
  await app.caughtUp();
  expect((await changes(app.owner, { after: before })).nodes).toEqual([]);
  await other.caughtUp();
  expect((await changes(other.owner)).nodes.length).toBeGreaterThan(0);
});

test('what is committed later never stands before the cursor', async () => {
  const before = await latest();
  const slow = await app.asRole('bureau_app', app.organizationId);
  await slow.query('begin');
  await slow.query(
    `insert into core.outbox_event (id, name, version, payload, principal_kind, principal_id,
        request_id)
      values (gen_random_uuid(), 'slow', 1, '{}', 'system', gen_random_uuid(), 'slow')`,
  );
  await app.owner.data(ROLE, { key: 'quick' });
  const early = await changes(app.owner, { after: before });
  expect(early.nodes).toEqual([]);
  await slow.query('commit');
  await app.caughtUp();
  const late = await changes(app.owner, { after: early.cursor ?? before });
  expect(late.nodes[0]).toMatchObject({ name: 'slow', recordType: null, fields: [] });
  expect(late.nodes.length).toBeGreaterThan(1);
});

test('a cursor is good for as long as events are kept, and is told since when', async () => {
  const { runtime } = app;
  const daysAgo = (days: number) => Date.now() - days * 86_400_000;
  const ask = (days: number) => {
    const cursor = Buffer.from(`1.2.${daysAgo(days)}`).toString('base64url');
    return app.owner.query(CHANGES, { after: cursor });
  };
  const kept = runtime.retention;
  for (const [eventDays, young, old] of [
    [30, 29, 31],
    [3, 2, 4],
    [90, 89, 91],
  ] as const) {
    Object.assign(runtime, { retention: { ...kept, eventDays } });
    expect((await ask(young)).errors).toEqual([]);
    const [error] = (await ask(old)).errors;
    const { reason, oldestAt } = Object(error?.extensions['data']);
    expect(reason).toBe('CURSOR_EXPIRED');
    expect(error?.message).toContain(oldestAt);
    const days = (Date.now() - Date.parse(oldestAt)) / 86_400_000;
    expect(Math.round(days)).toBe(eventDays);
  }
  Object.assign(runtime, { retention: kept });
});

test('#26 a cursor that is none or too old, and the catalogue of events', async () => {
  const write = (text: string) => Buffer.from(text).toString('base64url');
  const old = Date.now() - 31 * 86_400_000;
  for (const after of [
    '',
    'x',
    write('1.2'),
    write(`1.2.${old}`),
    write(`${2n ** 64n}.1.${old}`),
  ]) {
    const { errors } = await app.owner.query(CHANGES, { after });
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
  const { eventTypes } = await app.owner.data('{ eventTypes { name plugin payloadSchema } }');
  expect(eventTypes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'core.record.changed', plugin: 'core' }),
      expect.objectContaining({
        name: 'hr.employee.hired',
        payloadSchema: expect.objectContaining({ type: 'object' }),
      }),
    ]),
  );
  const { errors } = await app
    .as({ permissions: ['hr.employee.read'] })
    .query('{ eventTypes { name } }');
  expect(errors[0]?.extensions).toMatchObject({ permission: 'core.event.read' });
});
