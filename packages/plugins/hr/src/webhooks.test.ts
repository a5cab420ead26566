import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { type Company, createCompany, hire } from '../test/company.js';
import { type Receiver, startReceiver, verified } from '../test/receiver.js';
import { hrPlugin } from './plugin.js';

/** Deliveries of what happens to people, to a real receiver. */
let app: TestApp;
let company: Company;
let receiver: Receiver;
let member: TestClient;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], allowLoopback: true });
  company = await createCompany(app);
  receiver = await startReceiver();
  member = await app.member('owner');
});
afterAll(async () => {
  await receiver.close();
  await app.close();
});
beforeEach(async () => {
  await app.work();
  await app.sql('delete from core.webhook_endpoint where organization_id = $1', [
    app.organizationId,
  ]);
  receiver.received.length = 0;
  receiver.answers.length = 0;
});

const CREATE = `mutation ($input: WebhookEndpointCreateInput!) {
  webhookEndpointCreate(input: $input) {
    webhookEndpoint { id version state } secret userErrors { code message path } } }`;
const ENDPOINTS = `{ webhookEndpoints { nodes { id version state disabledReason failingSince
  deliveries { nodes { id eventName state attempts lastStatus nextAttemptAt
    tries { nodes { status fault durationMs } } } } } } }`;
const SELECTION = `query ($id: ID!) { employee(by: { id: $id }) { number displayName } }`;

const input = (more: object = {}) => ({
  input: {
    ...{ name: 'Directory', url: receiver.url(), topics: ['hr.employee.hired'] },
    ...{ scopes: ['hr.employee.read'], ...more },
  },
});
async function endpoint(more: object = {}, client = member) {
  const { webhookEndpointCreate } = await client.data(CREATE, input(more));
  return { ...webhookEndpointCreate.webhookEndpoint, secret: webhookEndpointCreate.secret };
}
const endpoints = async () => (await app.owner.data(ENDPOINTS)).webhookEndpoints.nodes;
const act = (name: string, id: string, selection = 'webhookEndpoint { state }') =>
  member.query(`mutation { ${name}(input: { id: "${id}" }) {
    ${selection} userErrors { code } } }`);

test('a delivery is signed, thin by default, and says what its selection asks for', async () => {
  const thin = await endpoint();
  const rich = await endpoint({ selection: SELECTION, url: receiver.url('/rich') });
  const id = await hire(app.owner, company, { givenName: 'Ada', familyName: 'Berg' });
  await app.work();
  const [first] = receiver.at('/hook');
  const [second] = receiver.at('/rich');
  if (!first || !second) throw new Error('nothing came');
  expect(verified(thin.secret, first)).toEqual({
    type: 'hr.employee.hired',
    timestamp: expect.any(String),
    data: {
      id: expect.stringMatching(/^evt_/),
      ...{ version: 1, recordType: 'Employee', recordId: id },
      ...{ action: null, fields: [], recordVersion: null, isTest: false },
    },
  });
  expect(verified(rich.secret, second).data.answer).toEqual({
    employee: { number: expect.any(String), displayName: 'Ada Berg' },
  });
  expect(receiver.received).toHaveLength(2);
  const { deliveries } = (await endpoints()).find((one: { id: string }) => one.id === thin.id);
  expect(deliveries.nodes).toEqual([
    expect.objectContaining({ state: 'DELIVERED', attempts: 1, lastStatus: 200 }),
  ]);
});

test('#57 altered, late or under another secret: refused; two secrets while rotating', async () => {
  const made = await endpoint();
  await hire(app.owner, company);
  await app.work();
  const [one] = receiver.received;
  if (!one) throw new Error('nothing came');
  const { headers, body } = one;
  expect(() => verified(made.secret, { headers, body: `${body} ` })).toThrow();
  expect(() => verified(`whsec_${Buffer.alloc(32).toString('base64')}`, one)).toThrow();
  const late = String(Number(headers['webhook-timestamp']) - 301);
  expect(() =>
    verified(made.secret, { body, headers: { ...headers, 'webhook-timestamp': late } }),
  ).toThrow();
  const { data } = await act('webhookEndpointSecretRotate', made.id, 'secret');
  await hire(app.owner, company);
  await app.work();
  const next = receiver.received[1];
  if (!next) throw new Error('nothing came');
  expect(verified(made.secret, next).type).toBe('hr.employee.hired');
  expect(verified(data.webhookEndpointSecretRotate.secret, next).type).toBe('hr.employee.hired');
  await app.sql(
    `update core.webhook_endpoint set previous_secret_until = now() - interval '1 second'
     where organization_id = $1`,
    [app.organizationId],
  );
  await hire(app.owner, company);
  await app.work();
  const last = receiver.received[2];
  if (!last) throw new Error('nothing came');
  expect(() => verified(made.secret, last)).toThrow();
  const stored = await app.sql('select secret, previous_secret from core.webhook_endpoint');
  expect(JSON.stringify(stored)).not.toContain('whsec_');
});

test('#32 pay is in no body without hr.salary.read, nor after it is lost', async () => {
  const pay = `query ($id: ID!) { employee(by: { id: $id }) { salary { amount { amount } } } }`;
  const refused = await member.query(CREATE, input({ selection: pay }));
  expect(refused.errors[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
    permission: 'hr.salary.read',
  });
  const manager = await app.member('hrManager');
  const reader = await manager.query(CREATE, input());
  expect(reader.errors[0]?.extensions).toMatchObject({ permission: 'core.webhook.write' });
  // Salary events are hidden from an endpoint that may read employees only.
  await endpoint({ topics: ['*'] });
  await endpoint({
    ...{ selection: pay, scopes: ['hr.employee.read', 'hr.salary.read'] },
    url: receiver.url('/pay'),
  });
  const salary = { amount: { amount: '51234', currency: 'EUR' } };
  await hire(app.owner, company, { salary });
  await app.work();
  expect(receiver.at('/hook').map(({ body }) => JSON.parse(body).data.recordType)).not.toContain(
    'Salary',
  );
  expect(receiver.at('/hook').join()).not.toContain('51234');
  expect(receiver.at('/pay')[0]?.body).toContain('51234');
  await app.sql(
    `update core.webhook_endpoint set scopes = '{hr.employee.read}'
     where url like '%/pay' and organization_id = $1`,
    [app.organizationId],
  );
  receiver.received.length = 0;
  await hire(app.owner, company, { salary });
  await app.work();
  expect(receiver.at('/pay')).toEqual([]);
  const [off] = (await endpoints()).filter((one: { state: string }) => one.state === 'DISABLED');
  expect(off).toMatchObject({ disabledReason: 'RIGHT_LOST' });
});

test('#78 a failure is tried again under the same id; 410 and dead receivers end it', async () => {
  const made = await endpoint();
  receiver.answers = [500, 302];
  await hire(app.owner, company);
  await app.work();
  const due = "update core.webhook_delivery set next_attempt_at = now() where state = 'PENDING'";
  const [waiting] = (await endpoints())[0].deliveries.nodes;
  expect(waiting).toMatchObject({ state: 'PENDING', attempts: 1, lastStatus: 500 });
  expect(new Date(waiting.nextAttemptAt).valueOf()).toBeGreaterThan(Date.now() + 3_000);
  expect((await endpoints())[0].failingSince).not.toBeNull();
  await app.sql(due);
  await app.work();
  await app.sql(due);
  await app.work();
  const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(ids).toEqual([ids[0], ids[0], ids[0]]);
  expect(receiver.at('/moved')).toEqual([]);
  const [done] = (await endpoints())[0].deliveries.nodes;
  expect(done).toMatchObject({ state: 'DELIVERED', attempts: 3 });
  expect(done.tries.nodes.map(({ status }: { status: number }) => status)).toEqual([500, 302, 200]);
  expect((await endpoints())[0].failingSince).toBeNull();

  receiver.answers = [410];
  await hire(app.owner, company);
  await app.work();
  expect((await endpoints())[0]).toMatchObject({ state: 'DISABLED', disabledReason: 'GONE' });
  const audit = await app.sql(
    "select 1 from core.audit_entry where operation = 'webhookEndpointDisable'",
  );
  expect(audit.length).toBeGreaterThan(0);
  const told = "select 1 from core.outbox_event where name = 'core.webhookEndpoint.disabled'";
  expect((await app.sql(told)).length).toBeGreaterThan(0);
  expect((await act('webhookEndpointEnable', made.id)).errors).toEqual([]);
});

test('a receiver that is not there: fault without details, off after five days', async () => {
  await endpoint({ url: 'http://127.0.0.1:9/nobody' });
  await hire(app.owner, company);
  await app.work();
  const [first] = await endpoints();
  expect(first.deliveries.nodes[0].tries.nodes).toEqual([
    expect.objectContaining({ status: null, fault: 'ECONNREFUSED' }),
  ]);
  await app.sql("update core.webhook_endpoint set failing_since = now() - interval '6 days'");
  await app.sql('update core.webhook_delivery set next_attempt_at = now(), attempts = 9');
  await app.work();
  const [last] = await endpoints();
  expect(last).toMatchObject({ state: 'DISABLED', disabledReason: 'FAILING' });
  expect(last.deliveries.nodes[0]).toMatchObject({ state: 'FAILED', attempts: 10 });
});

test('a slow receiver holds up nobody else', async () => {
  await endpoint();
  await endpoint({ url: receiver.url('/other') });
  // The one answers nothing until the other has everything.
  const after = (async () => {
    while (receiver.at('/other').length < 6) await new Promise((go) => setTimeout(go, 20));
  })();
  receiver.answers = Array.from({ length: 6 }, () => ({ after }));
  for (let count = 0; count < 6; count += 1) await hire(app.owner, company);
  await app.work();
  expect(receiver.at('/other')).toHaveLength(6);
  expect(receiver.at('/hook')).toHaveLength(6);
});

test('the test event goes to its endpoint only; resend, disable, delete', async () => {
  const made = await endpoint({ topics: ['hr.job.changed'] });
  await endpoint({ topics: ['hr.*'], url: receiver.url('/other') });
  expect((await act('webhookEndpointTest', made.id)).errors).toEqual([]);
  await app.work();
  expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
  const [{ deliveries }] = (await endpoints()).filter((one: { id: string }) => one.id === made.id);
  const resent = await act('webhookDeliveryResend', deliveries.nodes[0].id, '__typename');
  expect(resent.data.webhookDeliveryResend.userErrors).toEqual([]);
  await app.work();
  const ids = receiver.at('/hook').map(({ headers }) => headers['webhook-id']);
  expect(ids).toEqual([ids[0], ids[0]]);
  expect((await act('webhookEndpointDisable', made.id)).data.webhookEndpointDisable).toMatchObject({
    webhookEndpoint: { state: 'DISABLED' },
  });
  const refused = await act('webhookEndpointTest', made.id);
  expect(refused.data.webhookEndpointTest.userErrors[0].code).toBe('CORE_WEBHOOK_DISABLED');
  await act('webhookEndpointDelete', made.id, 'deletedId');
  expect(await endpoints()).toHaveLength(1);
});

const REFUSED: [object, string][] = [
  [{ url: 'https://10.0.0.1/' }, 'CORE_WEBHOOK_URL_REFUSED'],
  [{ url: 'http://example.com/' }, 'CORE_WEBHOOK_URL_REFUSED'],
  [{ topics: [] }, 'CORE_WEBHOOK_TOPICS_EMPTY'],
  [{ topics: ['hr.nothing'] }, 'CORE_WEBHOOK_TOPIC_UNKNOWN'],
  [{ recordTypes: ['Nothing'] }, 'CORE_WEBHOOK_RECORD_TYPE_UNKNOWN'],
  [{ scopes: [] }, 'CORE_SCOPES_EMPTY'],
  [{ scopes: ['hr.nothing.read'] }, 'CORE_PERMISSION_UNKNOWN'],
  [{ selection: '{ employees {' }, 'CORE_WEBHOOK_SELECTION_INVALID'],
  [{ selection: '{ nothing }' }, 'CORE_WEBHOOK_SELECTION_INVALID'],
  [
    { selection: 'mutation { jobCancel(input: { id: "x" }) { userErrors { code } } }' },
    'CORE_WEBHOOK_SELECTION_INVALID',
  ],
  [
    { selection: 'query ($name: String!) { employees(search: $name) { nodes { id } } }' },
    'CORE_WEBHOOK_SELECTION_INVALID',
  ],
];
test('#43 what is refused when it is set: addresses, topics, scopes, selections', async () => {
  for (const [more, code] of REFUSED) {
    const { data } = await member.query(CREATE, input(more));
    expect([more, data.webhookEndpointCreate.userErrors[0]?.code]).toEqual([more, code]);
  }
});

test('another organization sees and gets nothing', async () => {
  const made = await endpoint({ topics: ['*'], scopes: ['*'] });
  await app.work();
  receiver.received.length = 0;
  const other = await app.otherOrganization();
  await hire(other.owner, await createCompany(other));
  await app.work();
  expect(receiver.received).toEqual([]);
  const look = 'query ($id: ID!) { webhookEndpoint(by: { id: $id }) { id } }';
  expect((await other.owner.data(look, { id: made.id })).webhookEndpoint).toBeNull();
});
