import type { LiveColumn, LiveConstraint, LiveIndex, LiveTable } from './catalogue-read.js';
import { catalogueType, hasEnumCheck, pointsAlike } from './catalogue-tables.js';
import {
  accessStatements,
  columnLine,
  foreignKeyStatement,
  indexStatements,
  tableName,
  uniqueLine,
} from './ddl-statements.js';
import { quoteName, quoteText } from './sql-names.js';
import type { ColumnShape, IndexShape, KeyShape, TableShape } from './table-shape.js';

/**
 * What brings a table from what it is to what its entity says. Nothing is dropped: what no entity
 * knows stands there as a comment, because only its author knows when the last server that uses it
 * is gone. What metadata cannot say (triggers, exclusion constraints) is not looked at.
 */
export function tableChanges(shape: TableShape, live: LiveTable): string[] {
  const missing = shape.columns.filter(({ name }) => !columnOf(live, name));
  return [
    ...missing.flatMap((column) => addColumn(shape, column)),
    ...shape.columns.flatMap((column) => changeColumn(shape, column, live)),
    ...checkChanges(shape, live),
    ...keyChanges(shape, live),
    ...indexChanges(shape, live),
    ...(shape.tenant && !live.secured ? accessStatements(shape) : []),
    ...commentChanges(shape, live),
    ...unknownColumns(shape, live),
  ];
}

function columnOf(live: LiveTable, name: string): LiveColumn | undefined {
  return live.columns.find((column) => column.name === name);
}

function addColumn(shape: TableShape, column: ColumnShape): string[] {
  const add = (line: string) => `alter table ${tableName(shape)} add column ${line}`;
  const { nullable, default: value, generated } = column;
  if (nullable || value !== undefined || generated !== undefined) return [add(columnLine(column))];
  return [
    add(columnLine({ ...column, nullable: true })),
    `-- rows that are there need a value here, before this column can be required\n` +
      alterColumn(shape, column, 'set not null'),
  ];
}

function alterColumn(shape: TableShape, { name }: { name: string }, change: string): string {
  return `alter table ${tableName(shape)} alter column ${quoteName(name)} ${change}`;
}

function changeColumn(shape: TableShape, column: ColumnShape, live: LiveTable): string[] {
  const found = columnOf(live, column.name);
  if (!found) return [];
  const changes: string[] = [];
  if (found.type !== catalogueType(column.type)) changes.push(`type ${column.type}`);
  if (column.generated !== undefined) return changes.map((one) => alterColumn(shape, column, one));
  if (!sameDefault(found.default, column.default)) {
    changes.push(column.default === undefined ? 'drop default' : `set default ${column.default}`);
  }
  if (found.required && column.nullable) changes.push('drop not null');
  if (!found.required && !column.nullable) changes.push('set not null');
  return changes.map((change) => alterColumn(shape, column, change));
}

/** The catalogue writes the type behind a literal and brackets around an expression. */
function sameDefault(live: string | null, wanted: string | undefined): boolean {
  if (live === null || wanted === undefined) return live === null && wanted === undefined;
  return plainSql(live) === plainSql(wanted);
}

function plainSql(text: string): string {
  return text
    .toLowerCase()
    .replace(/::[a-z]+( (varying|with(out)? time zone))?(\(\d+\))?(\[\])?/g, '')
    .replace(/[\s()']/g, '');
}

function checkChanges(shape: TableShape, live: LiveTable): string[] {
  const table = tableName(shape);
  const add = (name: string, expression: string) =>
    `alter table ${table} add constraint ${quoteName(name)} check (${expression})`;
  return shape.checks.flatMap(({ name, expression }) => {
    const column = shape.columns.find((one) => one.values && isOf(name, shape, one));
    if (column) {
      if (hasEnumCheck(live, column)) return [];
      const stale = live.constraints.filter((one) => isEnumCheck(one, column));
      const drops = stale.map(
        (one) => `alter table ${table} drop constraint ${quoteName(one.name)}`,
      );
      return [...drops, add(name, expression)];
    }
    const isThere = live.constraints.some(
      (one) => one.kind === 'c' && (one.name === name || sameCheck(one.definition, expression)),
    );
    return isThere ? [] : [add(name, expression)];
  });
}

/** The same rule may have another name: brackets and types are the catalogue's own. */
function sameCheck(definition: string, expression: string): boolean {
  return plainSql(definition) === plainSql(`check ${expression}`);
}

/** Whether a check is that of the values of a column, by the name that the generator gives it. */
function isOf(name: string, { table }: TableShape, column: ColumnShape): boolean {
  return name === `${table}_${column.name}_check`;
}

function isEnumCheck({ kind, columns, definition }: LiveConstraint, column: ColumnShape): boolean {
  return kind === 'c' && columns.join() === column.name && / = (any|')/i.test(definition);
}

function keyChanges(shape: TableShape, live: LiveTable): string[] {
  const uniques = shape.uniques
    .filter(({ where }) => !where)
    .filter((key) => !live.indexes.some((index) => index.unique && sameColumns(index, key)))
    .map((key) => `alter table ${tableName(shape)} add ${uniqueLine(key)}`);
  const foreign = shape.foreignKeys
    .filter((key) => !live.constraints.some((found) => pointsAlike(found, key)))
    .map((key) => foreignKeyStatement(shape, key));
  return [...uniques, ...foreign];
}

function indexChanges(shape: TableShape, live: LiveTable): string[] {
  const isThere = ({ name, columns }: IndexShape | KeyShape) =>
    live.indexes.some(
      (index) => index.name === name || (sameColumns(index, { columns }) && !index.partial),
    );
  const uniques = shape.uniques.filter((key) => !key.where || !isThere(key));
  const indexes = shape.indexes.filter((index) => !isThere(index));
  return indexStatements({ ...shape, uniques, indexes, statements: newStatements(shape, live) });
}

/** Statements that the entity writes itself, by the name in them. */
function newStatements({ statements }: TableShape, live: LiveTable): string[] {
  const names = new Set(live.indexes.map(({ name }) => name));
  return statements.filter((text) => {
    const [, name = ''] = /\bindex\s+(?:if not exists\s+)?"?([a-z0-9_]+)"?/i.exec(text) ?? [];
    return !names.has(name);
  });
}

function sameColumns(index: LiveIndex, { columns }: { columns: readonly string[] }): boolean {
  return index.columns.join() === columns.join();
}

function commentChanges(shape: TableShape, live: LiveTable): string[] {
  const table = tableName(shape);
  const own =
    shape.comment && shape.comment !== live.comment
      ? [`comment on table ${table} is ${quoteText(shape.comment)}`]
      : [];
  const columns = shape.columns.flatMap(({ name, comment }) => {
    if (!comment || columnOf(live, name)?.comment === comment) return [];
    return [`comment on column ${table}.${quoteName(name)} is ${quoteText(comment)}`];
  });
  return [...own, ...columns];
}

function unknownColumns(shape: TableShape, live: LiveTable): string[] {
  const known = new Set(shape.columns.map(({ name }) => name));
  return live.columns
    .filter(({ name }) => !known.has(name))
    .map(
      ({ name }) =>
        `-- entity ${shape.entity} does not know this column\n` +
        `-- alter table ${tableName(shape)} drop column ${quoteName(name)}`,
    );
}
