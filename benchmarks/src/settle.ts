import type { Contender } from './rounds.js';

/**
 * Drives servers that have just started, one after the other, until their engine has compiled what
 * every request runs: the first two thousand requests take V8 two to three times the CPU of those
 * after ten thousand, and a server in use is past them.
 */
export async function settle(
  contenders: readonly Contender[],
  { connections, settleMs }: { connections: number; settleMs: number },
): Promise<void> {
  for (const contender of contenders) await contender.run(connections, settleMs);
}
