import { startPeer } from '../children.js';
import type { LoadResult } from '../driver.js';
import type { Contender } from '../rounds.js';

/** A statement that is sent over and over on connections of its own, which stay open. */
export interface SqlLoop {
  url: string;
  organizationId: string;
  text: string;
  connections: number;
  /** Prepared once on each connection; else planned each time with its values, as reports are. */
  isPrepared: boolean;
}

/** PostgreSQL by itself as a contender: nothing between it and the statement. */
export function sqlContender(name: string, loop: SqlLoop): Promise<Contender> {
  return loopContender(name, 'ledger/sql-loop.js', {
    URL: loop.url,
    ORGANIZATION: loop.organizationId,
    STATEMENT: JSON.stringify({ text: loop.text, name: loop.isPrepared ? 'loop' : undefined }),
    CONNECTIONS: String(loop.connections),
  });
}

/** A process that repeats its work on connections of its own (`answerRounds`). */
async function loopContender(
  name: string,
  module: string,
  env: Readonly<Record<string, string>>,
): Promise<Contender> {
  const process = await startPeer(module, env);
  const run: Contender['run'] = async (_connections, milliseconds) => {
    const result = (await process.ask({ loop: milliseconds })) as LoadResult;
    return { ...result, latencies: Float64Array.from(result.latencies).sort(), refused: 0 };
  };
  return { name, process, run };
}
