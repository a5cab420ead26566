import { type Receiver, startReceiver, verified } from '../packages/plugins/hr/test/receiver.js';
import { command, founded } from './command-line.js';
import {
  ask,
  cleanUp,
  launchBureau,
  newDataDir,
  type ServerProcess,
  startServer,
  until,
} from './platform-process.js';

/** The tools of an integrator who develops a receiver: real processes, a real receiver. */

const dataDir = newDataDir();
const development = { BUREAU_DEVELOPMENT: '1' };
const run = (args: string[], env: Record<string, string> = development) =>
  command(dataDir, args, { env });
const trigger = ['events', 'trigger', 'hr.employee.hired', '--organization', 'acme', '--json'];

let server: ServerProcess;
let receiver: Receiver;
let token: string;

beforeAll(async () => {
  receiver = await startReceiver();
  server = await startServer(dataDir, { env: development });
  token = await (await founded(dataDir))('owner');
}, 300_000);
afterAll(async () => {
  await receiver?.close();
  await cleanUp();
}, 300_000);

/** Starts to listen, and the secret that it signs with. */
async function listen(more: string[] = [], env: Record<string, string> = {}) {
  const args = ['webhooks', 'listen', '--forward-to', receiver.url(), '--server', server.url];
  const listening = launchBureau(dataDir, [...args, ...more, '--json'], {
    env: { BUREAU_TOKEN: token, ...env },
  });
  const lines = () => listening.output.stdout.trim().split('\n').filter(Boolean);
  await until(() => lines().length > 0 || listening.child.exitCode !== null);
  const { secret } = JSON.parse(lines()[0] ?? '{}') as { secret: string };
  return {
    ...listening,
    secret,
    deliveries: () =>
      lines()
        .slice(1)
        .map((x) => JSON.parse(x)),
  };
}

async function ended({ child, ended: end }: Awaited<ReturnType<typeof listen>>) {
  child.kill('SIGINT');
  return end;
}

test('what happens comes signed to a receiver; topics choose; SIGINT ends it well', async () => {
  const all = await listen();
  const some = await listen(['--topics', 'hr.*,core.job.updated']);
  receiver.answers.push(500);
  const made = await ask(
    server.url,
    token,
    `mutation { roleCreate(input: { key: "clerk", name: "Clerk", permissions: [] }) {
      role { id } userErrors { message } } }`,
  );
  const id = made.body.data.roleCreate.role.id;
  await until(() => all.deliveries().length > 0);
  expect(all.deliveries()[0]).toMatchObject({
    event: 'core.record.changed',
    recordId: id,
    status: 500,
    isTest: false,
  });
  const [delivery] = receiver.received;
  expect(verified(all.secret, delivery!)).toEqual({
    type: 'core.record.changed',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    data: {
      ...{ id: expect.stringMatching(/^evt_/), version: 1, recordType: 'Role', recordId: id },
      ...{ action: 'CREATE', fields: [], recordVersion: 1, isTest: false },
    },
  });
  expect((await run(trigger)).code).toBe(0);
  // Jobs of the clock may run meanwhile; they are asked for as well.
  const asked = () => some.deliveries().filter(({ event }) => event !== 'core.job.updated');
  await until(() => asked().length > 0);
  expect(asked()).toMatchObject([
    { event: 'hr.employee.hired', recordId: null, status: 200, isTest: true },
  ]);
  expect(await ended(all)).toMatchObject({ code: 0, stderr: '' });
  expect(await ended(some)).toMatchObject({ code: 0, stderr: '' });
}, 300_000);

test('a receiver that is away is told, and the next event is tried', async () => {
  const gone = await startReceiver();
  await gone.close();
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const listening = await listen(['--forward-to', gone.url()], { BUREAU_WEBHOOK_SECRET: secret });
  expect(listening.secret).toBe(secret);
  await Promise.all([run(trigger), run(trigger)]);
  await until(() => listening.deliveries().length === 2);
  expect(listening.deliveries()).toMatchObject([
    { status: null, fault: 'ECONNREFUSED' },
    { status: null, fault: 'ECONNREFUSED' },
  ]);
  expect((await ended(listening)).code).toBe(0);
}, 300_000);

test('without a credential, with an unknown topic, outside development: refused', async () => {
  const args = ['webhooks', 'listen', '--forward-to', receiver.url(), '--server', server.url];
  const key = { BUREAU_TOKEN: token };
  const record = [...trigger, '--record', 'emp_nobody'];
  const [none, bad, topic, production, unfit] = await Promise.all([
    run([...args, '--json'], {}),
    run([...args, '--json'], { BUREAU_TOKEN: 'bur_wrong' }),
    run([...args, '--topics', 'hr.nothing.happened', '--json'], key),
    run(trigger, {}),
    run(record),
  ]);
  expect([none.code, bad.code, topic.code]).toEqual([78, 1, 64]);
  expect(JSON.parse(bad.stderr).error).toMatch(/^UNAUTHENTICATED/);
  expect([production.code, unfit.code]).toEqual([78, 64]);
  expect(JSON.parse(production.stderr).error).toMatch(/BUREAU_DEVELOPMENT=1/);
}, 300_000);
