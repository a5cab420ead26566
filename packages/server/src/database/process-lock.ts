import { renameSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { DatabaseStartError } from './errors.js';
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity.js';
import { createJson, readJson } from './state-file.js';

export const processIdentity = z.object({
  pid: z.number().int().positive(),
  startedAt: z.string().nullable(),
});

/** A held lock file; `release` removes it and may be called twice. */
export interface ProcessLock {
  release(): void;
}

/**
 * Takes the lock file, or tells which living process holds it. A file left by a dead process is
 * set aside first. The same process may hold it only once.
 */
export function tryLock(file: string): ProcessLock | { holder: ProcessIdentity } {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (createJson(file, ownIdentity())) return heldLock(file);
    const holder = readHolder(file);
    if (holder && isAlive(holder)) return { holder };
    setAside(file);
  }
  throw new DatabaseStartError(`The lock file ${file} cannot be taken.`, 'Start again.');
}

/** As `tryLock`, but waits for a living holder. Throws DatabaseStartError after `timeoutMs`. */
export async function waitForLock(file: string, timeoutMs: number): Promise<ProcessLock> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const lock = tryLock(file);
    if ('release' in lock) return lock;
    if (Date.now() > until) {
      throw new DatabaseStartError(
        `Process ${lock.holder.pid} has been starting or stopping the database for too long.`,
        `Look at that process; when it hangs, end it and start again (lock file ${file}).`,
      );
    }
    await sleep(25);
  }
}

function heldLock(file: string): ProcessLock {
  let held = true;
  return {
    release() {
      if (held) rmSync(file, { force: true });
      held = false;
    },
  };
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    return processIdentity.safeParse(readJson(file)).data;
  } catch {
    return undefined;
  }
}

/**
 * Removes the file of a dead holder. It is renamed before it is removed, and looked at again: of
 * two processes that found the same dead holder, the slower one would otherwise remove the new lock
 * of the faster one.
 */
function setAside(file: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const holder = readHolder(aside);
  if (holder && isAlive(holder)) createJson(file, holder);
  rmSync(aside, { force: true });
}
