import {
  type BureauConfig,
  compose,
  createRuntime,
  loadRootKeys,
  MigrationError,
  pendingMigrations,
} from '@bureau/core';
import type { Environment } from './environment.js';
import { fileStoreOf } from './file-store.js';
import { mailerOf } from './mail.js';
import { sdkTracing } from './observing/trace.js';
import type { Logger } from './log.js';
import { watchDisk } from './observing/disk-guard.js';
import { openConfigured, startBackground, startPlugins, stopAll, type Stops } from './serve.js';

export interface WorkOptions {
  config: BureauConfig;
  environment: Environment;
  logger: Logger;
}

const POOL_SIZE = 10;

/**
 * Does what goes on behind the requests (jobs, events, schedules) without serving any; as many
 * processes as one likes, beside servers or alone. Stopping lets steps under way finish and gives
 * the rest back.
 * @throws BootError, DatabaseStartError, or MigrationError for a database that is not up to date
 */
export async function startWork(options: WorkOptions): Promise<{ stop(): Promise<void> }> {
  const { config, environment, logger } = options;
  const stops: Stops = [];
  try {
    const composition = compose(config);
    const database = await openConfigured(config, environment, { mode: 'borrow' });
    stops.push(() => database.stop());
    const plugins = composition.plugins.map((one) => one.definition);
    const pending = await pendingMigrations(database.urls.app, plugins);
    if (pending.length > 0) {
      throw new MigrationError(
        `The database lacks ${pending.length} migrations: run migrate first.`,
      );
    }
    const { dataDir } = environment;
    const runtime = createRuntime(composition, {
      appUrl: database.urls.app,
      readerUrl: database.urls.reader,
      rootKey: loadRootKeys(dataDir, process.env),
      log: logger,
      poolSize: POOL_SIZE,
      files: fileStoreOf(environment),
      filesUrl: environment.filesUrl,
      publicUrl: environment.publicUrl,
      tracing: sdkTracing(),
      mailer: mailerOf(environment),
      retention: config.retention,
    });
    stops.push(() => runtime.close());
    const started = { composition, runtime, database };
    await startPlugins(started, stops, logger);
    const guard = await watchDisk(environment, logger);
    stops.push(async () => guard.stop());
    startBackground(started, stops, { environment, guard });
    return { stop: () => stopAll(stops) };
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
}
