import { setTimeout as sleep } from 'node:timers/promises';
import { createTestApp, type TestApp, type TestSocket } from '@bureau/testing';
import { type Company, createCompany, hire } from '../test/company.js';
import { type Receiver, startReceiver, verified } from '../test/receiver.js';
import { hrPlugin } from './plugin.js';

/** Which changed fields followers are told: custom ones by their key, if they may use them. */
let app: TestApp;
let company: Company;
let receiver: Receiver;
let employee: string;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], allowLoopback: true });
  company = await createCompany(app);
  receiver = await startReceiver();
  employee = await hire(app.owner, company);
  await field({ key: 'shirtSize', label: 'Shirt size' });
  await field({ key: 'bonusClass', label: 'Bonus class', permission: 'hr.salary.read' });
});
afterAll(async () => {
  await receiver.close();
  await app.close();
});

const field = (input: object) =>
  app.owner.data(
    `mutation ($input: CustomFieldCreateInput!) { customFieldCreate(input: $input) {
      customField { id } userErrors { code message } } }`,
    { input: { recordType: 'Employee', type: 'TEXT', ...input } },
  );
const FOLLOW = ['core.event.read', 'hr.employee.read'];
const CHANGES = `query ($after: String) {
  changes(after: $after, names: ["core.record.changed"], types: ["Employee"]) {
    nodes { fields } latest } }`;
const SOCKET = 'subscription { recordChanged(types: ["Employee"]) { fields } }';
const ENDPOINT = `mutation ($input: WebhookEndpointCreateInput!) {
  webhookEndpointCreate(input: $input) { secret userErrors { code message } } }`;

async function change(attributes: Record<string, unknown>, more: object = {}): Promise<void> {
  const input = {
    employeeId: employee,
    ...more,
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
  };
  const { employeeUpdate } = await app.owner.data(
    `mutation ($input: EmployeeUpdateInput!) { employeeUpdate(input: $input) {
      userErrors { code message } } }`,
    { input },
  );
  expect(employeeUpdate.userErrors).toEqual([]);
}

async function stored(): Promise<string[][]> {
  const rows = await app.sql<{ fields: string[] }>(
    `select payload -> 'fields' as fields from core.outbox_event
     where name = 'core.record.changed' and record_type = 'Employee'
       and payload ->> 'action' = 'UPDATE' order by sequence`,
  );
  return rows.map(({ fields }) => fields);
}

/** Changes something else until the socket hears of it: then it is open. */
async function opened(socket: TestSocket): Promise<void> {
  const first = socket.next().then(() => true);
  for (let count = 1; !(await Promise.race([first, sleep(200, false)])); count += 1) {
    await change({}, { workEmail: `open${count}@example.org` });
  }
}

/** What a socket was told before the number changed, apart from what opened it. */
async function toldTo(socket: TestSocket): Promise<string[][]> {
  const told: string[][] = [];
  for (;;) {
    const { fields } = (await socket.next()).data.recordChanged;
    if (fields[0] === 'number') return told;
    if (fields[0] !== 'workEmail') told.push(fields);
  }
}

/** Makes an endpoint; its secret. */
async function endpoint(scopes: string[], path: string): Promise<string> {
  const member = await app.member('owner');
  const { webhookEndpointCreate } = await member.data(ENDPOINT, {
    input: {
      ...{ name: path, url: receiver.url(path), topics: ['core.record.changed'] },
      ...{ recordTypes: ['Employee'], scopes },
    },
  });
  return webhookEndpointCreate.secret;
}

/** The custom fields that were sent there. */
const sentTo = (path: string, secret: string) =>
  receiver
    .at(path)
    .map((one) => verified(secret, one).data.fields)
    .filter(([name = '']) => name.startsWith('attributes.'));

/** A token with a role of its own. */
async function follower(key: string, held: string[]): Promise<string> {
  const permissions = held.map((permission) => ({ permission }));
  await app.owner.data(
    `mutation ($key: String!, $permissions: [RolePermissionInput!]!) {
      roleCreate(input: { key: $key, name: "Follower", permissions: $permissions }) {
        role { id } userErrors { code } } }`,
    { key, permissions },
  );
  return app.token(key);
}

/** What the feed tells of each change. */
async function feed(permissions: string[]): Promise<string[][]> {
  await app.caughtUp();
  const { changes } = await app.as({ permissions }).data(CHANGES, {});
  return changes.nodes.map((node: { fields: string[] }) => node.fields);
}

const PAY = [...FOLLOW, 'hr.salary.read'];

test('#32 a custom field is named by its key, to those who may use it', async () => {
  const hidden = await endpoint(FOLLOW, '/hidden');
  const whole = await endpoint(PAY, '/whole');
  const http = await app.http();
  const socketOf = async (key: string, held: string[]) =>
    http.subscribe({ query: SOCKET, token: await follower(key, held) });
  const sockets = [await socketOf('follower', FOLLOW), await socketOf('payFollower', PAY)] as const;
  for (const socket of sockets) await opened(socket);

  await change({ shirtSize: 'M', bonusClass: 'B' });
  const both = ['attributes.bonusClass', 'attributes.shirtSize'];
  expect((await stored()).at(-1)).toEqual(both);
  await change({}, { number: 'N-1' });
  expect(await toldTo(sockets[0])).toEqual([both.slice(1)]);
  expect(await toldTo(sockets[1])).toEqual([both]);
  await app.work();
  expect(sentTo('/whole', whole)).toEqual([both]);
  expect(sentTo('/hidden', hidden)).toEqual([both.slice(1)]);
  expect(await feed(PAY)).toContainEqual(both);
  expect(await feed(FOLLOW)).toContainEqual(both.slice(1));
  expect(JSON.stringify(await feed(FOLLOW))).not.toContain('bonusClass');

  // One alone, and what is archived: nobody is told of it any more.
  await change({ shirtSize: 'L' });
  expect((await stored()).at(-1)).toEqual(['attributes.shirtSize']);
  await app.sql(
    `update core.custom_field set archived_at = now()
     where organization_id = $1 and key = 'shirtSize'`,
    [app.organizationId],
  );
  const left = JSON.stringify(await feed(PAY));
  expect(left).toContain('bonusClass');
  expect(left).not.toContain('shirtSize');
  for (const socket of sockets) socket.close();
});
