import type { EntityClass, MetadataStorage } from '@mikro-orm/core';
import { type CatalogueClient, readCatalogue } from './catalogue-read.js';
import {
  accessStatements,
  commentStatements,
  createTable,
  foreignKeyStatements,
  indexStatements,
} from './ddl-statements.js';
import type { PluginDefinition } from './definition.js';
import { MIGRATION_TABLE } from './migration-plan.js';
import { tableChanges } from './table-changes.js';
import { globalTablesOf, type TableShape, tableShape } from './table-shape.js';

/**
 * The table generator: entity -> SQL. The text is deterministic; a plugin freezes it in its
 * migrations, and the catalogue check holds the two together from then on.
 */
export function tableStatements(
  metadata: MetadataStorage,
  entity: EntityClass<object>,
  globalTables: ReadonlySet<string> = new Set(),
): string[] {
  return statementsOf([tableShape(metadata, entity, globalTables)]);
}

/**
 * The SQL text that makes all tables of a plugin, those first that others refer to. `plugins` are
 * the plugins that it refers to (their global tables must be known), itself included or not.
 * Throws when an entity stands in another schema than its plugin's.
 */
export function createPluginSql(
  metadata: MetadataStorage,
  plugin: PluginDefinition,
  plugins: readonly PluginDefinition[] = [],
): string {
  const globalTables = globalTablesOf([plugin, ...plugins]);
  const shapes = tableShapes(metadata, plugin, globalTables);
  return statementsOf(shapes)
    .map((statement) => `${statement};\n`)
    .join('\n');
}

/**
 * The SQL text that brings the tables of a plugin from what the database has to what its entities
 * say; empty when they agree. Reads catalogues only. Tables without an entity are left alone, and
 * columns that it does not know stand there as comments: nothing is dropped without its author.
 */
export async function changePluginSql(
  client: CatalogueClient,
  metadata: MetadataStorage,
  { plugin, plugins }: { plugin: PluginDefinition; plugins: readonly PluginDefinition[] },
): Promise<string> {
  const live = await readCatalogue(client, [plugin.id]);
  const tables = live.tables.filter(
    ({ kind, schema, name }) => kind === 'r' && `${schema}.${name}` !== MIGRATION_TABLE,
  );
  const byName = new Map(tables.map((table) => [table.name, table]));
  const shapes = tableShapes(metadata, plugin, globalTablesOf([plugin, ...plugins]));
  const fresh = shapes.filter(({ table }) => !byName.has(table));
  const changes = shapes.flatMap((shape) => {
    const table = byName.get(shape.table);
    return table ? tableChanges(shape, table) : [];
  });
  return [...statementsOf(fresh), ...changes].map((text) => `${text};\n`).join('\n');
}

/** The tables of a plugin's entities, those first that others refer to, then by name. */
export function tableShapes(
  metadata: MetadataStorage,
  plugin: PluginDefinition,
  globalTables: ReadonlySet<string>,
): TableShape[] {
  const shapes = (plugin.entities ?? [])
    .filter((entity) => !metadata.get(entity).embeddable)
    .map((entity) => tableShape(metadata, entity, globalTables));
  for (const { entity, schema } of shapes) {
    if (schema === plugin.id) continue;
    throw new Error(
      `Entity ${entity} of plugin "${plugin.id}" stands in schema "${schema}": ` +
        `write schema: '${plugin.id}' in its defineEntity.`,
    );
  }
  return byReference(shapes);
}

function statementsOf(shapes: readonly TableShape[]): string[] {
  return [
    ...shapes.map(createTable),
    ...shapes.flatMap(foreignKeyStatements),
    ...shapes.flatMap(indexStatements),
    ...shapes.flatMap(accessStatements),
    ...shapes.flatMap(commentStatements),
  ];
}

/** A ring is broken at its first table by name: foreign keys are added after all tables. */
function byReference(shapes: readonly TableShape[]): TableShape[] {
  const waiting = [...shapes].sort((left, right) => (left.table < right.table ? -1 : 1));
  const ordered: TableShape[] = [];
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ table }) => table));
    const free = waiting.findIndex((shape) =>
      shape.foreignKeys.every(
        ({ target }) =>
          target.schema !== shape.schema ||
          target.table === shape.table ||
          !names.has(target.table),
      ),
    );
    ordered.push(...waiting.splice(Math.max(free, 0), 1));
  }
  return ordered;
}
