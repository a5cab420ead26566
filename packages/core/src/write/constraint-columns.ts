import type { EntityMetadata, EntityProperty } from '@mikro-orm/core';
import type { Runtime } from '../context/runtime.js';

/** A constraint or unique index by its schema and name. */
export interface ConstraintName {
  schema: string;
  constraint: string;
}

interface Found {
  table: string;
  columns: string[];
}

// PostgreSQL leaves the columns out of its message where row-level security is on.
const COLUMNS = `
  with named as (
    select k.conrelid as relation, k.conkey::int[] as keys
      from pg_constraint k join pg_namespace n on n.oid = k.connamespace
     where n.nspname = $1 and k.conname = $2
    union all
    select i.indrelid, i.indkey::int2[]::int[]
      from pg_index i join pg_class c on c.oid = i.indexrelid
      join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = $2)
  select c.relname as table, a.attname as column
    from (select * from named limit 1) k
    join pg_class c on c.oid = k.relation
    cross join unnest(k.keys) with ordinality as u(number, place)
    join pg_attribute a on a.attrelid = k.relation and a.attnum = u.number
   order by u.place`;

const known = new WeakMap<Runtime, Map<string, Found | undefined>>();

/**
 * Where in the arguments a violated constraint points: `['input', property]` of the last property
 * that it covers (the earlier ones of a composite key are what it is unique within); empty when
 * it covers none.
 */
export async function propertyPath(
  runtime: Runtime,
  name: ConstraintName,
): Promise<readonly string[]> {
  const found = await columnsOf(runtime, name);
  if (!found) return [];
  const meta = metadataOf(runtime, name.schema, found.table);
  const last = found.columns.filter((column) => column !== 'organization_id').at(-1);
  const property = meta && last !== undefined ? propertyOf(meta, last) : undefined;
  return property === undefined ? [] : ['input', property];
}

async function columnsOf(runtime: Runtime, name: ConstraintName): Promise<Found | undefined> {
  const cache = known.get(runtime) ?? new Map<string, Found | undefined>();
  known.set(runtime, cache);
  const key = `${name.schema}.${name.constraint}`;
  if (cache.has(key)) return cache.get(key);
  const values = [name.schema, name.constraint];
  try {
    const rows = await runtime.reads.query(undefined, { text: COLUMNS, values });
    const table = rows[0]?.[0] ?? '';
    const found = rows.length > 0 ? { table, columns: rows.map((row) => row[1] ?? '') } : undefined;
    cache.set(key, found);
    return found;
  } catch (error) {
    // The answer is right without the path; the fault of the second statement is not the caller's.
    runtime.log.warn({ constraint: key, error }, 'columns of a constraint could not be read');
    return undefined;
  }
}

function metadataOf(runtime: Runtime, schema: string, table: string): EntityMetadata | undefined {
  for (const meta of runtime.orm.getMetadata().getAll().values()) {
    if (meta.tableName === table && (meta.schema ?? 'public') === schema) return meta;
  }
  return undefined;
}

function propertyOf(meta: EntityMetadata, column: string): string | undefined {
  const properties = meta.props as EntityProperty[];
  const found = properties.find((it) => it.kind !== 'embedded' && it.fieldNames?.includes(column));
  const name = found?.embedded?.[0] ?? found?.name;
  return name?.endsWith('Index') && `${name.slice(0, -5)}` in meta.properties
    ? name.slice(0, -5)
    : name;
}
