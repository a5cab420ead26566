import type { Log } from '../context/runtime.js';
import { WorkerPool } from '../context/worker-pool.js';
import type { BackgroundService } from './background.js';
import { Loop } from './loop.js';

/** What a turn works with. */
export interface Turn {
  /** Connections of the worker role. */
  readonly pool: WorkerPool;
  /** Whether a long turn should end soon. */
  isStopping(): boolean;
}

export interface LoopServiceOptions {
  /** For logs and health: `retention`. */
  name: string;
  log: Log;
  /** URL of the worker role. */
  workerUrl: string;
  /** Milliseconds between two looks when nobody calls. */
  pollMs: number;
  /** Connections. Default 1. */
  poolSize?: number;
  /** Does what can be done; true when nothing is left that could be done now. */
  turn(turn: Turn): Promise<boolean>;
}

/** A service that looks by the clock, over connections of its own that are closed with it. */
export function loopService(options: LoopServiceOptions): BackgroundService {
  const { name, log, workerUrl, pollMs, poolSize = 1 } = options;
  const pool = new WorkerPool({ url: workerUrl, poolSize });
  const turn: Turn = { pool, isStopping: () => loop.stopping };
  const loop = new Loop({ name, log, pollMs, turn: () => options.turn(turn) });
  return {
    name,
    start: () => loop.start(),
    wake: () => loop.wake(),
    settled: () => loop.settled(),
    stop: async () => {
      await loop.stop();
      await pool.close();
    },
  };
}
