import type { Runtime } from '../context/runtime.js';
import type { BackgroundOptions, BackgroundService } from '../services/background.js';
import { loopService } from '../services/loop-service.js';
import { sweepFiles } from './sweep.js';

const SWEEP_MS = 60_000;

/** Takes back, once a minute, what nobody waits for (`sweepFiles`). */
export function createFileSweeper(
  runtime: Runtime,
  { workerUrl }: BackgroundOptions,
): BackgroundService {
  return loopService({
    name: 'files',
    log: runtime.log,
    workerUrl,
    pollMs: SWEEP_MS,
    turn: async ({ pool }) => {
      if (runtime.files) await sweepFiles(pool.run, runtime.files, runtime.clock());
      return true;
    },
  });
}
