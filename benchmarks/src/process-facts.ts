import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** Seconds of CPU that a process has used; undefined where /proc does not tell (not Linux). */
export function cpuSeconds(pid: number): number | undefined {
  const fields = statOf(pid);
  return fields && (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The same of a process with all its children, those that are gone too: a PostgreSQL server. */
export function cpuSecondsOfTree(pid: number): number | undefined {
  const own = statOf(pid);
  if (!own) return undefined;
  const ended = Number(own[13]) + Number(own[14]);
  const children = processes().filter((child) => Number(statOf(child)?.[1]) === pid);
  const living = children.map((child) => cpuSeconds(child) ?? 0);
  const sum = living.reduce((left, right) => left + right, 0);
  return (cpuSeconds(pid) ?? 0) + ended / TICKS_PER_SECOND + sum;
}

/** Resident memory of a process in MB. */
export function residentMegabytes(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
  } catch {
    return undefined;
  }
}

/** The fields of /proc/PID/stat after the name, which may hold spaces: state is the first. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function processes(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}
