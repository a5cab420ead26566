import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

// The test run asks for more patience than these tests have.
process.env['PGCONNECT_TIMEOUT'] = '1';
const { TIMEOUTS, TrackedClient } = await import('./connection.js');
const connectionString = process.env['BUREAU_TEST_OWNER_URL'] ?? '';

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
