import { Refusal } from '../write/errors.js';
import type { Where } from '../model/expose.js';
import type { RecordType } from '../model/record-type.js';
import { aggregateSql, readAggregate } from './aggregate.js';
import { listFingerprint, readCursor, writeCursor } from './cursor.js';
import { conditionSql, filterSql } from './filter.js';
import { likePattern } from './filter-values.js';
import {
  afterSql,
  keySql,
  orderKeys,
  orderSql,
  reversed,
  type OrderInput,
  type OrderKey,
} from './order.js';
import { planRecord, rowsOf, type PlanFrame } from './record-plan.js';
import { selectedFields, type SelectedField } from './selection.js';
import { RowCells, Source, type Cell, type Cells } from './scope.js';

const DEFAULT_PAGE = 25;

/** The paging part of a connection's arguments, checked. */
interface Page {
  size: number;
  backward: boolean;
  cursor: string | undefined;
}

/** The compiled parts of one connection. */
export interface ConnectionPlan {
  /** `select ... from (page) ...`, or undefined when no record is selected. */
  rows: { cells: RowCells; sql: () => string; outerOrder: () => string } | undefined;
  /** Counts and figures over the whole list, or undefined when not asked for. */
  figures: { expressions: string[]; from: string } | undefined;
  build(rows: readonly Cells[], figures: Cells): Record<string, unknown>;
}

/** What ties a nested list to the record that it hangs on. */
interface Link {
  predicate(alias: string): string;
  where: Where | undefined;
}

/** Compiles a connection on a record type: page, order, filter, cursors, counts, figures. */
export function planConnection(
  frame: PlanFrame,
  { record, selected }: { record: RecordType; selected: SelectedField },
  link: Link,
): ConnectionPlan {
  const connection = record.exposed.connection.name;
  const fields = selectedFields(frame.scope, connection, selected.nodes);
  const args = selected.args;
  const page = pageOf(args, frame.scope.pageLimit);
  const keys = orderKeys(frame.scope, record, (args['orderBy'] ?? null) as OrderInput[] | null);
  const wantsRows = fields.some((field) => ['nodes', 'edges', 'pageInfo'].includes(field.name));
  const list = { frame, record, args, link, keys, page };
  const rows = wantsRows ? planRows(list, fields) : undefined;
  const figures = planFigures(list, fields);
  return {
    rows: rows && { cells: rows.cells, sql: rows.sql, outerOrder: rows.outerOrder },
    figures: figures && { expressions: figures.expressions, from: figures.from },
    build: (cells, figureCells) => ({
      ...rows?.build(cells),
      ...figures?.build(figureCells),
    }),
  };
}

interface ListFrame {
  frame: PlanFrame;
  record: RecordType;
  args: Record<string, unknown>;
  link: Link;
  keys: OrderKey[];
  page: Page;
}

function pageOf(args: Record<string, unknown>, limit: number): Page {
  const { first, last, after, before } = args as Record<string, number & string>;
  const refuse = (message: string) => new Refusal('BAD_USER_INPUT', message);
  if (first != null && last != null) throw refuse('Give first or last, not both.');
  if (after != null && before != null) throw refuse('Give after or before, not both.');
  const backward = last != null || (first == null && before != null);
  if (backward && after != null) throw refuse('after goes with first, before with last.');
  if (!backward && before != null) throw refuse('before goes with last, after with first.');
  const size = last ?? first ?? DEFAULT_PAGE;
  if (size < 1 || size > limit) throw refuse(`A page holds 1 to ${limit} records.`);
  return { size, backward, cursor: (backward ? before : after) ?? undefined };
}

/** Predicates of the list itself, without its position: link, filter, search, row conditions. */
function listPredicates({ frame, record, args, link }: ListFrame, alias: string): string[] {
  const predicates = [link.predicate(alias), ...rowsOf(frame, record, alias)];
  const row = { ...frame, record, alias };
  if (link.where) predicates.push(conditionSql(link.where, row));
  if (args['where']) predicates.push(filterSql(args['where'] as Where, row));
  if (typeof args['search'] === 'string') {
    const pattern = frame.builder.param(likePattern('contains', args['search']), 'text');
    const columns = (record.exposed.options.search ?? []).map((name) => {
      const field = record.fields.get(name);
      return `${alias}."${field?.kind === 'column' ? field.column : name}" ilike ${pattern}`;
    });
    if (columns.length > 0) predicates.push(`(${columns.join(' or ')})`);
  }
  return predicates.filter((predicate) => predicate !== 'true');
}

function whereSql(predicates: readonly string[]): string {
  return predicates.length === 0 ? '' : ` where ${predicates.join(' and ')}`;
}

/** Figures and orders tell of many records at once: the trail names the fields. */
function noteUse({ frame, record }: ListFrame, fields: readonly string[]): void {
  const secrets = frame.scope.secretReads.among(record, fields);
  if (secrets) frame.scope.secretReads.add(record, secrets);
}

function planRows(list: ListFrame, fields: readonly SelectedField[]) {
  const { frame, record, page } = list;
  const keys = page.backward ? reversed(list.keys) : list.keys;
  noteUse(
    list,
    keys.map(({ field }) => field),
  );
  const cells = new RowCells();
  const source = new Source(frame.builder.alias(), cells);
  const inner = frame.builder.alias();
  const fingerprint = listFingerprint(record.name, list.keys, {
    where: list.args['where'],
    search: list.args['search'],
  });
  const predicates = listPredicates(list, inner);
  if (page.cursor !== undefined) {
    const values = readCursor(frame.scope, fingerprint, page.cursor);
    const column = (name: string) => `${inner}."${name}"`;
    predicates.push(afterSql(keys, values, { column, builder: frame.builder }));
  }
  const limit = frame.builder.param(page.size + 1, 'int');
  const outputs = fields.map((field) => planOutput({ list, source, fingerprint }, field));
  const outerOrder = () => orderSql(keys, (name) => source.column(name));
  const sql = () => {
    const order = orderSql(keys, (name) => `${inner}."${name}"`);
    outerOrder();
    const joins = source.joins.map((join) => join()).join(' ');
    const columns = source.usedColumns(inner) || '1';
    return (
      `from (select ${columns} from ${record.table} ${inner}` +
      `${whereSql(predicates)} order by ${order} limit ${limit}) ${source.alias} ${joins}`
    );
  };
  const build = (rows: readonly Cells[]) => {
    const more = rows.length > page.size;
    const kept = more ? rows.slice(0, page.size) : [...rows];
    if (page.backward) kept.reverse();
    const state = { rows: kept, more, page };
    const entries = outputs.flatMap((output) => (output ? [output(state)] : []));
    return Object.fromEntries(entries);
  };
  return { cells, sql, outerOrder, build };
}

interface PageState {
  rows: readonly Cells[];
  more: boolean;
  page: Page;
}

type Output = (state: PageState) => [string, unknown];

/** How one field of the connection is made from the page's rows. */
function planOutput(
  at: { list: ListFrame; source: Source; fingerprint: string },
  field: SelectedField,
): Output | undefined {
  const { frame, record } = at.list;
  if (field.name === 'nodes') {
    const build = planRecord(frame, { record, source: at.source }, field.nodes);
    return ({ rows }) => [field.key, rows.map(build)];
  }
  if (field.name === 'edges') return planEdges(at, field);
  if (field.name === 'pageInfo') {
    const cursor = cursorReader(at);
    return (state) => [field.key, pageInfo(state, cursor)];
  }
  return undefined;
}

function cursorReader(at: { list: ListFrame; source: Source; fingerprint: string }) {
  const { frame, keys } = at.list;
  const cells = keys.map((key) =>
    at.source.cells.add(keySql(key, (name) => at.source.column(name))),
  );
  return (row: Cells) => {
    const values = cells.map((cell) => row[cell] as string | null);
    return writeCursor(frame.scope, at.fingerprint, values);
  };
}

function planEdges(
  at: { list: ListFrame; source: Source; fingerprint: string },
  field: SelectedField,
): Output {
  const { frame, record } = at.list;
  const cursor = cursorReader(at);
  const inner = selectedFields(frame.scope, record.exposed.edge.name, field.nodes);
  const parts = inner.flatMap((one): [string, (row: Cells) => unknown][] => {
    if (one.name === 'cursor') return [[one.key, cursor]];
    if (one.name !== 'node') return [];
    return [[one.key, planRecord(frame, { record, source: at.source }, one.nodes)]];
  });
  return ({ rows }) => [
    field.key,
    rows.map((row) => Object.fromEntries(parts.map(([key, read]) => [key, read(row)]))),
  ];
}

function pageInfo({ rows, more, page }: PageState, cursor: (row: Cells) => string) {
  const first = rows[0];
  const last = rows.at(-1);
  return {
    hasNextPage: page.backward ? page.cursor !== undefined : more,
    hasPreviousPage: page.backward ? more : page.cursor !== undefined,
    startCursor: first ? cursor(first) : null,
    endCursor: last ? cursor(last) : null,
  };
}

function planFigures(list: ListFrame, fields: readonly SelectedField[]) {
  const { frame, record } = list;
  const counts = fields.filter((field) => field.name === 'totalCount');
  const aggregates = fields.filter((field) => field.name === 'aggregate');
  if (counts.length + aggregates.length === 0) return undefined;
  const alias = frame.builder.alias();
  const predicates = listPredicates(list, alias);
  const from = `from ${record.table} ${alias}${whereSql(predicates)}`;
  const cells = new RowCells();
  const countCell = cells.add('count(*)');
  const plans = aggregates.map((field) => {
    const selected = selectedFields(frame.scope, record.exposed.aggregate.name, field.nodes);
    noteUse(
      list,
      selected.map(({ name }) => name),
    );
    const parts = selected.flatMap((one) => {
      const definition = record.fields.get(one.name);
      if (!definition) return [];
      const cell = cells.add(aggregateSql(definition, alias, from));
      return [{ key: one.key, cell, definition }];
    });
    return { key: field.key, parts };
  });
  const build = (row: Cells) => {
    const result: Record<string, unknown> = {};
    for (const field of counts) result[field.key] = Number(row[countCell]);
    for (const plan of plans) {
      const values = plan.parts.map(({ key, cell, definition }) => [
        key,
        readAggregate(definition, row[cell] as Cell),
      ]);
      result[plan.key] = Object.fromEntries(values);
    }
    return result;
  };
  return { expressions: cells.expressions, from, build };
}
