import type { Runtime } from '../context/runtime.js';
import type { BackgroundOptions, BackgroundService } from '../services/background.js';
import { loopService, type Turn } from '../services/loop-service.js';

const POLL_MS = 10_000;
/** Changes that are added up in one transaction: short locks, however much there is. */
const AT_ONCE = 5_000;

/**
 * Adds up what changes have put into roll-ups. Nobody waits for it: figures are the same before
 * and after, only fewer rows are read for them.
 */
export function createRollupFolder(
  runtime: Runtime,
  { workerUrl, pollMs = POLL_MS }: BackgroundOptions,
): BackgroundService {
  const tables = rollupTables(runtime);
  return loopService({
    name: 'rollups',
    log: runtime.log,
    workerUrl,
    pollMs: Math.max(pollMs, POLL_MS),
    turn: async (turn) => {
      for (const table of tables) await foldAll(turn, table);
      return true;
    },
  });
}

/** Qualified names of the tables of all plugins that have started. */
function rollupTables({ composition }: Runtime): string[] {
  return composition.plugins
    .filter(({ failure }) => failure === undefined)
    .flatMap(({ definition: { id, metrics = [] } }) =>
      metrics.flatMap(({ rollups = [] }) => rollups.map(({ table }) => `${id}.${table}`)),
    );
}

async function foldAll({ pool, isStopping }: Turn, table: string): Promise<void> {
  const waiting = await pool.run<{ id: string }>(
    `select distinct organization_id as id from ${table} where not is_folded`,
    [],
  );
  for (const { id } of waiting) {
    for (let folded = AT_ONCE; folded >= AT_ONCE && !isStopping();) {
      folded = await pool.transaction(async ({ run }) => {
        await run("select set_config('app.organization_id', $1, true)", [id]);
        const [row] = await run<{ n: string }>(`select ${table}_fold($1, $2) as n`, [id, AT_ONCE]);
        return Number(row?.n ?? 0);
      });
    }
  }
}
