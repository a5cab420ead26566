import pg from 'pg';
import { fromRun } from '../peers/listen.js';

/** Runs one statement over and over, as the role and organization that it is given. */
const statement = JSON.parse(fromRun('STATEMENT')) as { text: string; name?: string };
const options = `-c app.organization_id=${fromRun('ORGANIZATION')}`;
const connectionString = fromRun('URL');
const connections = Number(fromRun('CONNECTIONS'));
const clients = await Promise.all(Array.from({ length: connections }, open));

async function open(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, options });
  await client.connect();
  return client;
}

async function loop(milliseconds: number) {
  const started = performance.now();
  const latencies: number[] = [];
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() - started < milliseconds) {
        const begun = performance.now();
        await client.query({ ...statement, rowMode: 'array' });
        latencies.push(performance.now() - begun);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  return { requests: latencies.length, seconds, latencies };
}

process.on('message', (message: { loop?: number }) => {
  if (message.loop === undefined) return;
  void loop(message.loop).then((result) => process.send?.({ loop: result }));
});
process.send?.({ port: 0 });
