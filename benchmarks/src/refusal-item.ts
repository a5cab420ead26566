import type { Field } from './candidates.js';
import type { BenchDatabase } from './database.js';
import { postBytes, type Answer } from './driver.js';
import { LIST, N_LIST } from './items/documents.js';
import { graphql, type Call } from './items/work-item.js';
import { ratiosOf } from './read-items.js';
import type { ItemResult } from './results.js';
import { inTurns, overHttp, type Contender, type RoundPlan } from './rounds.js';

/** What it costs to say no: the list item, asked by a caller who may not. */
export async function runRefusalItem(
  { seeded }: BenchDatabase,
  field: Field,
  plan: RoundPlan,
): Promise<ItemResult> {
  const variables = { first: 50 };
  const refused = `Bearer ${seeded.tokens.refused}`;
  const contenders = [
    await refusedContender('bureau', field, { call: graphql(LIST, variables), refused }),
    await refusedContender('naive', field, { call: graphql(N_LIST, variables), refused }),
  ];
  const candidates = await inTurns(contenders, plan);
  return {
    key: 'refusal',
    title: 'A refusal: the list item without the permission',
    connections: plan.connections,
    candidates,
    ratios: ratiosOf(candidates),
    goals: {},
  };
}

async function refusedContender(
  name: 'bureau' | 'naive',
  field: Field,
  { call, refused }: { call: Call; refused: string },
): Promise<Contender> {
  const { process } = field[name];
  const headers = { authorization: refused };
  const response = await fetch(`http://127.0.0.1:${process.port}${call.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(call.body),
  });
  const text = await response.text();
  const answer = JSON.parse(text) as { errors?: unknown[] };
  if (!answer.errors?.length) throw new Error(`${name} refused nothing: ${text.slice(0, 200)}`);
  const request = postBytes({ port: process.port, ...call, headers });
  const length = Buffer.byteLength(text);
  const accept = (given: Answer): boolean =>
    given.status === response.status && given.length === length;
  return overHttp(name, process, () => ({ request, accept }));
}
