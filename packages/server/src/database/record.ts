import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { DatabaseStartError } from './errors.js';
import { processIdentity } from './process-lock.js';
import { readJson, writeJson } from './state-file.js';

/** One use of the database: a process, and which of its handles. */
const holder = processIdentity.extend({ handle: z.string() });
export type Holder = z.infer<typeof holder>;

const recordShape = z.object({
  version: z.string(),
  /** Passwords of the bootstrap superuser, of the owner of the database and of the app role. */
  secrets: z.object({ superuser: z.string(), owner: z.string(), app: z.string() }),
  /** Roles, database and extensions are made. */
  ready: z.boolean(),
  /** The running postmaster, or null after a stop. */
  running: processIdentity.extend({ port: z.number().int() }).nullable(),
  /** Who stops the database at its end. */
  owner: holder.nullable(),
  /** Others that use it at the moment (the command line beside a running server). */
  borrowers: z.array(holder),
});

/** What DATA_DIR/postgres.json (mode 0600) holds about the embedded database. */
export type PostgresRecord = z.infer<typeof recordShape>;

export function newRecord(version: string): PostgresRecord {
  const secret = (): string => randomBytes(24).toString('base64url');
  return {
    version,
    secrets: { superuser: secret(), owner: secret(), app: secret() },
    ready: false,
    running: null,
    owner: null,
    borrowers: [],
  };
}

/** Undefined when there is none yet. @throws DatabaseStartError when it cannot be read. */
export function readRecord(file: string): PostgresRecord | undefined {
  try {
    const found = readJson(file);
    return found === undefined ? undefined : recordShape.parse(found);
  } catch (error) {
    throw new DatabaseStartError(
      `${file} is damaged; it holds the passwords of the embedded database.`,
      'Restore that file from a backup of DATA_DIR, or restore a Bureau backup into a new one.',
      { cause: error },
    );
  }
}

export function writeRecord(file: string, record: PostgresRecord): void {
  writeJson(file, record);
}
