import type { ServerProcess } from './children.js';
import { drive, type Answer, type LoadResult, type Shot } from './driver.js';
import { cpuSeconds, cpuSecondsOfTree } from './process-facts.js';
import { median, percentile, rounded } from './statistics.js';

/** Something that is driven: a process, and how it is put to work for a time. */
export interface Contender {
  name: string;
  process: ServerProcess;
  run(connections: number, milliseconds: number): Promise<LoadResult>;
}

/** A contender that is driven over HTTP. */
export function overHttp(
  name: string,
  process: ServerProcess,
  next: (connection: number) => Shot,
): Contender {
  const { port } = process;
  const run: Contender['run'] = (connections, milliseconds) =>
    drive({ port, connections, milliseconds, next });
  return { name, process, run };
}

/** One round of one contender. Times in milliseconds. */
export interface Round {
  requestsPerSecond: number;
  p50: number;
  p99: number;
  /** CPU of one request; null where the system does not tell. */
  serverCpu: number | null;
  databaseCpu: number | null;
}

/** All rounds of one contender, and their medians. */
export interface Measured extends Round {
  name: string;
  rounds: Round[];
}

export interface RoundPlan {
  connections: number;
  warmUpMs: number;
  roundMs: number;
  rounds: number;
  /** Process of the PostgreSQL server. */
  databasePid: number;
}

/**
 * Drives all contenders in turn within each round, after each was warmed up: what disturbs the
 * machine disturbs all of them alike. Every second round goes the other way about.
 * @throws Error when an answer is not the one that was checked before.
 */
export async function inTurns(
  contenders: readonly Contender[],
  plan: RoundPlan,
): Promise<Measured[]> {
  const rounds = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) {
    await driven(contender, plan, plan.warmUpMs);
  }
  for (let round = 0; round < plan.rounds; round++) {
    const order = round % 2 === 0 ? contenders : [...contenders].reverse();
    for (const contender of order) {
      rounds.get(contender.name)?.push(await timed(contender, plan));
    }
  }
  return contenders.map(({ name }) => measured(name, rounds.get(name) ?? []));
}

async function timed(contender: Contender, plan: RoundPlan): Promise<Round> {
  const cpu = (): { server: number | undefined; database: number | undefined } => ({
    server: cpuSeconds(contender.process.pid),
    database: plan.databasePid > 0 ? cpuSecondsOfTree(plan.databasePid) : undefined,
  });
  const before = cpu();
  const result = await driven(contender, plan, plan.roundMs);
  const after = cpu();
  const each = (from: number | undefined, to: number | undefined): number | null =>
    from === undefined || to === undefined
      ? null
      : rounded(((to - from) * 1_000) / result.requests, 3);
  return {
    requestsPerSecond: rounded(result.requests / result.seconds),
    p50: rounded(percentile(result.latencies, 0.5)),
    p99: rounded(percentile(result.latencies, 0.99)),
    serverCpu: each(before.server, after.server),
    databaseCpu: each(before.database, after.database),
  };
}

async function driven(
  contender: Contender,
  plan: RoundPlan,
  milliseconds: number,
): Promise<LoadResult> {
  const result = await contender.run(plan.connections, milliseconds);
  const { refused, requests, wrong } = result;
  if (refused > 0) {
    throw new Error(`${contender.name}: ${refused} of ${requests} answers are wrong: ${wrong}`);
  }
  return result;
}

function measured(name: string, rounds: Round[]): Measured {
  const of = (value: (round: Round) => number): number => rounded(median(rounds.map(value)));
  const ofCpu = (value: (round: Round) => number | null): number | null => {
    const known = rounds.map(value).filter((one) => one !== null);
    return known.length === 0 ? null : rounded(median(known), 3);
  };
  return {
    name,
    requestsPerSecond: of((round) => round.requestsPerSecond),
    p50: of((round) => round.p50),
    p99: of((round) => round.p99),
    serverCpu: ofCpu((round) => round.serverCpu),
    databaseCpu: ofCpu((round) => round.databaseCpu),
    rounds,
  };
}

/** The median over the rounds of how many times faster `one` is than `other`. */
export function ratio(one: Measured, other: Measured): number {
  const ratios = one.rounds.map(
    (round, index) => round.requestsPerSecond / (other.rounds[index]?.requestsPerSecond ?? NaN),
  );
  return rounded(median(ratios), 3);
}

/** Shots in turn for each connection, each with the length that its answer must have. */
export function shotsInTurn(
  requests: readonly Buffer[],
  bytes: readonly number[],
): (connection: number) => Shot {
  const shots = requests.map((request, index) => ({
    request,
    accept: ({ status, length }: Answer) =>
      status === 200 && (length < 0 || length === bytes[index]),
  }));
  const places = new Map<number, number>();
  return (connection) => {
    const place = (places.get(connection) ?? connection * 7) + 1;
    places.set(connection, place);
    const shot = shots[place % shots.length];
    if (!shot) throw new Error('There is nothing to send.');
    return shot;
  };
}
