import { EXIT_CODES, exitCodeOf, type ExitCode } from '@bureau/server';
import { DomainError } from '@bureau/core';
import { CommanderError } from 'commander';

/** The command line was used in a way that it does not know. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** What is told about an error: one line for people, or the same as JSON. */
export interface Failure {
  message: string;
  /** Code of the error table for what the data does not allow, else the name of the exit code. */
  code: string;
  exitCode: ExitCode;
}

const CODES: Readonly<Record<ExitCode, string>> = {
  0: 'OK',
  1: 'FAILED',
  64: 'USAGE',
  65: 'REFUSED',
  69: 'UNAVAILABLE',
  70: 'PLUGINS',
  78: 'CONFIGURATION',
};

/** How the command ends after this error. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const usage = error instanceof CommanderError || error instanceof UsageError;
  const exitCode = usage ? 64 : exitCodeOf(error);
  const code = error instanceof DomainError ? error.code : CODES[exitCode];
  return { message: message.replace(/^error: /, ''), code, exitCode };
}

/** The table for `--help`. */
export function exitCodeTable(): string {
  const rows = Object.entries(EXIT_CODES).map(([code, text]) => `  ${code.padStart(2)}  ${text}`);
  return ['', 'Exit codes:', ...rows].join('\n');
}
