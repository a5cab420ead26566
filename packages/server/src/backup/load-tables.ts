import pg from 'pg';
import { copyInText, type BackupTable, type SequenceState } from './catalogue.js';
import { copyIn } from './copy.js';
import { BackupError } from './errors.js';

/** Tables that are open for loading, and what has to be put back when they are closed. */
export interface OpenTables {
  tables: readonly BackupTable[];
  foreignKeys: readonly { table: string; name: string; definition: string }[];
}

const FOREIGN_KEYS = `
  select format('%I.%I', n.nspname, c.relname) as table, format('%I', k.conname) as name,
    pg_get_constraintdef(k.oid) as definition
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  join pg_namespace n on n.oid = c.relnamespace
  where k.contype = 'f' and k.conparentid = 0
    and format('%I.%I', n.nspname, c.relname) = any($1)
  order by 1, 2`;

/**
 * Opens tables inside a transaction, in which nobody else sees them so: without triggers (they did
 * their work when the rows were written), without walls for the owner (COPY knows none), and
 * without foreign keys, which may form rings; `closeTables` proves them over all rows.
 * @throws BackupError naming tables of organizations that hold rows
 */
export async function openTables(
  client: pg.ClientBase,
  tables: readonly BackupTable[],
): Promise<OpenTables> {
  const { rows: foreignKeys } = await client.query<OpenTables['foreignKeys'][number]>(
    FOREIGN_KEYS,
    [tables.map(({ name }) => name)],
  );
  for (const { table, name } of foreignKeys) {
    await client.query(`alter table ${table} drop constraint ${name}`);
  }
  const filled: string[] = [];
  for (const { name, ofOrganizations } of tables) {
    if (ofOrganizations) await client.query(`alter table ${name} no force row level security`);
    await client.query(`alter table ${name} disable trigger user`);
    const { rows } = await client.query<{ filled: boolean }>(
      `select exists (select from ${name}) as filled`,
    );
    if (!rows[0]?.filled) continue;
    if (ofOrganizations) filled.push(name);
    // What a migration has put there comes back with the backup.
    else await client.query(`delete from ${name}`);
  }
  if (filled.length > 0) {
    throw new BackupError(
      `A backup is restored into an empty place only; there are rows in ${filled.join(', ')}.`,
    );
  }
  return { tables, foreignKeys };
}

/** Loads the rows of one table. */
export async function loadTable(
  client: pg.ClientBase,
  table: BackupTable,
  bytes: AsyncIterable<Buffer>,
): Promise<void> {
  try {
    await copyIn(client, copyInText(table), bytes);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new BackupError(`The rows of ${table.name} cannot be loaded: ${error.message}`, {
      cause: error,
    });
  }
}

/** Sequences go on behind what was drawn. */
export async function setSequences(
  client: pg.ClientBase,
  sequences: readonly SequenceState[],
): Promise<void> {
  for (const { name, value } of sequences) {
    if (value !== null) await client.query('select setval($1::regclass, $2)', [name, value]);
  }
}

/**
 * Puts everything back that `openTables` took off; foreign keys are proven as they come.
 * @throws BackupError naming the key that rows do not keep
 */
export async function closeTables(
  client: pg.ClientBase,
  { tables, foreignKeys }: OpenTables,
): Promise<void> {
  await client.query('set constraints all immediate');
  for (const { table, name, definition } of foreignKeys) {
    await client
      .query(`alter table ${table} add constraint ${name} ${definition}`)
      .catch((error: unknown) => {
        throw new BackupError(`Foreign key ${name} does not hold: ${(error as Error).message}`, {
          cause: error,
        });
      });
  }
  for (const { name, ofOrganizations } of tables) {
    if (ofOrganizations) await client.query(`alter table ${name} force row level security`);
    await client.query(`alter table ${name} enable trigger user`);
  }
}
