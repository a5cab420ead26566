import type { FieldNode } from 'graphql';
import type { Where } from '../model/expose.js';
import type { RecordType } from '../model/record-type.js';
import { rowCondition } from './conditions.js';
import { type ConnectionPlan, planConnection } from './connection-plan.js';
import { conditionSql, filterSql } from './filter.js';
import type { Hole } from './hole.js';
import { planRecord, type RecordPlan, rowsOf, type PlannedRecord } from './record-plan.js';
import type { SelectedField } from './selection.js';
import {
  RowCells,
  Source,
  StatementBuilder,
  withCustomFields,
  type Cells,
  type ReadScope,
  type Statement,
} from './scope.js';

/** Where planned statements run: a pooled reader, or the open transaction of a mutation. */
export interface PlanRunner {
  run(statement: Statement): Promise<Cells[]>;
}

/** One root list: at most two statements, the page and (when asked for) counts and figures. */
export function readConnection(
  scope: ReadScope,
  runner: PlanRunner,
  list: ListRead,
): Promise<Record<string, unknown>> {
  return withCustomFields(scope, runner, (full) => connectionOf(full, runner, list));
}

/** A root list of records. */
export interface ListRead {
  record: RecordType;
  selected: SelectedField;
  where?: Where;
}

async function connectionOf(
  scope: ReadScope,
  runner: PlanRunner,
  list: ListRead,
): Promise<Record<string, unknown>> {
  const { page, figures, build } = planList(scope, list);
  const [rows, figureRows] = await Promise.all([
    page ? runner.run(page) : [],
    figures ? runner.run(figures) : [],
  ]);
  return build(rows, figureRows[0] ?? []);
}

/** The statements of a root list, and what is made of their rows. */
export interface ListPlan extends Pick<ConnectionPlan, 'build' | 'write'> {
  page: Statement | undefined;
  figures: Statement | undefined;
}

/** Plans a root list: at most two statements. */
export function planList(scope: ReadScope, list: ListRead): ListPlan {
  const builder = new StatementBuilder();
  const figureBuilder = new StatementBuilder();
  const link = (target: StatementBuilder) => ({
    predicate: (alias: string) => tenant(scope, target, alias),
    where: list.where,
    isWhole: list.where === undefined,
  });
  // Two statements have two parameter lists, so the list is planned once for each.
  const plan = planConnection({ scope, builder }, list, link(builder));
  const counted = plan.figures
    ? planConnection({ scope, builder: figureBuilder }, list, link(figureBuilder))
    : undefined;
  const page =
    plan.rows &&
    statement(builder, {
      cells: plan.rows.cells,
      tail: () => `${plan.rows?.sql()} order by ${plan.rows?.outerOrder()}`,
    });
  const figures =
    counted?.figures &&
    trimmed(
      figureBuilder,
      `select ${counted.figures.expressions.join(', ')} ${counted.figures.from}`,
    );
  return { page, figures, build: plan.build, write: plan.write };
}

/** One record by a unique filter, or null: missing, foreign and hidden are the same. */
export function readOne(
  scope: ReadScope,
  runner: PlanRunner,
  look: OneRead,
): Promise<PlannedRecord | null> {
  return withCustomFields(scope, runner, (full) => oneOf(full, runner, look));
}

/** A root look-up. */
export interface OneRead {
  record: RecordType;
  nodes: readonly FieldNode[];
  where: Where;
  internal?: boolean;
}

async function oneOf(
  scope: ReadScope,
  runner: PlanRunner,
  look: OneRead,
): Promise<PlannedRecord | null> {
  const plan = planOne(scope, look);
  const [row] = await runner.run(plan.statement);
  return row ? plan.build(row) : null;
}

/** The statement of a root look-up, and what is made of its row. */
export interface OnePlan extends RecordPlan {
  statement: Statement;
}

/** Plans a root look-up. */
export function planOne(scope: ReadScope, look: OneRead): OnePlan {
  const builder = new StatementBuilder();
  const { record, where, internal = false } = look;
  const { plan, sql } = tableRead({ scope, builder }, look, (alias) =>
    filterSql(where, { scope, builder, record, alias, internal }),
  );
  return { ...plan, statement: sql(' limit 1') };
}

/** The records of these uuids that the caller may see, by uuid. */
export function readByIds(
  scope: ReadScope,
  runner: PlanRunner,
  look: IdsRead & { ids: readonly string[] },
): Promise<Map<string, PlannedRecord>> {
  const ids = new Set(look.ids);
  return withCustomFields(scope, runner, async (full) => {
    const { statement: asked, key, build } = planByIds(full, { ...look, ids: [...ids] });
    const rows = await runner.run(asked);
    const own = rows.filter((row) => ids.has(String(row[key])));
    return new Map(own.map((row) => [String(row[key]), build(row)]));
  });
}

interface IdsRead {
  record: RecordType;
  nodes: readonly FieldNode[];
  /** Each once. */
  ids: readonly string[] | Hole;
}

/** A read of records by their uuids. */
export interface IdsPlan extends RecordPlan {
  statement: Statement;
  /** The cell of the uuid. */
  key: number;
}

/** Plans a read of records by uuids that are there already, or will be. */
export function planByIds(scope: ReadScope, look: IdsRead): IdsPlan {
  const builder = new StatementBuilder();
  let ids: unknown;
  const { source, plan, sql } = tableRead({ scope, builder }, look, (alias) => {
    const list = builder.key(look.ids, 'uuid[]');
    ids = builder.values.at(-1);
    return `${alias}."id" = any(${list})`;
  });
  const key = source.cells.add(source.column('id'));
  const asked = sql('');
  return { ...plan, statement: { ...asked, keys: asked.values.indexOf(ids) }, key };
}

/** Uuids of the records that meet an internal filter and that the caller may see. */
export function readIds(scope: ReadScope, runner: PlanRunner, look: MatchRead): Promise<string[]> {
  return withCustomFields(scope, runner, (full) => matchingIds(full, runner, look));
}

interface MatchRead {
  record: RecordType;
  where: Where;
  condition?: Where | undefined;
  limit: number;
}

async function matchingIds(
  scope: ReadScope,
  runner: PlanRunner,
  look: MatchRead,
): Promise<string[]> {
  const builder = new StatementBuilder();
  const { record, where, condition } = look;
  const read = tableRead({ scope, builder }, { record, nodes: [] }, (alias) => {
    const row = { scope, builder, record, alias };
    const own = filterSql(where, { ...row, internal: true });
    return condition ? `${own} and ${conditionSql(condition, row)}` : own;
  });
  read.source.cells.add(read.source.column('id'));
  const limit = builder.key(look.limit, 'int');
  const rows = await runner.run(read.sql(` order by ${read.source.alias}."id" limit ${limit}`));
  return rows.map((row) => String(row[0]));
}

/** What of a type's rows a statement of a plugin may read. */
export interface RowsRead {
  record: RecordType;
  /** Alias of the record's table in the statement; not of the form `t1`. */
  alias: string;
  /** Bound values of the statement; those of the predicate are added. */
  values: unknown[];
  where?: Where | undefined;
  condition?: Where | undefined;
}

/** The predicate of rows that the caller may see and that meet the filter; `true` for all. */
export function readRowsSql(scope: ReadScope, runner: PlanRunner, look: RowsRead): Promise<string> {
  const { record, alias, values, where, condition } = look;
  return withCustomFields(scope, runner, async (full) => {
    const builder = new StatementBuilder(values);
    const row = { scope: full, builder, record, alias };
    const seen = rowCondition(full, record);
    const parts = [where ? filterSql(where, row) : 'true'];
    for (const one of [seen, condition]) if (one) parts.push(conditionSql(one, row));
    return `(${parts.join(' and ')})`;
  });
}

interface TableRead {
  source: Source;
  plan: RecordPlan;
  sql(tail: string): Statement;
}

/** A read straight from the record's table, for look-ups that return few rows. */
function tableRead(
  frame: { scope: ReadScope; builder: StatementBuilder },
  { record, nodes }: { record: RecordType; nodes: readonly FieldNode[] },
  predicate: (alias: string) => string,
): TableRead {
  const { scope, builder } = frame;
  const source = new Source(builder.alias(), new RowCells());
  const { alias } = source;
  const predicates = [tenant(scope, builder, alias), predicate(alias)];
  predicates.push(...rowsOf(frame, record, alias));
  const where = predicates.filter((one) => one !== 'true').join(' and ') || 'true';
  const plan = planRecord(frame, { record, source }, nodes);
  const sql = (tail: string) =>
    statement(builder, {
      cells: source.cells,
      tail: () => {
        const joins = source.joins.map((join) => join()).join(' ');
        return `from ${record.table} ${alias} ${joins} where ${where}${tail}`;
      },
    });
  return { source, plan, sql };
}

function tenant(scope: ReadScope, builder: StatementBuilder, alias: string): string {
  if (!scope.tenantPredicate || scope.organizationId === undefined) return 'true';
  return `${alias}.organization_id = ${builder.key(scope.organizationId, 'uuid')}`;
}

function statement(
  builder: StatementBuilder,
  parts: { cells: RowCells; tail: () => string },
): Statement {
  const tail = parts.tail();
  const select = parts.cells.expressions.join(', ') || '1';
  return trimmed(builder, `select ${select} ${tail}`);
}

/**
 * Drops bound values that the text does not use (the page of a count, the count of a page) and
 * numbers the rest anew: PostgreSQL refuses a parameter whose type it cannot tell.
 */
function trimmed(builder: StatementBuilder, text: string): Statement {
  const { values } = builder;
  const kept: unknown[] = [];
  const places = new Map<string, number>();
  const renumbered = builder.settled(text).replace(/\$(\d+)::/g, (_whole, place: string) => {
    let at = places.get(place);
    if (at === undefined) {
      at = kept.push(values[Number(place) - 1]);
      places.set(place, at);
    }
    return `$${at}::`;
  });
  return { text: renumbered, values: kept };
}
