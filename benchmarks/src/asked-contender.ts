import { ask, type Running } from './candidates.js';
import { postBytes } from './driver.js';
import type { Call } from './items/work-item.js';
import { type Contender, overHttp, shotsInTurn } from './rounds.js';

/** A server that is asked these calls in turn; each is asked once before, for the length it has. */
export async function askedContender(
  name: string,
  running: Running,
  calls: readonly Call[],
): Promise<Contender> {
  const { process, headers } = running;
  const bytes: number[] = [];
  for (const call of calls) bytes.push((await ask(running, call)).bytes);
  const requests = calls.map((call) => postBytes({ port: process.port, ...call, headers }));
  return overHttp(name, process, shotsInTurn(requests, bytes));
}
