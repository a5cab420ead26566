import { askedContender } from './asked-contender.js';
import { startField, type Field } from './candidates.js';
import { endRun, stopAll } from './children.js';
import { openBenchDatabase, type BenchDatabase } from './database.js';
import { measureDocuments } from './documents/run-documents.js';
import { measureAnalytics } from './analytics/run-analytics.js';
import { measureGrowth } from './growth.js';
import { readItems } from './items/items.js';
import type { Call, Candidate, Material } from './items/work-item.js';
import { measureLedger } from './ledger/run-ledger.js';
import { gatherMaterial } from './material.js';
import { mutationLoad, runMutationItem } from './mutation-item.js';
import { type Options, readOptions, USAGE } from './options.js';
import { residentMegabytes } from './process-facts.js';
import { profileItem, profileMutation } from './profile-item.js';
import { itemLines, runReadItem } from './read-items.js';
import { runRefusalItem } from './refusal-item.js';
import { keepResults } from './report/keep.js';
import { figureLines, growthLines } from './report/lines.js';
import { emptyResults, type Results } from './results.js';
import type { Contender, RoundPlan } from './rounds.js';
import { settle } from './settle.js';
import { measureCompositions, measureStarts } from './starts.js';
import { rounded } from './statistics.js';
import { measureWalls } from './walls.js';

const CONNECTIONS = 16;
const PARTS = [
  'mutation',
  'refusal',
  'growth',
  'ledger',
  'analytics',
  'documents',
  'memory',
  'walls',
  'composition',
  'start',
];

/** Parts with servers of their own. */
const APART = new Set(['ledger', 'analytics', 'documents', 'composition', 'start']);

/** Parts that say nothing when they are short: a quick run has them by name only. */
const LONG = new Set(['walls']);

/** Parts with large data of their own: only those who ask for them have them. */
const LARGE = new Set(['ledger', 'analytics', 'documents']);

/** Everything that the parts of one run share. */
interface Run {
  options: Options;
  database: BenchDatabase;
  plan: RoundPlan;
  results: Results;
  wants(part: string): boolean;
  /** What was measured so far is kept: a later part may fail. */
  keep(): void;
}

/** Runs what the command line asks for; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const known = [...readItems.map(({ key }) => key), ...PARTS];
  const unknown = options.only.filter((part) => !known.includes(part));
  if (unknown.length > 0) {
    process.stderr.write(`${USAGE}\nUnknown: ${unknown.join(', ')}. Known: ${known.join(', ')}.\n`);
    return 64;
  }
  let database: BenchDatabase | undefined;
  // Whatever the run waits for then fails, and it ends by its own way out.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void endRun());
  try {
    database = await openBenchDatabase(options, say);
    await measure(options, database);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 1;
  } finally {
    await stopAll();
    await database?.stop();
  }
}

async function measure(options: Options, database: BenchDatabase): Promise<void> {
  const { only, profile, quick, all, scale } = options;
  const isUsual = (part: string): boolean =>
    !(quick && LONG.has(part)) && (all || !LARGE.has(part));
  const results = emptyResults(options, database);
  const run: Run = {
    options,
    database,
    plan: { ...scale, connections: CONNECTIONS, databasePid: database.pid },
    results,
    wants: (part) => (only.length === 0 ? isUsual(part) : only.includes(part)),
    // Parts of a quick run are not even a trend.
    keep: () =>
      void (profile || (quick && only.length > 0) || say(`kept: ${keepResults(results)}`)),
  };
  if (only.length === 0 || only.some((part) => !APART.has(part))) await served(run);
  if (!profile) await unserved(run);
}

/** The parts that need the servers; they are stopped afterwards. */
async function served(run: Run): Promise<void> {
  const { database, options, plan, results, wants } = run;
  const field = await startField(database);
  const material = await gatherMaterial(database, field);
  await settle(await settling(field, material), { ...options.scale, connections: CONNECTIONS });
  for (const item of readItems.filter(({ key }) => wants(key))) {
    if (options.profile) {
      say(...(await profileItem(item, field.bureau, material)), '');
      continue;
    }
    const result = await runReadItem(item, { field, material, plan });
    results.items.push(result);
    say(...itemLines(result), '');
  }
  if (!options.profile) await moreItems(run, field, material);
  else if (wants('mutation')) say(...(await profileMutation(await mutationLoad(database, field))));
  if (wants('memory')) results.figures.push(memoryAfterLoad(field));
  await stopAll();
  run.keep();
  if (wants('walls') && !options.profile) {
    const figures = await measureWalls(database, material, {
      ...shorter(plan),
      settleMs: options.scale.settleMs,
    });
    results.figures.push(...figures);
    say(...figureLines(figures), '');
    run.keep();
  }
}

/** The servers, and what they are driven with before anything is timed: the point query. */
function settling(field: Field, material: Material): Promise<Contender[]> {
  const [point] = readItems;
  const calls = Object.entries(point?.calls(material) ?? {}) as [Candidate, Call[]][];
  return Promise.all(
    calls.map(([candidate, list]) => askedContender(candidate, field[candidate], list)),
  );
}

async function moreItems(run: Run, field: Field, material: Material): Promise<void> {
  const { database, plan, results, wants } = run;
  if (wants('refusal')) {
    const result = await runRefusalItem(database, field, plan);
    results.items.push(result);
    say(...itemLines(result), '');
  }
  if (wants('mutation')) {
    const result = await runMutationItem(database, field, plan);
    results.items.push(result);
    say(...itemLines(result), '');
  }
  if (!wants('growth')) return;
  const { growth, figures } = await measureGrowth(field, material, shorter(plan));
  results.growth.push(...growth);
  results.figures.push(...figures);
  say(...growthLines(growth), ...figureLines(figures), '');
}

/** The parts that start servers of their own. */
async function unserved({ database, options, plan, results, wants, keep }: Run): Promise<void> {
  if (wants('ledger')) {
    const { lines } = options.scale;
    const { items, figures } = await measureLedger(database, { lines, plan, log: say });
    results.items.push(...items);
    results.figures.push(...figures);
    keep();
  }
  if (wants('analytics')) {
    const { lines } = options.scale;
    const { items, figures } = await measureAnalytics(database, { lines, plan, log: say });
    results.items.push(...items);
    results.figures.push(...figures);
    keep();
  }
  if (wants('documents')) {
    const { documents, searches } = options.scale;
    const figures = await measureDocuments(database, { documents, searches, log: say });
    results.figures.push(...figures);
    say(...figureLines(figures), '');
    keep();
  }
  if (wants('composition')) {
    const growth = await measureCompositions(options.scale);
    results.growth.push(growth);
    say(...growthLines([growth]), '');
    keep();
  }
  if (wants('start')) {
    const { growth, figures } = await measureStarts(database, options.scale);
    results.growth.push(growth);
    results.figures.push(...figures);
    say(...growthLines([growth]), ...figureLines(figures), '');
    keep();
  }
}

/** Series of many points get less time each. */
function shorter(plan: RoundPlan): RoundPlan {
  return { ...plan, warmUpMs: plan.warmUpMs / 2, roundMs: plan.roundMs / 2 };
}

function memoryAfterLoad({ bureau }: Field) {
  return {
    key: 'rssLoaded',
    title: 'Resident memory of the server after all load',
    value: rounded(residentMegabytes(bureau.process.pid) ?? Number.NaN, 3),
    unit: 'MB',
  };
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
