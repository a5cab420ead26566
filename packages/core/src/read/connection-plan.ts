import { Refusal } from '../write/errors.js';
import type { Where } from '../model/expose.js';
import type { RecordType } from '../model/record-type.js';
import { cursorValues, listFingerprint } from './cursor.js';
import { planFigures } from './figures-plan.js';
import { conditionSql, filterSql } from './filter.js';
import { likePattern } from './filter-values.js';
import { filled, type Hole, lift } from './hole.js';
import { type Write } from './json-writer.js';
import { constant, selectionWrite } from './object-writer.js';
import {
  afterSql,
  orderKeys,
  orderSql,
  reversed,
  type OrderInput,
  type OrderKey,
} from './order.js';
import { type PageState, planOutput, type WrittenPage } from './page-outputs.js';
import { rowsOf, type PlanFrame } from './record-plan.js';
import type { RowPlace } from '../context/row-frames.js';
import { selectedFields, selectionPoints, type SelectedField } from './selection.js';
import { RowCells, Source, type Cells } from './scope.js';

const DEFAULT_PAGE = 25;

/** The paging part of a connection's arguments, checked. */
export interface Page {
  size: number;
  backward: boolean;
  cursor: string | Hole | undefined;
}

/** The compiled parts of one connection. */
export interface ConnectionPlan {
  /** `select ... from (page) ...`, or undefined when no record is selected. */
  rows: RowsSql | undefined;
  /** Counts and figures over the whole list, or undefined when not asked for. */
  figures: { expressions: string[]; from: string } | undefined;
  build(rows: readonly Cells[], figures: Cells): Record<string, unknown>;
  /** Writes the same as JSON, where that can be. */
  write: ((rows: readonly RowPlace[], figures: RowPlace | undefined) => void) | undefined;
}

/** The statement of a page's rows in parts. */
interface RowsSql {
  cells: RowCells;
  /** `from (page) ...`; the rows come in their order unless they are joined. */
  sql(): string;
  outerOrder(): string;
  isJoined(): boolean;
}

/** What ties a nested list to the record that it hangs on. */
interface Link {
  predicate(alias: string): string;
  where: Where | undefined;
  /** It is the list of all records of the type. */
  isWhole?: boolean;
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
  const write = selectionWrite<WrittenPage>(
    keyed(fields),
    {
      ...rows?.writes,
      ...figures?.writes,
      ...constants(fields, connection),
    },
    selectionPoints(frame.scope, connection, fields),
  );
  return {
    rows,
    figures: figures && { expressions: figures.expressions, from: figures.from },
    build: (cells, figureCells) => {
      const state = stateOf(page, cells);
      return { ...rows?.build(state), ...figures?.build(figureCells) };
    },
    write: write && ((places, figure) => write({ ...stateOf(page, places), figures: figure })),
  };
}

/** A field of one name may stand there several times under different keys. */
function keyed(fields: readonly SelectedField[]) {
  return fields.map(({ key }) => ({ key, name: key }));
}

function constants(
  fields: readonly SelectedField[],
  type: string,
): Record<string, Write<WrittenPage>> {
  const names = fields.filter(({ name }) => name === '__typename');
  return Object.fromEntries(names.map(({ key }) => [key, constant(type)]));
}

function stateOf<R>(page: Page, found: readonly R[]): PageState<R> {
  const more = found.length > page.size;
  const rows = more ? found.slice(0, page.size) : [...found];
  if (page.backward) rows.reverse();
  return { rows, more, page };
}

/** What the parts of one connection share. */
export interface ListFrame {
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
export function listPredicates({ frame, record, args, link }: ListFrame, alias: string): string[] {
  const predicates = [link.predicate(alias), ...rowsOf(frame, record, alias)];
  const row = { ...frame, record, alias };
  if (link.where) predicates.push(conditionSql(link.where, row));
  if (args['where']) predicates.push(filterSql(args['where'] as Where, row));
  if (args['search'] != null) {
    const search = lift(args['search'], (text) => likePattern('contains', String(text)));
    const pattern = frame.builder.param(search, 'text');
    const columns = (record.exposed.options.search ?? []).map((name) => {
      const field = record.fields.get(name);
      return `${alias}."${field?.kind === 'column' ? field.column : name}" ilike ${pattern}`;
    });
    if (columns.length > 0) predicates.push(`(${columns.join(' or ')})`);
  }
  return predicates.filter((predicate) => predicate !== 'true');
}

export function whereSql(predicates: readonly string[]): string {
  return predicates.length === 0 ? '' : ` where ${predicates.join(' and ')}`;
}

/** Figures and orders tell of many records at once: the trail names the fields. */
export function noteUse({ frame, record }: ListFrame, fields: readonly string[]): void {
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
  const fingerprint = fingerprintOf(list);
  const predicates = listPredicates(list, inner);
  if (page.cursor !== undefined) {
    const values = cursorValues(frame.scope, { fingerprint, keys }, page.cursor);
    const column = (name: string) => `${inner}."${name}"`;
    predicates.push(afterSql(keys, values, { column, builder: frame.builder }));
  }
  // One row more says whether there is another page: for those who ask.
  const isPaged = fields.some(({ name }) => name === 'pageInfo');
  const limit = frame.builder.key(page.size + (isPaged ? 1 : 0), 'int');
  const outputs = fields.flatMap((field) => planOutput({ list, source, fingerprint }, field) ?? []);
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
  const build = (state: PageState<Cells>) =>
    Object.fromEntries(outputs.map(({ key, value }) => [key, value(state)]));
  const writes = Object.fromEntries(outputs.map(({ key, write }) => [key, write]));
  return { cells, sql, outerOrder, isJoined: () => source.joins.length > 0, build, writes };
}

/** What cursors of the list are bound to; anew in each run where a variable has a say in it. */
function fingerprintOf({ frame, record, keys, args }: ListFrame): () => string {
  const { where, search } = args;
  const { run } = frame.scope;
  let known: { step: number | undefined; text: string } | undefined;
  return () => {
    if (!known || known.step !== run?.step) {
      const conditions = { where: filled(where), search: filled(search) };
      known = { step: run?.step, text: listFingerprint(record.name, keys, conditions) };
    }
    return known.text;
  };
}
