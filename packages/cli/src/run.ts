import { CommanderError } from 'commander';
import { failureOf } from './exit-codes.js';
import { createProgram } from './program.js';

/**
 * Runs one command, given as the arguments behind `bureau`. Every error becomes one message on
 * stderr and an exit code of the table, which stands in `process.exitCode` afterwards.
 */
export async function runCommand(args: readonly string[]): Promise<void> {
  const json = args.includes('--json');
  try {
    await createProgram({ json }).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    const failure = failureOf(error);
    const { message, code, exitCode } = failure;
    // Commander has told people already what is wrong with the command line.
    if (json) process.stderr.write(`${JSON.stringify({ error: message, code, exitCode })}\n`);
    else if (!(error instanceof CommanderError)) process.stderr.write(`${message}\n`);
    process.exitCode = exitCode;
  }
}
