import pg from 'pg';
import { fromRun } from '../peers/listen.js';
import { answerRounds } from '../repeated-work.js';

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

answerRounds(clients.map((client) => () => client.query({ ...statement, rowMode: 'array' })));
