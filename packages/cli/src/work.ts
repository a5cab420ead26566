import { createLogger, loadConfig, readEnvironment, startWork } from '@bureau/server';
import type { Command } from 'commander';
import { command } from './command.js';

/** `bureau work`: jobs, events and schedules, apart from the server. */
export function addWork(program: Command): void {
  command(
    program,
    'work',
    'Works on jobs, events and schedules until SIGINT or SIGTERM, beside or without a server.',
  ).action(async () => {
    const environment = readEnvironment(process.env);
    const logger = createLogger({ level: environment.logLevel });
    const config = await loadConfig(process.cwd());
    const ended = signalled();
    const running = await startWork({ config, environment, logger });
    logger.info({ concurrency: environment.workConcurrency }, 'working');
    logger.info({ signal: await ended }, 'stopping');
    await running.stop();
  });
}

/** The first signal that asks this process to end. */
function signalled(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(signal));
  });
}
