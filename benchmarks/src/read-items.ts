import type { Field } from './candidates.js';
import { checkAnswers, type Checked } from './compare.js';
import { postBytes } from './driver.js';
import {
  CANDIDATE_TITLES,
  type Candidate,
  type Material,
  type WorkItem,
} from './items/work-item.js';
import type { ItemResult } from './results.js';
import {
  inTurns,
  overHttp,
  ratio,
  shotsInTurn,
  type Contender,
  type Measured,
  type RoundPlan,
} from './rounds.js';

/** Compares the answers of an item, then times it. */
export async function runReadItem(
  item: WorkItem,
  at: { field: Field; material: Material; plan: RoundPlan },
): Promise<ItemResult> {
  const checked = await checkAnswers(item, at.field, at.material);
  const contenders = checked.map((one) => contenderOf(one, at.field));
  const plan = { ...at.plan, ...item.load };
  const candidates = await inTurns(contenders, plan);
  const { key, title, goals } = item;
  const { connections } = plan;
  return { key, title, connections, candidates, ratios: ratiosOf(candidates), goals };
}

/** How many times faster the first candidate is than each other one. */
export function ratiosOf([own, ...others]: readonly Measured[]): Record<string, number> {
  return Object.fromEntries(others.map((one) => [one.name, own ? ratio(own, one) : Number.NaN]));
}

function contenderOf({ candidate, calls, bytes }: Checked, field: Field): Contender {
  const { process, headers } = field[candidate];
  const requests = calls.map(({ path, body }) =>
    postBytes({ port: process.port, path, body, headers }),
  );
  return overHttp(candidate, process, shotsInTurn(requests, bytes));
}

/** Lines for people: one for each candidate. */
export function itemLines(result: ItemResult): string[] {
  const lines = result.candidates.map((one) => {
    const name = (CANDIDATE_TITLES[one.name as Candidate] ?? one.name).padEnd(24);
    const speed = `${one.requestsPerSecond.toFixed(0)}/s`.padStart(9);
    const times = `p50 ${one.p50.toFixed(2)} ms, p99 ${one.p99.toFixed(2)} ms`.padEnd(32);
    const cpu = `CPU ${one.serverCpu ?? '?'} + ${one.databaseCpu ?? '?'} ms`.padEnd(24);
    return `  ${name}${speed}  ${times}${cpu}${against(result, one.name)}`;
  });
  return [`${result.title} (${result.connections} connections)`, ...lines];
}

function against({ ratios, goals }: ItemResult, candidate: string): string {
  const reached = ratios[candidate];
  if (reached === undefined) return '';
  const goal = goals[candidate as Candidate];
  return `Bureau ${reached} times${goal === undefined ? '' : ` (goal ${goal})`}`;
}
