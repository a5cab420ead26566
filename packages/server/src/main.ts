import { typeCounts, type Composition } from '@bureau/core';
import { startBox } from './box.js';
import { loadConfig } from './config-file.js';
import { loadDemo, ownerToken } from './demo.js';
import { EnvironmentError, readEnvironment, type Environment } from './environment.js';
import { createLogger } from './log.js';
import { serve, type RunningServer } from './serve.js';

/** The query of the printed call; it answers as printed on the demo company. */
const FIRST_QUERY =
  '{ viewer { organization { name } } employees(first: 3) { totalCount nodes ' +
  '{ displayName job { position unit { name } } assets(first: 2) { nodes { tag model { name } } } } } }';
const BARE_QUERY = '{ plugins { id version } }';

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const logger = createLogger({ level: environment.logLevel });
  let stopped = false;
  let running: RunningServer | undefined;
  const stop = (signal: string) => {
    if (stopped) return;
    stopped = true;
    logger.info({ signal }, 'stopping');
    const done = running?.stop() ?? Promise.resolve();
    done.then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));
  running = await serve({
    config: await loadConfig(process.cwd()),
    environment,
    logger,
    prepare: async (started) => {
      if (environment.demo) await loadDemo(started, (message) => logger.info({}, message));
    },
  });
  process.stdout.write(await box(running, environment));
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
  const known = error instanceof Error && error.name.endsWith('Error') && error.name !== 'Error';
  process.stderr.write(
    `${known ? (error as Error).message : String((error as Error).stack ?? error)}\n`,
  );
  process.exit(error instanceof EnvironmentError ? error.exitCode : 1);
});
