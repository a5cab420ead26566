import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A process that cannot be mistaken for a later one that got the same number. `startedAt` is an
 * opaque text (boot id and clock ticks on Linux, the start time of `ps` on other Unixes), or null
 * where the platform tells neither; then only the number counts.
 */
export interface ProcessIdentity {
  pid: number;
  startedAt: string | null;
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAt: startTime(process.pid) };
}

/** The identity of a running process, or null when nothing runs under that number. */
export function identityOf(pid: number): ProcessIdentity | null {
  if (!isRunning(pid)) return null;
  return { pid, startedAt: startTime(pid) };
}

/** Whether exactly this process still runs; a zombie or a reused number does not count. */
export function isAlive(identity: ProcessIdentity): boolean {
  if (!isRunning(identity.pid)) return false;
  const startedAt = startTime(identity.pid);
  return identity.startedAt === null || startedAt === identity.startedAt;
}

export function sameProcess(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return a.pid === b.pid && a.startedAt === b.startedAt;
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return process.platform !== 'linux' || statFields(pid)?.[0] !== 'Z';
}

function startTime(pid: number): string | null {
  if (process.platform === 'linux') {
    const ticks = statFields(pid)?.[19];
    return ticks === undefined ? null : `${bootId()}:${ticks}`;
  }
  if (process.platform === 'win32') return null;
  const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return ps.status === 0 && ps.stdout.trim() ? ps.stdout.trim() : null;
}

/** Fields of /proc/<pid>/stat from the third (state) on; the second may hold any character. */
function statFields(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

// Ticks are counted from the boot: without its id a process of the boot before could match.
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return 'boot';
  }
}
