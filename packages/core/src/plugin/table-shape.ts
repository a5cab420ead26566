import type { EntityClass, EntityMetadata, EntityProperty, MetadataStorage } from '@mikro-orm/core';
import { ORGANIZATION_COLUMN, ORGANIZATION_DEFAULT } from './organization-policy.js';
import type { PluginDefinition } from './definition.js';
import { columnsOf } from './table-columns.js';
import { checksOf, foreignKeysOf, indexesOf, uniquesOf } from './table-keys.js';

/** A table as its entity states it: printed by the table generator, compared at boot. */
export interface TableShape {
  /** Name of the entity class. */
  entity: string;
  schema: string;
  table: string;
  comment: string | undefined;
  /** False: one table for all organizations, named in `globalTables` of its plugin. */
  tenant: boolean;
  columns: readonly ColumnShape[];
  primaryKey: KeyShape;
  uniques: readonly KeyShape[];
  foreignKeys: readonly ForeignKeyShape[];
  checks: readonly { name: string; expression: string }[];
  indexes: readonly IndexShape[];
  /** Statements that the entity writes itself (`indexes: [{ expression }]`). */
  statements: readonly string[];
}

export interface ColumnShape {
  name: string;
  /** As it is written in `create table`: `varchar(40)`. */
  type: string;
  nullable: boolean;
  /** SQL expression. */
  default: string | undefined;
  /** Kept by the database: `(a || b) stored`. Such a column has no default. */
  generated?: string;
  comment: string | undefined;
  /** Values of an enum, for the check that must be there. */
  values?: readonly string[];
}

export interface KeyShape {
  name: string;
  columns: readonly string[];
  deferred?: boolean;
  /** Condition of a partial unique index, as SQL. */
  where?: string;
}

export interface ForeignKeyShape extends KeyShape {
  target: { schema: string; table: string; columns: readonly string[] };
  onDelete?: 'cascade';
}

export interface IndexShape {
  name: string;
  method: 'btree' | 'gin';
  columns: readonly string[];
  /** Operator class of each column, where it is not the default. */
  operators?: string;
  where?: string;
}

/** What the parts of a shape are made from. */
export interface ShapeSource {
  meta: EntityMetadata;
  schema: string;
  table: string;
  tenant: boolean;
  isTenant(meta: EntityMetadata): boolean;
}

/** Qualified names (`core.login`) of the tables that belong to no organization. */
export function globalTablesOf(plugins: readonly PluginDefinition[]): ReadonlySet<string> {
  const named = plugins.flatMap(({ id, globalTables }) =>
    Object.keys(globalTables ?? {}).map((table) => `${id}.${table}`),
  );
  return new Set(named);
}

/**
 * Reads the shape of an entity's table from the metadata of the ORM and from what `expose` says of
 * it. Throws on what has no place in a tenant table: composite keys, many-to-many properties,
 * unnamed schemas.
 */
export function tableShape(
  metadata: MetadataStorage,
  entity: EntityClass<object>,
  globalTables: ReadonlySet<string> = new Set(),
): TableShape {
  const meta = metadata.get(entity) as EntityMetadata;
  const isTenant = (other: EntityMetadata) =>
    !globalTables.has(`${other.schema ?? ''}.${other.tableName}`);
  assertShapeable(meta);
  const source: ShapeSource = {
    meta,
    schema: meta.schema ?? '',
    table: meta.tableName,
    tenant: isTenant(meta),
    isTenant,
  };
  const uniques = uniquesOf(source);
  const primaryKey = primaryKeyOf(source);
  const foreignKeys = foreignKeysOf(source);
  const { indexes, statements } = indexesOf(source, { primaryKey, uniques, foreignKeys });
  return {
    entity: meta.className,
    schema: source.schema,
    table: source.table,
    comment: meta.comment,
    tenant: source.tenant,
    columns: [...(source.tenant ? [organizationColumn] : []), ...columnsOf(meta)],
    primaryKey,
    uniques,
    foreignKeys,
    checks: checksOf(source),
    indexes,
    statements,
  };
}

const organizationColumn: ColumnShape = {
  name: ORGANIZATION_COLUMN,
  type: 'uuid',
  nullable: false,
  default: ORGANIZATION_DEFAULT,
  comment: 'Organization that the row belongs to',
};

function primaryKeyOf({ meta, table, tenant }: ShapeSource): KeyShape {
  const key = meta.getPrimaryProp().fieldNames;
  return { name: `${table}_pkey`, columns: tenant ? [ORGANIZATION_COLUMN, ...key] : key };
}

function assertShapeable(meta: EntityMetadata): void {
  const fail = (problem: string): never => {
    throw new Error(`Entity ${meta.className}: ${problem}`);
  };
  if (!meta.schema) fail('name its schema (the id of its plugin) in defineEntity.');
  if (meta.primaryKeys.length !== 1 || meta.getPrimaryProp().fieldNames.length !== 1) {
    fail('a record has the one key that record() gives.');
  }
  const many = meta.relations.find((prop: EntityProperty) => prop.kind === 'm:n');
  if (many) fail(`make an entity of the many-to-many relation ${many.name}.`);
}
