import type { Runtime } from '../context/runtime.js';
import { WorkerPool } from '../context/worker-pool.js';
import type { BackgroundOptions, BackgroundService } from '../services/background.js';
import { Loop } from '../services/loop.js';
import { meetDeadlines } from './deadlines.js';

const MINUTE_MS = 60_000;

/** Looks once a minute for requests for approval whose time is over, or whose reminder is due. */
export function createApprovalDeadlines(
  runtime: Runtime,
  { workerUrl }: BackgroundOptions,
): BackgroundService {
  const pool = new WorkerPool({ url: workerUrl, poolSize: 1 });
  const loop = new Loop({
    name: 'approvals',
    log: runtime.log,
    pollMs: MINUTE_MS,
    turn: async () => {
      await meetDeadlines(runtime, pool.run, () => loop.stopping);
      return true;
    },
  });
  return {
    name: 'approvals',
    start: () => loop.start(),
    wake: () => loop.wake(),
    settled: () => loop.settled(),
    stop: async () => {
      await loop.stop();
      await pool.close();
    },
  };
}
