import { flushCompileCache } from 'node:module';
import { typeCounts, type Composition } from '@bureau/core';
import { startBox } from './box.js';
import { loadConfig } from './config-file.js';
import { loadDemo, ownerToken } from './demo.js';
import { readEnvironment, type Environment } from './environment.js';
import { exitCodeOf } from './exit-codes.js';
import { createLogger, type Logger } from './log.js';
import { serve, type RunningServer } from './serve.js';

/** The query of the printed call; it answers as printed on the demo company. */
const FIRST_QUERY =
  '{ viewer { organization { name } } employees(first: 3) { totalCount nodes ' +
  '{ displayName job { position unit { name } } ' +
  'assets(first: 2) { nodes { tag model { name } } } } } }';
const BARE_QUERY = '{ plugins { id version } }';

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const logger = createLogger({ level: environment.logLevel });
  const ending = new AbortController();
  const starting = start(environment, logger, ending.signal);
  const stop = (signal: string) => {
    if (ending.signal.aborted) return;
    logger.info({ signal }, 'stopping');
    ending.abort();
    void end(starting, logger);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));
  try {
    await starting;
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  }
}

async function start(
  environment: Environment,
  logger: Logger,
  signal: AbortSignal,
): Promise<RunningServer> {
  const { dataDir } = environment;
  const running = await serve({
    config: await loadConfig(process.cwd()),
    environment,
    logger,
    signal,
    prepare: async (started) => {
      if (!environment.demo) return;
      const since = Date.now();
      const { loaded } = await loadDemo(started, { dataDir });
      if (loaded) logger.info({ ms: Date.now() - since }, 'demo company loaded');
    },
  });
  process.stdout.write(await box(running, environment));
  setTimeout(settleDown, SETTLE_MS).unref();
  return running;
}

/** After the first requests, which wait for the start. */
const SETTLE_MS = 300;

/**
 * Keeps what V8 compiled for the next start, also when this process will be killed, and gives back
 * what the composition left: a third of the memory, which V8 by itself keeps. It does so only where
 * it was started with `--expose-gc`, as by scripts/boot.mjs.
 */
function settleDown(): void {
  flushCompileCache();
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/** A start that is under way is broken off and has stopped what it started when it rejects. */
async function end(starting: Promise<RunningServer>, logger: Logger): Promise<void> {
  const running = await starting.catch(() => undefined);
  try {
    await running?.stop();
    process.exit(0);
  } catch (error) {
    logger.error({ err: error }, 'did not stop cleanly');
    process.exit(1);
  }
}

async function box(running: RunningServer, environment: Environment): Promise<string> {
  const token = environment.demo ? await ownerToken(running, environment.dataDir) : undefined;
  return startBox({
    apiUrl: `${running.url}/graphql`,
    explorerUrl: `${running.url}/explorer`,
    database: running.database.describe,
    plugins: pluginLines(running.composition),
    ...(token && { ownerToken: token }),
    query: token && running.composition.records.has('Asset') ? FIRST_QUERY : BARE_QUERY,
    colour: process.stdout.isTTY && !process.env['NO_COLOR'],
  });
}

function pluginLines(composition: Composition) {
  const counts = typeCounts(composition);
  return composition.plugins.map(({ definition, failure }) => ({
    name: `${definition.id} ${definition.version}`,
    types: counts.get(definition.id) ?? 0,
    ...(failure !== undefined && { failed: failure }),
  }));
}

main().catch((error: unknown) => {
  const code = exitCodeOf(error);
  const text = error instanceof Error ? (code === 1 ? error.stack : error.message) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(code);
});
