import { ReadPool } from '../context/pools.js';
import type { Runtime } from '../context/runtime.js';
import type { BackgroundOptions, BackgroundService } from '../services/background.js';
import { sweepFiles } from './sweep.js';

const SWEEP_MS = 60_000;

/** Takes back, once a minute, what nobody waits for (`sweepFiles`). */
export function createFileSweeper(
  runtime: Runtime,
  { workerUrl }: BackgroundOptions,
): BackgroundService {
  const pool = new ReadPool({ url: workerUrl, poolSize: 1 });
  let timer: NodeJS.Timeout | undefined;
  let under: Promise<void> | undefined;
  const sweep = async (): Promise<void> => {
    if (!runtime.files) return;
    await sweepFiles(pool, runtime.files).catch((error: unknown) => {
      runtime.log.warn({ error: String(error) }, 'files cannot be swept');
    });
  };
  const wake = (): Promise<void> => (under ??= sweep().finally(() => (under = undefined)));
  return {
    name: 'files',
    start: () => {
      timer ??= setInterval(() => void wake(), SWEEP_MS).unref();
    },
    wake: () => void wake(),
    settled: wake,
    stop: async () => {
      clearInterval(timer);
      await under;
      await pool.close();
    },
  };
}
