import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { fromRun, listenForRun } from './listen.js';
import { sqlOperations } from './sql-statements.js';

/**
 * The peer that does nothing twice: a bare `node:http` server, one prepared statement for each
 * operation, the answer made by PostgreSQL. No authorization; the organization comes by parameter.
 */
const pool = new pg.Pool({ connectionString: fromRun('READER_URL'), max: 10 });

async function answer(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const values = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
  const name = (request.url ?? '').slice(1);
  if (name === 'typename') return '{"data":{"__typename":"Query"}}';
  const operation = sqlOperations[name];
  if (!operation) throw new Error(`No operation ${name}.`);
  const result = await pool.query<{ body: string }>({
    name,
    text: operation.text,
    values: operation.parameters.map((parameter) => values[parameter]),
  });
  return result.rows[0]?.body ?? '{"data":null}';
}

const server = createServer((request, response) => {
  answer(request).then(
    (body) => {
      const length = Buffer.byteLength(body);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': length });
      response.end(body);
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      response.writeHead(500).end();
    },
  );
});
listenForRun(server);
