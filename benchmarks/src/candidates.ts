import { startBureau, startPeer, type ServerProcess } from './children.js';
import type { BenchDatabase } from './database.js';
import type { Call, Candidate } from './items/work-item.js';

/** A running candidate and how it is addressed. */
export interface Running {
  process: ServerProcess;
  headers: Readonly<Record<string, string>>;
}

export type Field = Readonly<Record<Candidate, Running>>;

/** Starts the platform as `npm start` runs it, and the peers, on one database. */
export async function startField(database: BenchDatabase): Promise<Field> {
  const { urls, seeded } = database;
  const env = {
    READER_URL: urls.reader,
    ORGANIZATION: seeded.organizationId,
    TOKEN: seeded.tokens.benchmark,
  };
  const headers = { authorization: `Bearer ${seeded.tokens.benchmark}` };
  const bureau = await startBureau(bureauEnvironment(database));
  const sql = await startPeer('peers/sql-server.js', env);
  const postgraphile = await startPeer('peers/postgraphile-server.js', env);
  const naive = await startPeer('peers/naive/naive-server.js', env);
  return {
    bureau: { process: bureau, headers },
    sql: { process: sql, headers: {} },
    postgraphile: { process: postgraphile, headers: {} },
    postgraphileOffset: { process: postgraphile, headers: {} },
    naive: { process: naive, headers },
  };
}

/** Settings of a server on the benchmark's database: production, no demo, a free port. */
export function bureauEnvironment(database: BenchDatabase): Record<string, string> {
  return {
    DATABASE_URL: database.urls.app,
    DATA_DIR: database.serverDir,
    PORT: '0',
    BUREAU_DEMO: '0',
    LOG_LEVEL: 'warn',
  };
}

/** One request outside the timing. @throws Error on any error in the answer. */
export async function ask(running: Running, call: Call): Promise<{ data: unknown; bytes: number }> {
  const response = await fetch(`http://127.0.0.1:${running.process.port}${call.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...running.headers },
    body: JSON.stringify(call.body),
  });
  const text = await response.text();
  const answer = text.startsWith('{')
    ? (JSON.parse(text) as { data?: unknown; errors?: unknown })
    : { errors: text };
  if (!response.ok || answer.errors !== undefined) {
    throw new Error(`${response.status} for ${JSON.stringify(call.body)}: ${text.slice(0, 2_000)}`);
  }
  return { data: answer.data, bytes: Buffer.byteLength(text) };
}
