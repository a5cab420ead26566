import path from 'node:path';
import { DatabaseStartError } from './errors.js';
import { type ProcessLock, tryLock } from './process-lock.js';

/**
 * One server per DATA_DIR: DATA_DIR/server.json names the process that holds it.
 * @throws DatabaseStartError naming the process that runs already.
 */
export function lockServer(dataDir: string): ProcessLock {
  const file = path.join(dataDir, 'server.json');
  const lock = tryLock(file);
  if ('release' in lock) return lock;
  throw new DatabaseStartError(
    `A Bureau server (process ${lock.holder.pid}) already runs on ${dataDir}.`,
    `Stop process ${lock.holder.pid}, or give this one another DATA_DIR.`,
  );
}
