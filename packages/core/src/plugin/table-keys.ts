import type { EntityMetadata, EntityProperty } from '@mikro-orm/core';
import { exposureOf } from '../model/expose.js';
import { holdsAttributes } from '../model/record.js';
import { isSealed } from '../model/secret.js';
import { ORGANIZATION_COLUMN } from './organization-policy.js';
import { objectName, quoteName } from './sql-names.js';
import { isMoney, isStored } from './table-columns.js';
import type { ForeignKeyShape, IndexShape, KeyShape, ShapeSource } from './table-shape.js';

/** Unique keys: `.unique()`, `uniques` of the entity, and the business keys of its exposure. */
export function uniquesOf(source: ShapeSource): KeyShape[] {
  const { meta } = source;
  const keys = new Map<string, KeyShape>();
  const add = (columns: readonly string[], more: Partial<KeyShape> = {}) => {
    const key = [columns, more.where ?? ''].join();
    const name = objectName([source.table, ...columns], 'key');
    if (!keys.has(key)) keys.set(key, { name, columns: led(source, columns), ...more });
  };
  for (const prop of meta.props) {
    if (!prop.unique || !isStored(prop)) continue;
    add(prop.fieldNames, typeof prop.unique === 'string' ? { name: prop.unique } : {});
  }
  for (const unique of meta.uniques) {
    const columns = listOf(unique.properties).flatMap((name) => columnsOfKey(meta, name));
    const more: Partial<KeyShape> = {};
    if (unique.name) more.name = unique.name;
    if (unique.deferMode === 'deferred') more.deferred = true;
    if (unique.where) more.where = sqlOf(meta, unique.where);
    if (columns.length > 0) add(columns, more);
  }
  for (const name of exposureOf(meta.class)?.options.by ?? []) add(columnsOfKey(meta, name));
  return [...keys.values()];
}

/** Foreign keys: to the organization, and from each to-one relation. */
export function foreignKeysOf(source: ShapeSource): ForeignKeyShape[] {
  const { meta, table } = source;
  const organization: ForeignKeyShape = {
    name: objectName([table, ORGANIZATION_COLUMN], 'fkey'),
    columns: [ORGANIZATION_COLUMN],
    target: { schema: 'core', table: 'organization', columns: ['id'] },
  };
  const relations = meta.relations
    .filter((prop) => isStored(prop) && prop.createForeignKeyConstraint !== false)
    .map((prop) => relationKey(source, prop));
  return source.tenant ? [organization, ...relations] : relations;
}

function relationKey(source: ShapeSource, prop: EntityProperty): ForeignKeyShape {
  const target = prop.targetMeta as EntityMetadata;
  const scoped = source.isTenant(target);
  if (scoped && !source.tenant) {
    throw new Error(
      `Entity ${source.meta.className}: ${prop.name} points from a table of all organizations ` +
        `to ${target.className}, which belongs to one.`,
    );
  }
  const lead = scoped ? [ORGANIZATION_COLUMN] : [];
  return {
    name: objectName([source.table, ...prop.joinColumns], 'fkey'),
    columns: [...lead, ...prop.joinColumns],
    target: {
      schema: target.schema ?? source.schema,
      table: target.tableName,
      columns: [...lead, ...prop.referencedColumnNames],
    },
    // The ORM puts `set null` on every optional relation by itself; a record that is referred to
    // is not deleted here, so only what an entity asks for explicitly is taken over.
    ...(prop.deleteRule === 'cascade' ? { onDelete: 'cascade' as const } : {}),
    ...(prop.deferMode === 'deferred' ? { deferred: true } : {}),
  };
}

/** Checks that the entity states, those of enums, and: money has both parts or none. */
export function checksOf({ meta, table }: ShapeSource): { name: string; expression: string }[] {
  const stated = meta.checks.map(({ name, property, expression }, index) => ({
    name: name ?? objectName([table, property ?? `rule${index + 1}`], 'check'),
    expression: sqlOf(meta, expression),
  }));
  const money = meta.props
    .filter((prop) => isMoney(prop) && prop.nullable)
    .map((prop) => ({
      name: objectName([table, prop.name, 'whole'], 'check'),
      expression: columnsOfKey(meta, prop.name)
        .map((column) => `(${quoteName(column)} is null)`)
        .join(' = '),
    }));
  return [...stated, ...money];
}

interface Keys {
  primaryKey: KeyShape;
  uniques: readonly KeyShape[];
  foreignKeys: readonly ForeignKeyShape[];
}

/**
 * Indexes for foreign keys, `.index()`, `indexes`, filters, orders (ending in the id, which breaks
 * ties) and text search, each once: what a key or a longer index serves has none of its own.
 */
export function indexesOf(
  source: ShapeSource,
  { primaryKey, uniques, foreignKeys }: Keys,
): { indexes: IndexShape[]; statements: string[] } {
  const { meta, table } = source;
  const wanted: IndexShape[] = [...orderIndexes(source), ...statedIndexes(source)];
  for (const { columns } of foreignKeys) wanted.push(btree(source, columns));
  for (const prop of meta.props) {
    if (!prop.index || !isStored(prop)) continue;
    const name = typeof prop.index === 'string' ? { name: prop.index } : {};
    wanted.push({ ...btree(source, led(source, prop.fieldNames)), ...name });
  }
  wanted.push(...filterIndexes(source));
  const keys = [primaryKey, ...uniques.filter(({ where }) => !where)];
  const kept: IndexShape[] = [];
  for (const index of wanted) if (!isServed(index, [...keys, ...kept])) kept.push(index);
  const search = exposureOf(meta.class)?.options.search ?? [];
  if (search.length > 0) {
    const columns = search.flatMap((name) => columnsOfKey(meta, name));
    const name = `${table}_search_idx`;
    kept.push({ name, method: 'gin', columns, operators: 'public.gin_trgm_ops' });
  }
  const attributes = meta.props.find(holdsAttributes)?.fieldNames ?? [];
  if (attributes.length > 0) {
    const name = `${table}_attributes_idx`;
    kept.push({ name, method: 'gin', columns: attributes, operators: 'jsonb_path_ops' });
  }
  const statements = meta.indexes.map(({ expression }) => expression);
  return { indexes: kept, statements: statements.filter((text) => typeof text === 'string') };
}

function isServed(index: IndexShape, others: readonly (KeyShape | IndexShape)[]): boolean {
  if (index.where) return false;
  return others.some((other) => {
    const method = 'method' in other ? other.method : 'btree';
    if (other.where || method !== index.method) return false;
    return sought(index).every((column, place) => other.columns[place] === column);
  });
}

/** What an index is looked up by: its columns without the id that ends it. */
function sought({ columns }: IndexShape): readonly string[] {
  return columns.at(-1) === 'id' && columns.length > 2 ? columns.slice(0, -1) : columns;
}

function orderIndexes(source: ShapeSource): IndexShape[] {
  const id = source.meta.getPrimaryProp().fieldNames;
  const whole = uniquesOf(source).filter(({ where }) => !where);
  const unique = new Set(whole.map(({ columns }) => columns.join()));
  return (exposureOf(source.meta.class)?.options.order ?? []).flatMap((name) => {
    const column = columnsOfKey(source.meta, name)[0];
    if (column === undefined || id.includes(column)) return [];
    if (unique.has(led(source, [column]).join())) return [];
    return [btree(source, led(source, [column]))];
  });
}

function filterIndexes(source: ShapeSource): IndexShape[] {
  const { meta, table } = source;
  return (exposureOf(meta.class)?.options.filter ?? []).flatMap((name): IndexShape[] => {
    const column = columnsOfKey(meta, name)[0];
    if (column === undefined) return [];
    const type = (meta.properties[name as never] as EntityProperty).columnTypes[0] ?? '';
    if (type !== 'jsonb' && !type.endsWith('[]')) return [btree(source, led(source, [column]))];
    return [{ name: objectName([table, column], 'idx'), method: 'gin', columns: [column] }];
  });
}

function statedIndexes(source: ShapeSource): IndexShape[] {
  return source.meta.indexes.flatMap(({ properties, name, where, expression }) => {
    const columns = listOf(properties).flatMap((key) => columnsOfKey(source.meta, key));
    if (columns.length === 0 || expression) return [];
    const index = btree(source, led(source, columns));
    const condition = where ? { where: sqlOf(source.meta, where) } : {};
    return [{ ...index, ...(name ? { name } : {}), ...condition }];
  });
}

/**
 * Every such index ends in the id: it breaks the ties of an order, and keeps equal keys apart. A
 * fresh table has no statistics; without the id the planner finds `(organization_id, id)` by the
 * smallest index that leads with the organization and reads all of it (measured: 40 million index
 * tuples for 4,000 rows).
 */
function btree(source: ShapeSource, columns: readonly string[]): IndexShape {
  const own = columns.filter((column) => column !== ORGANIZATION_COLUMN);
  const named = own.length > 0 ? own : columns;
  const name = objectName([source.table, ...named], 'idx');
  const id = source.tenant ? source.meta.getPrimaryProp().fieldNames : [];
  const ending = id.filter((column) => !columns.includes(column));
  return { name, method: 'btree', columns: [...columns, ...ending] };
}

/** The columns behind the organization, which leads every key of a tenant table. */
function led(source: ShapeSource, columns: readonly string[]): string[] {
  return source.tenant ? [ORGANIZATION_COLUMN, ...columns] : [...columns];
}

/** Columns of a property by name; of money first the amount, then the currency. */
function columnsOfKey(meta: EntityMetadata, name: string): string[] {
  const prop = meta.properties[name as never] as EntityProperty | undefined;
  if (!prop) throw new Error(`Entity ${meta.className} has no property ${name}.`);
  if (isMoney(prop)) {
    return ['amount', 'currency'].flatMap((part) => prop.embeddedProps[part]?.fieldNames ?? []);
  }
  if (!isStored(prop)) return [];
  // Sealed text is looked up by its blind index, a column beside it.
  if (isSealed(prop)) return prop.fieldNames.map((column) => `${column}_index`);
  return prop.joinColumns?.length ? prop.joinColumns : prop.fieldNames;
}

function listOf(properties: string | readonly string[] | undefined): readonly string[] {
  return typeof properties === 'string' ? [properties] : (properties ?? []);
}

/** Conditions are SQL here; callbacks were resolved by the ORM when it read the entity. */
function sqlOf(meta: EntityMetadata, expression: unknown): string {
  if (typeof expression === 'string') return expression;
  throw new Error(
    `Entity ${meta.className}: write checks and conditions of indexes as SQL text, ` +
      'not as an object.',
  );
}
