import type { LiveColumn, LiveConstraint, LiveTable } from './catalogue-read.js';
import type { ColumnShape, ForeignKeyShape, KeyShape, TableShape } from './table-shape.js';

/** What the entity says and the table does not keep: one sentence each. */
export function entityFaults(shape: TableShape, live: LiveTable | undefined): string[] {
  const name = `${shape.schema}.${shape.table}`;
  if (!live) {
    return [
      `Table ${name} of entity ${shape.entity} is missing: run the migrations of plugin ` +
        `"${shape.schema}".`,
    ];
  }
  return [
    ...shape.columns.flatMap((column) => columnFaults(shape, column, live)),
    ...unknownColumns(shape, live),
    ...primaryKeyFaults(shape, live),
    ...shape.uniques.flatMap((key) => uniqueFaults(shape, key, live)),
    ...shape.foreignKeys.flatMap((key) => foreignKeyFaults(name, key, live)),
  ];
}

/** Foreign keys that no index serves, whether an entity knows the table or not. */
export function foreignKeyIndexFaults(live: LiveTable): string[] {
  return live.constraints.flatMap(({ kind, name, columns }) => {
    if (kind !== 'f') return [];
    const served = live.indexes.some(
      (index) => !index.partial && sameSet(index.columns.slice(0, columns.length), columns),
    );
    if (served) return [];
    return [
      `Foreign key ${name} of ${live.schema}.${live.name} has no index: a delete on the other ` +
        `side reads the whole table. Create one on ${listOf(columns)}.`,
    ];
  });
}

function columnFaults(shape: TableShape, column: ColumnShape, live: LiveTable): string[] {
  const name = `${shape.schema}.${shape.table}.${column.name}`;
  const found = live.columns.find((one) => one.name === column.name);
  if (!found) {
    return [`Column ${name} (${column.type}) of entity ${shape.entity} is missing.`];
  }
  return [
    ...typeFaults({ shape, column, found, name }),
    ...(column.values ? enumFaults({ shape, column, live, name }) : []),
  ];
}

function typeFaults(given: {
  shape: TableShape;
  column: ColumnShape;
  found: LiveColumn;
  name: string;
}): string[] {
  const { shape, column, found, name } = given;
  const faults: string[] = [];
  const expected = catalogueType(column.type);
  if (found.type !== expected) {
    faults.push(`Column ${name} is ${found.type}; entity ${shape.entity} says ${expected}.`);
  }
  // The ORM knows of a generated column only that it is never written.
  if (column.generated !== undefined) return faults;
  if (found.required && column.nullable) {
    faults.push(`Column ${name} is not null; entity ${shape.entity} says that it may be null.`);
  }
  if (!found.required && !column.nullable) {
    faults.push(`Column ${name} may be null; entity ${shape.entity} says that it may not.`);
  }
  return faults;
}

/** An enum that got a value without a migration is refused by the database at its first use. */
function enumFaults(given: {
  shape: TableShape;
  column: ColumnShape;
  live: LiveTable;
  name: string;
}): string[] {
  const { shape, column, live, name } = given;
  if (hasEnumCheck(live, column)) return [];
  const wanted = (column.values ?? []).join(', ');
  return [`Column ${name} has no check for the values of entity ${shape.entity}: ${wanted}.`];
}

/** Whether a check lets the values of an enum pass, and no others. */
export function hasEnumCheck(live: LiveTable, column: ColumnShape): boolean {
  return live.constraints.some(
    ({ kind, columns, definition }) =>
      kind === 'c' &&
      sameSet(columns, [column.name]) &&
      sameSet(literalsOf(definition), column.values ?? []),
  );
}

function literalsOf(definition: string): string[] {
  const texts = [...definition.matchAll(/'((?:[^']|'')*)'/g)];
  return texts.map((match) => (match[1] ?? '').replaceAll("''", "'"));
}

function unknownColumns(shape: TableShape, live: LiveTable): string[] {
  const known = new Set(shape.columns.map(({ name }) => name));
  return live.columns
    .filter(({ name, required, filled }) => required && !filled && !known.has(name))
    .map(
      ({ name }) =>
        `Column ${shape.schema}.${shape.table}.${name} is not null without a default, and ` +
        `entity ${shape.entity} does not know it: no record can be made.`,
    );
}

function primaryKeyFaults({ schema, table, primaryKey }: TableShape, live: LiveTable): string[] {
  const found = live.constraints.find(({ kind }) => kind === 'p')?.columns ?? [];
  if (found.join() === primaryKey.columns.join()) return [];
  const is = found.length > 0 ? `is ${listOf(found)}` : 'is missing';
  return [`The primary key of ${schema}.${table} ${is}; it must be ${listOf(primaryKey.columns)}.`];
}

function uniqueFaults(shape: TableShape, key: KeyShape, live: LiveTable): string[] {
  const partial = key.where !== undefined;
  const found = live.indexes.some(
    (index) => index.unique && index.partial === partial && sameSet(index.columns, key.columns),
  );
  if (found) return [];
  const kind = partial ? 'partial unique index' : 'unique key';
  return [
    `Entity ${shape.entity} has the ${kind} ${listOf(key.columns)}; ` +
      `table ${shape.schema}.${shape.table} has none.`,
  ];
}

function foreignKeyFaults(name: string, key: ForeignKeyShape, live: LiveTable): string[] {
  if (live.constraints.some((found) => pointsAlike(found, key))) return [];
  const { schema, table, columns } = key.target;
  return [
    `Foreign key ${listOf(key.columns)} of ${name} to ${schema}.${table} ${listOf(columns)} ` +
      'is missing.',
  ];
}

/** Whether a foreign key points where the entity's does, whatever its name. */
export function pointsAlike(
  { kind, columns, target }: LiveConstraint,
  key: ForeignKeyShape,
): boolean {
  if (kind !== 'f' || !target) return false;
  if (target.schema !== key.target.schema || target.table !== key.target.table) return false;
  const pairs = columns.map((column, index) => `${column}>${target.columns[index]}`);
  return sameSet(
    pairs,
    key.columns.map((column, i) => `${column}>${key.target.columns[i]}`),
  );
}

/** A type as the catalogue prints it: `varchar(40)` -> `character varying(40)`. */
export function catalogueType(type: string): string {
  const [, base = type, length = '', array = ''] =
    /^([a-z ]+?)(\([\d, ]+\))?(\[\])?$/.exec(type) ?? [];
  const names: Readonly<Record<string, string>> = {
    varchar: `character varying${length}`,
    char: `character${length || '(1)'}`,
    int: 'integer',
    timestamptz: `timestamp${length} with time zone`,
    timestamp: `timestamp${length} without time zone`,
    time: `time${length} without time zone`,
    numeric: `numeric${length.replaceAll(' ', '')}`,
  };
  return (names[base] ?? base + length) + array;
}

function sameSet(left: readonly (string | null)[], right: readonly string[]): boolean {
  return left.length === right.length && right.every((one) => left.includes(one));
}

function listOf(names: readonly string[]): string {
  return `(${names.join(', ')})`;
}
