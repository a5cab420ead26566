import { grantStatements, policyStatements } from './organization-policy.js';
import { nameList, qualifiedName, quoteName, quoteText } from './sql-names.js';
import type {
  ColumnShape,
  ForeignKeyShape,
  IndexShape,
  KeyShape,
  TableShape,
} from './table-shape.js';

/** The statement that makes a table with its primary key, unique keys and checks. */
export function createTable(shape: TableShape): string {
  const { name, columns: key } = shape.primaryKey;
  const lines = [
    ...shape.columns.map(columnLine),
    `constraint ${quoteName(name)} primary key ${nameList(key)}`,
    ...shape.uniques.filter(({ where }) => !where).map(uniqueLine),
    ...shape.checks.map(
      ({ name: check, expression }) => `constraint ${quoteName(check)} check (${expression})`,
    ),
  ];
  return `create table ${tableName(shape)} (\n  ${lines.join(',\n  ')}\n)`;
}

/** A unique key, as a line of the table. */
export function uniqueLine({ name, columns, deferred }: KeyShape): string {
  return `constraint ${quoteName(name)} unique ${nameList(columns)}${deferral(deferred)}`;
}

/** Foreign keys stand alone, so that tables may refer to each other in rings. */
export function foreignKeyStatements(shape: TableShape): string[] {
  return shape.foreignKeys.map((key) => foreignKeyStatement(shape, key));
}

/** One of them. */
export function foreignKeyStatement(shape: TableShape, key: ForeignKeyShape): string {
  const rule = key.onDelete ? ` on delete ${key.onDelete}` : '';
  return (
    `alter table ${tableName(shape)} add constraint ${quoteName(key.name)}\n` +
    `  foreign key ${nameList(key.columns)} references ${targetOf(key)}` +
    rule +
    deferral(key.deferred)
  );
}

/** Indexes, including the partial unique ones. */
export function indexStatements(shape: TableShape): string[] {
  const partial = shape.uniques
    .filter(({ where }) => where)
    .map(({ name, columns, where }) => indexStatement(shape, { name, columns, where }, 'unique '));
  const plain = shape.indexes.map((index) => indexStatement(shape, index, ''));
  return [...partial, ...plain, ...shape.statements];
}

/** Row-level security and rights: a table of all organizations has rights only. */
export function accessStatements({ schema, table, tenant }: TableShape): string[] {
  return [...(tenant ? policyStatements(schema, table) : []), ...grantStatements(schema, table)];
}

/** The descriptions of the entity as comments. */
export function commentStatements(shape: TableShape): string[] {
  const table = tableName(shape);
  const columns = shape.columns.flatMap(({ name, comment }) =>
    comment ? [`comment on column ${table}.${quoteName(name)} is ${quoteText(comment)}`] : [],
  );
  const own = shape.comment ? [`comment on table ${table} is ${quoteText(shape.comment)}`] : [];
  return [...own, ...columns];
}

/** A column, as a line of the table. */
export function columnLine({
  name,
  type,
  nullable,
  default: value,
  generated,
}: ColumnShape): string {
  const parts = [quoteName(name), type];
  if (generated !== undefined) return `${parts.join(' ')} generated always as ${generated}`;
  if (!nullable) parts.push('not null');
  if (value !== undefined) parts.push(`default ${value}`);
  return parts.join(' ');
}

function indexStatement(
  shape: TableShape,
  index: Partial<IndexShape> &
    Pick<IndexShape, 'name' | 'columns'> & { where?: string | undefined },
  kind: '' | 'unique ',
): string {
  const method = index.method && index.method !== 'btree' ? `using ${index.method} ` : '';
  const operators = index.operators ? ` ${index.operators}` : '';
  const columns = index.columns.map((column) => quoteName(column) + operators).join(', ');
  const where = index.where ? ` where ${index.where}` : '';
  const name = quoteName(index.name);
  return `create ${kind}index ${name} on ${tableName(shape)} ${method}(${columns})${where}`;
}

function targetOf({ target }: ForeignKeyShape): string {
  return `${qualifiedName(target.schema, target.table)} ${nameList(target.columns)}`;
}

/** The table with its schema. */
export function tableName({ schema, table }: TableShape): string {
  return qualifiedName(schema, table);
}

function deferral(deferred: boolean | undefined): string {
  return deferred ? ' deferrable initially deferred' : '';
}
