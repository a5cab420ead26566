import { setTimeout as sleep } from 'node:timers/promises';
import type { Postmaster } from './postmaster.js';
import { isAlive } from './process-identity.js';

/** Told in plain words what happens to the database under a running server. */
export type DatabaseListener = (message: string, data: Record<string, unknown>) => void;

export interface SupervisorOptions {
  postmaster: Postmaster;
  /** Starts it again on the same port, or finds it running; throws when it cannot. */
  revive(): Promise<Postmaster>;
  listener: DatabaseListener;
}

/** Watches one postmaster. */
export interface Supervisor {
  /** Waits for a start that is under way; nothing is started afterwards. */
  stop(): Promise<void>;
}

// Elsewhere a look starts a program.
const lookEveryMs = process.platform === 'linux' ? 200 : 2_000;
const againMs = 500;

/**
 * Starts the database again when it dies under the server, killed or crashed. Its connections are
 * lost and what they had not committed with them; the server's URLs stay good. It is tried for as
 * long as the server runs: what is left of the old processes may need a moment to end.
 */
export function supervise({ postmaster, revive, listener }: SupervisorOptions): Supervisor {
  let current = postmaster;
  let stopped = false;

  async function look(): Promise<void> {
    if (isAlive(current)) return;
    listener('the embedded database died; it is started again', { postmaster: current.pid });
    while (!stopped) {
      try {
        current = await revive();
        listener('the embedded database runs again', { postmaster: current.pid });
        return;
      } catch (error) {
        listener('the embedded database does not start yet', { err: error });
        await sleep(againMs, undefined, { ref: false });
      }
    }
  }

  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = undefined));
  }, lookEveryMs);
  timer.unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}
