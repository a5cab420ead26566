import type { Runtime } from '../context/runtime.js';
import type { BackgroundOptions, BackgroundService } from '../services/background.js';
import { loopService } from '../services/loop-service.js';
import { meetDeadlines } from './deadlines.js';

const MINUTE_MS = 60_000;

/** Looks once a minute for requests for approval whose time is over, or whose reminder is due. */
export function createApprovalDeadlines(
  runtime: Runtime,
  { workerUrl }: BackgroundOptions,
): BackgroundService {
  return loopService({
    name: 'approvals',
    log: runtime.log,
    workerUrl,
    pollMs: MINUTE_MS,
    turn: async ({ pool, isStopping }) => {
      await meetDeadlines(runtime, pool.run, isStopping);
      return true;
    },
  });
}
