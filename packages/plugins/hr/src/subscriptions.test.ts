import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDocumentCatalogue, createSubscriptionFront, RateLimiter } from '@bureau/core';
import { createTestApp, type TestApp, type TestHttp } from '@bureau/testing';
import { type Company, createCompany, hire } from '../test/company.js';
import { hrPlugin } from './plugin.js';

/** Subscriptions over real sockets of the real server. */
let app: TestApp;
let http: TestHttp;
let company: Company;
let owner: string;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  company = await createCompany(app);
  http = await app.http();
  owner = await app.token('owner');
});
afterAll(() => app.close());

const CHANGED = `subscription ($types: [String!], $id: ID) {
  recordChanged(types: $types, id: $id) { name recordType recordId action fields recordVersion } }`;
const ROLE = `mutation ($key: String!) { roleCreate(input: { key: $key, name: "Role", permissions: [
  { permission: "hr.employee.read" }] }) { role { id } userErrors { code message } } }`;
const EMAIL = `mutation ($id: ID!, $email: String!) {
  employeeUpdate(input: { employeeId: $id, workEmail: $email }) { userErrors { code } } }`;

const UNTOLD = 'select from core.outbox_event where dispatched_at is null';
const follow = async (types: string[], token = owner, id?: string) => {
  // What happened before may be told late, and then to this one too.
  while ((await app.sql(UNTOLD)).length > 0) await sleep(20);
  return http.subscribe({ query: CHANGED, variables: { types, id }, token });
};
/** The subscription is on its way when the socket is acknowledged. */
const settle = () => sleep(400);

test('events reach the socket: ids and names, of the wanted types and records', async () => {
  const id = await hire(app.owner, company);
  const all = await follow(['Employee', 'Salary']);
  const one = await follow([], owner, id);
  await settle();
  const other = await hire(app.owner, company);
  await app.owner.data(EMAIL, { id, email: 'one@example.org' });
  expect((await all.next()).data.recordChanged).toMatchObject({
    recordId: other,
    recordType: 'Employee',
    action: 'CREATE',
  });
  const updated = { recordId: id, action: 'UPDATE', fields: ['workEmail'] };
  expect((await all.next()).data.recordChanged).toMatchObject(updated);
  expect((await one.next()).data.recordChanged).toMatchObject(updated);
  expect(one.waiting).toEqual([]);
  all.close();
  one.close();
});

test('dry runs, refusals and other organizations are not heard', async () => {
  const socket = await follow(['Role']);
  await settle();
  const foreign = await app.otherOrganization();
  await foreign.owner.data(ROLE, { key: 'foreign' });
  await app.owner.query(ROLE, { key: 'tried' }, { dryRun: true });
  await app.owner.query(ROLE, { key: 'owner' });
  const { roleCreate } = await app.owner.data(ROLE, { key: 'real' });
  const { recordId } = (await socket.next()).data.recordChanged;
  expect(recordId).toBe(roleCreate.role.id);
  socket.close();
});

test('#18 a page of a foreign origin is closed with 4403, one of the own is served', async () => {
  const query = CHANGED;
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
    const socket = await http.subscribe({ query, token: owner, headers: { origin } });
    expect((await socket.closed).code).toBe(4403);
  }
  const own = await http.subscribe({ query, token: owner, headers: { origin: http.url } });
  await settle();
  await app.owner.data(ROLE, { key: 'heard' });
  expect((await own.next()).data.recordChanged.recordType).toBe('Role');
  own.close();
});

test('without a credential, or with a wrong one, nothing is opened', async () => {
  const anonymous = await http.subscribe({ query: CHANGED });
  expect((await anonymous.closed).code).toBe(4401);
  const wrong = await http.subscribe({ query: CHANGED, token: 'bur_wrong' });
  expect((await wrong.closed).code).toBe(4401);
});

test('the gate stands before the opening; queries and mutations are sent by HTTP', async () => {
  const employee = await follow(['Role'], await app.token('employee'));
  const { errors } = await employee.next();
  expect(errors[0].extensions).toMatchObject({
    code: 'FORBIDDEN',
    permission: 'core.event.read',
  });
  employee.subscribe({ query: '{ viewer { user { id } } }' });
  expect((await employee.next()).errors[0].message).toContain('Only subscriptions');
  employee.subscribe({ query: 'subscription { recordChanged { nothing } }' });
  expect((await employee.next()).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  employee.subscribe({ query: 'subscription {' });
  expect((await employee.next()).errors).toHaveLength(1);
  employee.close();
});

test('#30 #32 rights are asked again at each delivery', async () => {
  const socket = await follow(['Salary', 'Role'], await app.token('viewer'));
  await settle();
  const id = await hire(app.owner, company, {
    salary: { amount: { amount: '50000', currency: 'EUR' } },
  });
  await app.owner.data(ROLE, { key: 'unseen' });
  expect(id).toMatch(/^emp_/);
  await sleep(800);
  expect(socket.waiting).toEqual([]);
  socket.close();
});

test('#35 a revoked key closes its socket soon, a lost right its subscription', async () => {
  const [doomed, demoted] = [await app.token('admin'), await app.token('auditor')];
  const first = await follow(['Role'], doomed);
  const second = await follow(['Role'], demoted);
  await settle();
  const began = Date.now();
  const own = [app.organizationId];
  await app.sql(
    `update core.api_key k set revoked_at = now() from core.membership m
     where k.organization_id = $1 and m.organization_id = $1 and m.id = k.user_id
       and m.display_name = 'Command line (admin)'`,
    own,
  );
  await app.sql(
    `delete from core.role_permission p using core.role r
     where p.permission = 'core.event.read' and p.organization_id = $1
       and r.organization_id = $1 and r.id = p.role_id and r.key = 'auditor'`,
    own,
  );
  expect((await first.closed).code).toBe(4401);
  expect((await second.next()).errors[0].extensions.code).toBe('FORBIDDEN');
  expect(await second.next()).toEqual({ complete: true });
  // Five are promised; a busy machine may take longer, for ever would be wrong.
  expect(Date.now() - began).toBeLessThan(30_000);
  second.close();
});

test('a job is followed until it ends', async () => {
  const member = await app.member('hrManager');
  const uploadId = await app.upload(member, 'given_name,family_name\n');
  const { employeeImport } = await member.data(
    `mutation ($id: ID!) { employeeImport(input: { uploadId: $id }) { job { id } } }`,
    { id: uploadId },
  );
  const query = 'subscription ($id: ID!) { jobUpdated(id: $id) { id state } }';
  const { id } = employeeImport.job;
  const socket = await http.subscribe({ query, variables: { id }, token: owner });
  const states: string[] = [];
  for (let answer = await socket.next(); !answer.complete; answer = await socket.next()) {
    states.push(answer.data.jobUpdated.state);
  }
  expect(['SUCCEEDED', 'FAILED']).toContain(states.at(-1));
  socket.close();
});

test('a socket takes 20 subscriptions, a principal 20 sockets', async () => {
  const token = await app.token('admin');
  const socket = await http.subscribe({ query: CHANGED, token });
  for (let count = 0; count < 20; count += 1) socket.subscribe({ query: CHANGED });
  expect((await socket.next()).errors[0].extensions.code).toBe('QUERY_TOO_COMPLEX');
  const more = await Promise.all(
    Array.from({ length: 20 }, () => http.subscribe({ query: CHANGED, token })),
  );
  const ends = await Promise.race(more.map(({ closed }) => closed));
  expect(ends.code).toBe(4429);
  for (const one of [socket, ...more]) one.close();
});

test('a break of the listening connection is told to subscribers, then all goes on', async () => {
  const socket = await follow(['Role']);
  await settle();
  const server = await app.asRole('bureau_app', app.organizationId);
  await server.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'bureau live' and datname = current_database()`,
  );
  const { errors } = await socket.next();
  expect(errors[0].extensions).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
  expect(await socket.next()).toEqual({ complete: true });
  const back = `select from pg_stat_activity
    where application_name = 'bureau live' and datname = current_database()`;
  while ((await server.query(back)).rowCount === 0) await sleep(50);
  await settle();
  socket.subscribe({ query: CHANGED, variables: { types: ['Role'] } });
  await settle();
  await app.owner.data(ROLE, { key: 'again' });
  expect((await socket.next()).data.recordChanged.recordType).toBe('Role');
  socket.close();
});

test.each([
  ['TEXT', 'Role'],
  ['IDS', 'DOCUMENT_NOT_REGISTERED'],
])('documents of an organization with mode %s: its registered text is %s', async (mode, byText) => {
  const strict = await app.otherOrganization();
  const token = await strict.token('owner');
  const register = `mutation ($text: String!) {
    documentRegister(input: { name: "Follow", text: $text }) {
      registeredDocument { id } userErrors { code message path } } }`;
  await (await strict.member('owner')).data(register, { text: CHANGED });
  await strict.owner.data(`mutation { documentModeSet(input: { mode: ${mode} }) {
    organization { documentMode } userErrors { code } } }`);
  const variables = { types: ['Role'] };
  let count = 0;
  const answer = async (query: string, extensions = {}) => {
    const socket = await http.subscribe({ query, token, variables, extensions });
    await settle();
    await strict.owner.data(ROLE, { key: `role${(count += 1)}` });
    const told = await socket.next();
    socket.close();
    return told.errors?.[0].extensions.code ?? told.data.recordChanged.recordType;
  };
  expect(await answer('subscription { recordChanged { id } }')).toBe('DOCUMENT_NOT_REGISTERED');
  expect(await answer(CHANGED)).toBe(byText);
  const documentId = `sha256:${createHash('sha256').update(CHANGED).digest('hex')}`;
  expect(await answer('', { documentId })).toBe('Role');
});

test('#72 a server that stops tells its sockets to come again', async () => {
  const stopping = await createTestApp({ plugins: [hrPlugin] });
  const server = await stopping.http();
  const token = await stopping.token('owner');
  const socket = await server.subscribe({ query: CHANGED, token });
  await stopping.close();
  expect((await socket.closed).code).toBe(1001);
});

test('opening costs points and takes a place, which is given back', async () => {
  const { runtime } = app;
  const limiter = new RateLimiter({ processes: 64 });
  const documents = createDocumentCatalogue(runtime);
  const front = createSubscriptionFront(runtime, { documents, limiter });
  const { principal } = await app.member('viewer');
  const open = () =>
    front.open({
      document: '{ plugins { id } }',
      requestId: 'x',
      authenticate: async () => principal,
    });
  const codes: unknown[] = [];
  for (let at = 0; at < 40; at += 1) {
    codes.push(await open().catch((error) => error.extensions.code));
  }
  // The class of a viewer has 1000 points, and 20 places: of each a 64th, at least one.
  expect(codes.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => 'BAD_USER_INPUT'));
  expect(codes.at(-1)).toBe('THROTTLED');
});
