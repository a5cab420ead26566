import { type GraphQLObjectType, isNonNullType } from 'graphql';
import type { RowPlace } from '../context/row-frames.js';
import { decodeId, encodeId } from '../model/ids.js';
import type { RecordType } from '../model/record-type.js';
import { decodeArray } from '../model/text-array.js';
import { Refusal } from '../write/errors.js';
import { decode } from './decode.js';
import { Hole, lift, NotPlannable } from './hole.js';
import {
  cellWrite,
  type CellWrite,
  required,
  Unwritable,
  type Write,
  writeNull,
  writeText,
} from './json-writer.js';
import { constant, objectWrite, type Part, writeList } from './object-writer.js';
import type { PlanRunner } from './planner.js';
import { type FieldPlan, joinToOne, NEEDS, type PlanFrame, planToOne } from './record-plan.js';
import type { RowCell, RowQuestion, RowSource } from './row-source.js';
import { Row } from './row.js';
import {
  type Cells,
  type ReadScope,
  RowCells,
  Source,
  type Statement,
  StatementBuilder,
  withCustomFields,
} from './scope.js';
import { selectedFields, selectionPoints, type SelectedField } from './selection.js';

/** The statements of a list of rows, and what is made of them. */
export interface RowsPlan {
  /** Runs ahead of the rows. */
  first: Statement | undefined;
  statement: Statement;
  build(rows: readonly Cells[]): unknown[];
  /** Writes the same as JSON; undefined where a field has a resolver of its own. */
  write: Write<readonly RowPlace[]> | undefined;
}

/** A root list of rows as it was asked for. */
export interface RowsRead {
  source: RowSource;
  selected: SelectedField;
}

/** One statement (two where the source has one ahead) for the rows and the records they name. */
export function readRows(scope: ReadScope, runner: PlanRunner, read: RowsRead): Promise<unknown[]> {
  return withCustomFields(scope, runner, async (full) => {
    const { first, statement, build } = planRows(full, read);
    if (first) await runner.run(first);
    return build(await runner.run(statement));
  });
}

/** @throws Refusal FORBIDDEN without the right on every record */
export function planRows(scope: ReadScope, { source, selected }: RowsRead): RowsPlan {
  const { principal } = scope;
  const { type, demand, limit } = source;
  if (principal.kind !== 'system' && principal.permissions.get(demand) !== 'all') {
    const permission = { permission: demand };
    throw new Refusal('FORBIDDEN', `Requires ${demand} for every record.`, permission);
  }
  const builder = new StatementBuilder();
  const frame = { scope, builder };
  const rows = new Source(builder.alias(), new RowCells());
  const keys = orderOf({ frame, rows }, source);
  const selection = selectedFields(scope, type, selected.nodes);
  const plans = selection.map((field) => ({
    field,
    plan: planField({ frame, rows }, source, field),
  }));
  const needs = plans.some(({ plan }) => !plan) ? planNeeds(rows, source) : undefined;
  const ask = questionOf(frame, selected.args, rows);
  const inner = `select ${ask.organization} as organization_id, r.* from (${source.sql(ask)}) r`;
  const joins = rows.joins.map((join) => join()).join(' ');
  const statement = {
    text:
      `select ${rows.cells.expressions.join(', ') || '1'} from (${inner}) ${rows.alias} ${joins}` +
      ` order by ${keys.join(', ') || '1'} limit ${limit + 1}`,
    values: builder.values,
  };
  return {
    first: firstOf(scope, source, selected),
    statement,
    build: (cells) => {
      if (cells.length > limit) throw new Refusal('BAD_USER_INPUT', source.tooMany);
      return cells.map(rowBuilder(plans, needs));
    },
    write: writeOf({ scope, source, selection }, plans),
  };
}

interface RowsFrame {
  frame: PlanFrame;
  rows: Source;
}

function orderOf(at: RowsFrame, { order, fields }: RowSource): string[] {
  return order.map((key) => {
    const [name = '', column] = key.split('.');
    const field = fields[name];
    if (column === undefined || field?.kind !== 'record') return at.rows.column(name);
    const target = recordOf(at.frame.scope, field.of.name);
    return joinToOne({ frame: at.frame, source: at.rows }, { column: field.column, target }).column(
      column,
    );
  });
}

function recordOf({ records }: ReadScope, name: string): RecordType {
  const record = records.get(name);
  if (!record) throw new Error(`${name} is no record type.`);
  return record;
}

/** Undefined for a field with a resolver of its own. */
function planField(
  { frame, rows }: RowsFrame,
  { type, fields }: RowSource,
  selected: SelectedField,
): FieldPlan | undefined {
  const { name } = selected;
  if (name === '__typename') return { read: () => type, write: constant(type) };
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) return undefined;
  if (field.kind === 'cell') return planCell(rows, field);
  const target = recordOf(frame.scope, field.of.name);
  const toOne = { column: field.column, target: () => target };
  return planToOne({ frame, source: rows }, toOne, selected);
}

function planCell(rows: Source, field: RowCell): FieldPlan {
  const cell = rows.cells.add(rows.column(field.column));
  const prefix = field.of?.options.prefix ?? '';
  const read = field.isList
    ? (text: string) => decodeArray(text).map((uuid) => encodeId(prefix, uuid))
    : (text: string) => decode(field.codec, text, prefix);
  const write = field.isList
    ? idsWrite(prefix)
    : cellWrite(field.codec, { prefix, values: new Set() });
  return {
    read: (row) => (row[cell] == null ? null : read(row[cell] as string)),
    write: (row) => (row.isNull(cell) ? writeNull() : write(row, cell)),
  };
}

/** Writes an array of uuids as public ids. */
function idsWrite(prefix: string): CellWrite {
  return (row, cell) =>
    writeList(decodeArray(row.text(cell) ?? '{}'), (uuid) => writeText(encodeId(prefix, uuid)));
}

type Needs = ReadonlyMap<string, (row: Cells) => unknown>;

function planNeeds(rows: Source, { needs = {} }: RowSource): Needs {
  return new Map(
    Object.entries(needs).map(([name, need]) => {
      if (need.codec !== 'id') return [name, planCell(rows, need).read] as const;
      const cell = rows.cells.add(rows.column(need.column));
      return [name, (row: Cells) => row[cell]] as const;
    }),
  );
}

type Planned = readonly { field: SelectedField; plan: FieldPlan | undefined }[];

function rowBuilder(plans: Planned, needs: Needs | undefined): (row: Cells) => unknown {
  return (row) => {
    const object: Record<string, unknown> = {};
    for (const { field, plan } of plans) if (plan) object[field.key] = plan.read(row);
    if (needs) {
      const root = Object.fromEntries([...needs].map(([name, read]) => [name, read(row)]));
      Object.defineProperty(object, NEEDS, { value: root, enumerable: false });
    }
    return object;
  };
}

function writeOf(
  {
    scope,
    source,
    selection,
  }: { scope: ReadScope; source: RowSource; selection: readonly SelectedField[] },
  plans: Planned,
): RowsPlan['write'] {
  const type = scope.schema.getType(source.type) as GraphQLObjectType;
  const parts = plans.flatMap(({ field, plan }): Part<Row>[] => {
    if (!plan?.write) return [];
    const isRequired = isNonNullType(type.getFields()[field.name]?.type);
    return [[field.key, isRequired ? required(plan.write) : plan.write]];
  });
  if (parts.length < plans.length) return undefined;
  const write = objectWrite(parts, selectionPoints(scope, source.type, selection));
  const row = new Row();
  return (rows) => {
    if (rows.length > source.limit) throw new Unwritable('more rows than an answer holds');
    writeList(rows, (place) => write(row.to(place)));
  };
}

function firstOf(
  scope: ReadScope,
  source: RowSource,
  { args }: SelectedField,
): Statement | undefined {
  const builder = new StatementBuilder();
  const text = source.first?.(questionOf({ scope, builder }, args));
  return text === undefined ? undefined : { text, values: builder.values };
}

/** Equal arguments of a statement are one parameter. */
function questionOf(
  { scope, builder }: PlanFrame,
  args: Readonly<Record<string, unknown>>,
  rows?: Source,
): RowQuestion {
  const known = new Map<string, string>();
  const once = (key: string, sqlType: string, value: () => unknown) => {
    const place = known.get(key) ?? builder.param(value(), sqlType);
    known.set(key, place);
    return place;
  };
  return {
    get organization() {
      return once('organization', 'uuid', () => scope.organizationId ?? null);
    },
    get today() {
      return once('today', 'date', () => scope.today);
    },
    has: (name) => args[name] != null,
    bound: (name, sqlType) => once(`bound ${name} ${sqlType}`, sqlType, () => args[name] ?? null),
    id: (name, { options }) =>
      once(`id ${name}`, 'uuid', () =>
        lift(args[name] ?? null, (id) => decodeId(options.prefix, String(id)) ?? null),
      ),
    value: (value, sqlType) => builder.param(value, sqlType),
    decided: <T>(name: string) => {
      const value = args[name] ?? undefined;
      if (value instanceof Hole) throw new NotPlannable(`${name} is bound and decides nothing`);
      return value as T | undefined;
    },
    uses: (column) => rows?.used.has(column) ?? false,
  };
}
