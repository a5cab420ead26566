import { startField, type Field } from './candidates.js';
import { endRun, stopAll } from './children.js';
import { openBenchDatabase, type BenchDatabase } from './database.js';
import { measureDocuments } from './documents/run-documents.js';
import { measureAnalytics } from './analytics/run-analytics.js';
import { measureGrowth } from './growth.js';
import { readItems } from './items/items.js';
import type { Material } from './items/work-item.js';
import { measureLedger } from './ledger/run-ledger.js';
import { gatherMaterial } from './material.js';
import { runMutationItem } from './mutation-item.js';
import { type Options, readOptions, USAGE } from './options.js';
import { residentMegabytes } from './process-facts.js';
import { profileItem } from './profile-item.js';
import { itemLines, runReadItem } from './read-items.js';
import { runRefusalItem } from './refusal-item.js';
import { keepResults } from './report/keep.js';
import { figureLines, growthLines } from './report/lines.js';
import { emptyResults, type Results } from './results.js';
import type { RoundPlan } from './rounds.js';
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

/** Everything that the parts of one run share. */
interface Run {
  options: Options;
  database: BenchDatabase;
  plan: RoundPlan;
  results: Results;
  wants(part: string): boolean;
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
  const { only, scale } = options;
  const run: Run = {
    options,
    database,
    plan: { ...scale, connections: CONNECTIONS, databasePid: database.pid },
    results: emptyResults(options, database),
    wants: (part) => (only.length === 0 ? !(options.quick && LONG.has(part)) : only.includes(part)),
  };
  if (only.length === 0 || only.some((part) => !APART.has(part))) await served(run);
  if (options.profile) return;
  await unserved(run);
  if (only.length === 0) keepResults(run.results, say);
}

/** The parts that need the servers; they are stopped afterwards. */
async function served(run: Run): Promise<void> {
  const { database, options, plan, results, wants } = run;
  const field = await startField(database);
  const material = await gatherMaterial(database, field);
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
  if (wants('memory')) results.figures.push(memoryAfterLoad(field));
  await stopAll();
  if (wants('walls') && !options.profile) {
    const figures = await measureWalls(database, material, shorter(plan));
    results.figures.push(...figures);
    say(...figureLines(figures), '');
  }
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
async function unserved({ database, options, plan, results, wants }: Run): Promise<void> {
  if (wants('ledger')) {
    const { lines } = options.scale;
    const { items, figures } = await measureLedger(database, { lines, plan, log: say });
    results.items.push(...items);
    results.figures.push(...figures);
  }
  if (wants('analytics')) {
    const { lines } = options.scale;
    const { items, figures } = await measureAnalytics(database, { lines, plan, log: say });
    results.items.push(...items);
    results.figures.push(...figures);
  }
  if (wants('documents')) {
    const { documents, searches } = options.scale;
    const figures = await measureDocuments(database, { documents, searches, log: say });
    results.figures.push(...figures);
    say(...figureLines(figures), '');
  }
  if (wants('composition')) {
    const growth = await measureCompositions(options.scale);
    results.growth.push(growth);
    say(...growthLines([growth]), '');
  }
  if (wants('start')) {
    const { growth, figures } = await measureStarts(database, options.scale);
    results.growth.push(growth);
    results.figures.push(...figures);
    say(...growthLines([growth]), ...figureLines(figures), '');
  }
}

/** Series of many points get less time each. */
function shorter(plan: RoundPlan): RoundPlan {
  return { ...plan, warmUpMs: plan.warmUpMs / 4, roundMs: plan.roundMs / 4 };
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
