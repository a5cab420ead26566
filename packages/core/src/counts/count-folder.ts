import type { Runtime } from '../context/runtime.js';
import type { BackgroundOptions, BackgroundService } from '../services/background.js';
import { loopService } from '../services/loop-service.js';

const POLL_MS = 10_000;
/** Rows of one count that are left as they are: to add them up takes no time. */
const FEW = 50;

const WAITING = `
  select organization_id as organization, counted as name from core.kept_count
  group by organization_id, counted having count(*) > $1`;

/** Adds up kept counts, so that they are read from few rows. They say the same before and after. */
export function createCountFolder(
  runtime: Runtime,
  { workerUrl, pollMs = POLL_MS }: BackgroundOptions,
): BackgroundService {
  return loopService({
    name: 'counts',
    log: runtime.log,
    workerUrl,
    pollMs: Math.max(pollMs, POLL_MS),
    turn: async ({ pool, isStopping }) => {
      const waiting = await pool.run<{ organization: string; name: string }>(WAITING, [FEW]);
      for (const { organization, name } of waiting) {
        if (isStopping()) return true;
        await pool.transaction(async ({ run }) => {
          await run("select set_config('app.organization_id', $1, true)", [organization]);
          await run('select core.fold_counts($1, $2)', [organization, name]);
        });
      }
      return true;
    },
  });
}
