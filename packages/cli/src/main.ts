import { CommanderError } from 'commander';
import { exitCodeOf } from './exit-codes.js';
import { createProgram } from './program.js';

const USAGE = 64;

/** Runs the command line; every error becomes one message and an exit code of the table. */
async function main(): Promise<void> {
  try {
    await createProgram().parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : USAGE;
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    const wantsJson = process.argv.includes('--json');
    process.stderr.write(wantsJson ? `${JSON.stringify({ error: message })}\n` : `${message}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

await main();
