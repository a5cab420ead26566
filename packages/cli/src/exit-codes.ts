import { ConfigError, EnvironmentError } from '@bureau/server';
import { DatabaseStartError } from '@bureau/server/database';
import { BootError, DomainError, MigrationError } from '@bureau/core';

/** What the command ends with; after sysexits.h where it has a word for it. */
export const EXIT_CODES = {
  0: 'done',
  1: 'failed: an unexpected error, or a check that found faults',
  64: 'usage: unknown command, option or argument',
  65: 'refused: the data does not allow it',
  69: 'the database cannot be reached or does not start',
  70: 'the plugins do not fit together, or a migration failed',
  78: 'environment or bureau.config.ts is wrong',
} as const;

/** The exit code of an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof DomainError) return 65;
  if (error instanceof DatabaseStartError) return 69;
  if (error instanceof BootError || error instanceof MigrationError) return 70;
  if (error instanceof EnvironmentError || error instanceof ConfigError) return 78;
  return 1;
}

/** The table for `--help`. */
export function exitCodeTable(): string {
  const rows = Object.entries(EXIT_CODES).map(([code, text]) => `  ${code.padStart(2)}  ${text}`);
  return ['', 'Exit codes:', ...rows].join('\n');
}
