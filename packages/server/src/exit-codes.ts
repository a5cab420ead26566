import { BootError, DomainError, MigrationError } from '@bureau/core';
import { BackupError } from './backup/errors.js';
import { ConfigError } from './config-file.js';
import { DatabaseStartError } from './database/index.js';
import { EnvironmentError } from './environment.js';
import { ListenError } from './front.js';

/** What server and command line end with; after sysexits.h where it has a word for it. */
export const EXIT_CODES = {
  0: 'done',
  1: 'failed: an unexpected error, or a check that found faults',
  64: 'usage: unknown command, option or argument',
  65: 'refused: the data does not allow it',
  69: 'not available: the database does not start or answer, or the port is taken',
  70: 'the plugins do not fit together, or a migration is missing or failed',
  78: 'environment or bureau.config.ts is wrong',
} as const;

/** One of the table above. */
export type ExitCode = keyof typeof EXIT_CODES;

/** The exit code of an error. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof DomainError || error instanceof BackupError) return 65;
  if (error instanceof DatabaseStartError || error instanceof ListenError) return 69;
  if (error instanceof BootError || error instanceof MigrationError) return 70;
  if (error instanceof EnvironmentError || error instanceof ConfigError) return 78;
  return 1;
}
