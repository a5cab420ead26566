import { ask, type Running } from './candidates.js';
import { drive, postBytes } from './driver.js';
import type { Call } from './items/work-item.js';
import { shotsInTurn } from './rounds.js';

/**
 * Drives servers that have just started, one after the other, until their engine has compiled what
 * every request runs: the first two thousand requests take V8 two to three times the CPU of those
 * after ten thousand, and a server in use is past them.
 */
export async function settle(
  running: readonly { server: Running; calls: readonly Call[] }[],
  { connections, settleMs }: { connections: number; settleMs: number },
): Promise<void> {
  for (const { server, calls } of running) {
    const { process, headers } = server;
    const bytes: number[] = [];
    for (const call of calls) bytes.push((await ask(server, call)).bytes);
    const requests = calls.map((call) => postBytes({ port: process.port, ...call, headers }));
    const next = shotsInTurn(requests, bytes);
    await drive({ port: process.port, connections, milliseconds: settleMs, next });
  }
}
