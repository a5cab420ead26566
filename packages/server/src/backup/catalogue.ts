import pg from 'pg';
import { BackupError } from './errors.js';

/** A table as it goes into an archive and comes out of it. */
export interface BackupTable {
  /** `schema.table`, quoted where it must be. */
  name: string;
  /** Whether its rows belong to organizations, one of which has to be in force to see them. */
  ofOrganizations: boolean;
  columns: readonly { name: string; transaction: 'own' | 'other' | null }[];
}

/** A migration that was run, as the database has it written down. */
export interface RunMigration {
  plugin: string;
  name: string;
  checksum: string;
}

/** How far a sequence has come. */
export interface SequenceState {
  name: string;
  /** Null: nothing was drawn. */
  value: string | null;
}

const MIGRATIONS = 'select plugin, name, checksum from core.migration order by plugin, name';

/** Migrations of all plugins, in the order of their names; none in a new database. */
export async function runMigrations(client: pg.ClientBase): Promise<RunMigration[]> {
  const found = await client.query<{ there: boolean }>(
    "select to_regclass('core.migration') is not null as there",
  );
  if (!found.rows[0]?.there) return [];
  return (await client.query<RunMigration>(MIGRATIONS)).rows;
}

// Of partitioned tables the partitions; the list of migrations is written by whoever migrates.
const TABLES = `
  select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity as secured,
    (select json_agg(json_build_object('name', a.attname, 'transaction',
        case when a.atttypid <> 'xid8'::regtype then null
          when pg_get_expr(d.adbin, d.adrelid) like '%pg_current_xact_id%' then 'own'
          else 'other' end) order by a.attnum)
      from pg_attribute a
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
      as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname = any($1) and (n.nspname, c.relname) <> ('core', 'migration')
  order by n.nspname, c.relname`;

interface TableRow {
  name: string;
  secured: boolean;
  columns: BackupTable['columns'];
}

/**
 * The tables of the plugins that have migrations in this database, by name.
 * @throws BackupError for a table whose rows the owner cannot see
 */
export async function tablesOf(
  client: pg.ClientBase,
  migrations: readonly RunMigration[],
): Promise<BackupTable[]> {
  const schemas = [...new Set(migrations.map(({ plugin }) => plugin))];
  const { rows } = await client.query<TableRow>(TABLES, [schemas]);
  return rows.map(({ name, secured, columns }) => {
    const ofOrganizations = secured;
    if (secured && !hasOrganization(columns) && name !== 'core.organization') {
      throw new BackupError(
        `The rows of ${name} are secured, and it has no organization_id: it cannot be backed up.`,
      );
    }
    return { name, ofOrganizations, columns };
  });
}

function hasOrganization(columns: BackupTable['columns']): boolean {
  return columns.some(({ name }) => name === 'organization_id');
}

const SEQUENCES = `
  select format('%I.%I', schemaname, sequencename) as name, last_value::text as value
  from pg_sequences where schemaname = any($1) order by 1`;

/** They stand outside of snapshots: what is read after one is never less than in it. */
export async function sequencesOf(
  client: pg.ClientBase,
  migrations: readonly RunMigration[],
): Promise<SequenceState[]> {
  const schemas = [...new Set(migrations.map(({ plugin }) => plugin))];
  return (await client.query<SequenceState>(SEQUENCES, [schemas])).rows;
}

/** `copy` of rows; numbers of transactions mean nothing elsewhere. */
export function copyOutText(table: BackupTable, organizationId?: string): string {
  const { name, columns } = table;
  const values = columns.map((column) => {
    // Below every transaction of any server: what was written is over, what was read is read anew.
    if (column.transaction) return column.transaction === 'own' ? "'3'::xid8" : "'0'::xid8";
    return pg.escapeIdentifier(column.name);
  });
  return `copy (select ${values.join(', ')} from ${name}${rowsOf(organizationId)}) to stdout`;
}

/** Some tables let the owner see more than the organization in force. */
export function rowsOf(organizationId: string | undefined): string {
  if (organizationId === undefined) return '';
  return ` where organization_id = ${pg.escapeLiteral(organizationId)}`;
}

export function copyInText({ name, columns }: BackupTable): string {
  const names = columns.map((column) => pg.escapeIdentifier(column.name));
  return `copy ${name} (${names.join(', ')}) from stdin`;
}

/** Texts of values must not depend on who asks. */
export const SETTINGS = `
  set timezone to 'UTC'; set datestyle to 'ISO, YMD'; set intervalstyle to 'postgres';
  set bytea_output to 'hex'; set extra_float_digits to 1; set client_encoding to 'UTF8';
  set statement_timeout to 0; set idle_in_transaction_session_timeout to 0;
  set search_path to pg_catalog`;
