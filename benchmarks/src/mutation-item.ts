import pg from 'pg';
import type { Field } from './candidates.js';
import { startPeer } from './children.js';
import type { BenchDatabase } from './database.js';
import { postBytes, type Answer, type LoadResult, type Shot } from './driver.js';
import { encodeId } from '@bureau/core';
import { ratiosOf } from './read-items.js';
import type { ItemResult } from './results.js';
import { inTurns, overHttp, type Contender, type RoundPlan } from './rounds.js';

interface Target {
  id: string;
  version: number;
}

const CONNECTIONS = 32;
const TARGETS = 8;

const TITLE = 'One update with version check and audit';

const UPDATE = `mutation Update($input: AssetUpdateInput!) { assetUpdate(input: $input) {
  asset { id version note } userErrors { code message } } }`.replaceAll(/\s+/g, ' ');
const CLEAN = '"userErrors":[]';

/** The gateway under this load, to be timed or looked into. */
export interface MutationLoad {
  title: string;
  connections: number;
  bureau: Contender;
  /** Records that the load leaves alone, as many as its own. */
  others: Target[][];
}

/** Each connection has records of its own: nothing waits for a row. */
export async function mutationLoad(database: BenchDatabase, field: Field): Promise<MutationLoad> {
  const records = await recordsOf(database, 2 * CONNECTIONS * TARGETS);
  const groups = Array.from({ length: 2 * CONNECTIONS }, (_, index) =>
    records.slice(index * TARGETS, (index + 1) * TARGETS),
  );
  const { process: server, headers } = field.bureau;
  const next = updates(groups.slice(0, CONNECTIONS), { port: server.port, headers });
  const bureau = overHttp('bureau', server, next);
  return { title: TITLE, connections: CONNECTIONS, bureau, others: groups.slice(CONNECTIONS) };
}

/**
 * One update with version check and audit, against the same statements sent to PostgreSQL by
 * themselves.
 */
export async function runMutationItem(
  database: BenchDatabase,
  field: Field,
  plan: RoundPlan,
): Promise<ItemResult> {
  const { title, connections, bureau, others } = await mutationLoad(database, field);
  const statements = await statementLoop(database, others);
  const candidates = await inTurns([bureau, statements], { ...plan, connections });
  await statements.process.stop();
  const ratios = ratiosOf(candidates);
  return { key: 'mutation', title, connections, candidates, ratios, goals: { statements: 0.3 } };
}

async function recordsOf({ urls, seeded }: BenchDatabase, count: number): Promise<Target[]> {
  const client = new pg.Client({ connectionString: urls.reader });
  await client.connect();
  const { rows } = await client.query<Target>(
    `select id, version from assets.asset where organization_id = $1 and state = 'IN_USE'
     order by md5(tag) desc limit $2`,
    [seeded.organizationId, count],
  );
  await client.end();
  if (rows.length < count) throw new Error('There are too few assets to change.');
  return rows;
}

async function statementLoop(database: BenchDatabase, groups: Target[][]): Promise<Contender> {
  const process = await startPeer('statement-loop.js', {
    APP_URL: database.urls.app,
    ORGANIZATION: database.seeded.organizationId,
    TARGETS: JSON.stringify(groups),
  });
  const run: Contender['run'] = async (_connections, milliseconds) => {
    const result = (await process.ask({ loop: milliseconds })) as LoadResult;
    const latencies = Float64Array.from(result.latencies).sort();
    return { ...result, latencies, refused: 0 };
  };
  return { name: 'statements', process, run };
}

/** Requests that know the version which the one before them made. */
function updates(
  groups: readonly Target[][],
  to: { port: number; headers: Readonly<Record<string, string>> },
): (connection: number) => Shot {
  const turns = new Map<number, number>();
  const accept = ({ status, start }: Answer): boolean => status === 200 && start.includes(CLEAN);
  return (connection) => {
    const turn = turns.get(connection) ?? 0;
    turns.set(connection, turn + 1);
    const target = groups[connection]?.[turn % TARGETS];
    if (!target) throw new Error('There is nothing to change.');
    const input = {
      id: encodeId('ast', target.id),
      expectedVersion: target.version++,
      note: `note ${target.version}`,
    };
    const body = { query: UPDATE, variables: { input } };
    return { request: postBytes({ ...to, path: '/graphql', body }), accept };
  };
}
