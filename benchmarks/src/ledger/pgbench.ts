import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServerProcess } from '../children.js';
import type { Contender } from '../rounds.js';

/** Whether PostgreSQL's own driver is there; without it nothing is compared with it. */
export function hasPgbench(): boolean {
  try {
    execFileSync('pgbench', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A script of pgbench as a contender: prepared statements, one transaction a run of the script. */
export function pgbenchContender(
  name: string,
  script: string,
  at: { url: string; organizationId: string },
): Contender {
  const folder = mkdtempSync(path.join(tmpdir(), 'bureau-pgbench-'));
  const file = path.join(folder, 'script.sql');
  writeFileSync(file, script);
  const run: Contender['run'] = async (connections, milliseconds) => {
    const seconds = Math.max(1, Math.round(milliseconds / 1_000));
    const load = ['-c', String(connections), '-j', '1', '-T', String(seconds)];
    const text = await pgbench([...load, '-n', '-M', 'prepared', '-f', file, at.url], {
      PGOPTIONS: `-c app.organization_id=${at.organizationId}`,
    });
    const rate = Number(/tps = ([\d.]+)/.exec(text)?.[1]);
    const failed = Number(/number of failed transactions: (\d+)/.exec(text)?.[1] ?? 0);
    const latency = Number(/latency average = ([\d.]+)/.exec(text)?.[1]);
    const requests = Math.round(rate * seconds);
    return { requests, seconds, latencies: Float64Array.of(latency), refused: failed };
  };
  const stop = (): Promise<void> => {
    rmSync(folder, { recursive: true, force: true });
    return Promise.resolve();
  };
  const process: ServerProcess = { pid: 0, port: 0, ask: () => Promise.resolve(), stop };
  return { name, process, run };
}

function pgbench(args: string[], env: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env: { PATH: process.env['PATH'], ...env } };
    execFile('pgbench', args, options, (error, stdout, stderr) => {
      if (error) reject(new Error(`pgbench: ${stderr.slice(-2_000)}`));
      else resolve(stdout);
    });
  });
}
