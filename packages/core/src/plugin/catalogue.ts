import type { MetadataStorage } from '@mikro-orm/core';
import { accessFaults, ownerFunctionsOf, roleFaults } from './catalogue-access.js';
import { type CatalogueClient, readCatalogue } from './catalogue-read.js';
import { entityFaults, foreignKeyIndexFaults } from './catalogue-tables.js';
import { tableShapes } from './ddl.js';
import type { PluginDefinition } from './definition.js';
import { MIGRATION_TABLE } from './migration-plan.js';
import { globalTablesOf } from './table-shape.js';

/**
 * Compares the live database with the entities and with the rules for tenant tables: columns,
 * keys, indexes of foreign keys, forced row-level security with the predicate of organizations for
 * every command, rights of the run-time roles. Every table in the schemas of the plugins is looked
 * at, also those that no entity knows. Returns one sentence per fault; none: the boot may go on.
 *
 * Reads catalogues only, so any role may run it.
 */
export async function compareCatalogue(
  client: CatalogueClient,
  metadata: MetadataStorage,
  plugins: readonly PluginDefinition[],
): Promise<string[]> {
  const schemas = plugins.map(({ id }) => id);
  const live = await readCatalogue(client, schemas);
  const globalTables = globalTablesOf(plugins);
  const tables = live.tables.filter(({ schema, name }) => `${schema}.${name}` !== MIGRATION_TABLE);
  const byName = new Map(tables.map((table) => [`${table.schema}.${table.name}`, table]));
  const shapes = plugins.flatMap((plugin) => tableShapes(metadata, plugin, globalTables));
  return [
    ...shapes.flatMap((shape) => entityFaults(shape, byName.get(`${shape.schema}.${shape.table}`))),
    ...tables.flatMap(foreignKeyIndexFaults),
    ...tables.flatMap((table) => accessFaults(table, globalTables)),
    ...roleFaults(live, ownerFunctionsOf(plugins)),
  ];
}

/**
 * Whether row-level security binds the role of this connection: it is no superuser, has no
 * BYPASSRLS and owns none of the schemas. For the boot of the server, whatever its role is called.
 */
export async function connectionFaults(
  client: CatalogueClient,
  plugins: readonly PluginDefinition[],
): Promise<string[]> {
  const { rows } = await client.query(CONNECTION, [plugins.map(({ id }) => id)]);
  const [row] = rows as { name: string; fault: string }[];
  if (!row?.fault) return [];
  return [
    `The server is connected as ${row.name}, which ${row.fault}: row-level security does not ` +
      'bind it. Give DATABASE_URL a plain role, such as bureau_app.',
  ];
}

const CONNECTION = `
  select r.rolname::text as name,
    case when r.rolsuper then 'is a superuser'
      when r.rolbypassrls then 'has BYPASSRLS'
      when exists (select from pg_namespace n
        where n.nspname = any ($1) and pg_has_role(r.oid, n.nspowner, 'member'))
        then 'owns the tables'
      else '' end as fault
  from pg_roles r
  where r.rolname = current_user`;
