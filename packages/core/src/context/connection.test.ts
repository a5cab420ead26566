import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { TIMEOUTS, TrackedClient } from './connection.js';

const connectionString = process.env['BUREAU_TEST_OWNER_URL'] ?? '';
const { PGCONNECT_TIMEOUT: patience } = process.env;

// The test run asks for more patience than these tests have; files after this one want it back.
beforeAll(() => {
  process.env['PGCONNECT_TIMEOUT'] = '1';
});
afterAll(() => {
  if (patience === undefined) delete process.env['PGCONNECT_TIMEOUT'];
  else process.env['PGCONNECT_TIMEOUT'] = patience;
});

test('a database that says nothing is given up', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new TrackedClient({ host: '127.0.0.1', port });
  client.on('error', () => undefined);
  await expect(client.connect()).rejects.toThrow('timeout expired');
  server.close();
});

test('a process that was busy for longer than the time-out connects all the same', async () => {
  const client = new TrackedClient({ connectionString });
  const connecting = client.connect();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TIMEOUTS.connect + 200);
  await connecting;
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await client.end();
});
