import { CommanderError } from 'commander';
import { failureOf } from './exit-codes.js';
import { createProgram } from './program.js';

/** Runs the command line; every error becomes one message and an exit code of the table. */
async function main(): Promise<void> {
  // A reader that has seen enough (`| head`) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  const json = process.argv.includes('--json');
  try {
    await createProgram({ json }).parseAsync(process.argv);
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

await main();
