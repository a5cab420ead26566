import type { FieldNode } from 'graphql';
import { encodeId } from '../model/ids.js';
import { shownAmount } from '../model/money.js';
import type {
  AsOfField,
  ColumnField,
  ComputedField,
  MoneyField,
  RecordField,
  RecordType,
  ToOneField,
} from '../model/record-type.js';
import { rowCondition } from './conditions.js';
import { nestedConnection } from './connection-plan.js';
import { decode } from './decode.js';
import { filterSql } from './filter.js';
import { selectedFields, type SelectedField } from './selection.js';
import type { Cells, ReadScope, Source, StatementBuilder } from './scope.js';
import { spanPredicate } from './span.js';

/**
 * A planned record in the answer: values by response key. `needs` carries what computed fields
 * read from their root; `__typename` serves interfaces.
 */
export interface PlannedRecord {
  __typename: string;
  [key: string]: unknown;
}

/** Where computed fields find the columns that they declared. */
export const NEEDS = Symbol('needs');

/** What the parts of one statement share. */
export interface PlanFrame {
  scope: ReadScope;
  builder: StatementBuilder;
}

type Read = (row: Cells) => unknown;

/** Compiles a selection on one record type; returns how a row becomes the object. */
export function planRecord(
  frame: PlanFrame,
  record: RecordType,
  source: Source,
  nodes: readonly FieldNode[],
): (row: Cells) => PlannedRecord {
  const reads: [string, Read][] = [];
  const needs = new Map<string, Read>();
  for (const field of selectedFields(frame.scope, record.name, nodes)) {
    const definition = record.fields.get(field.name);
    if (!definition) continue;
    if (definition.kind === 'computed') planNeeds(frame, record, { source, needs }, definition);
    else reads.push([field.key, planField({ frame, record, source }, definition, field)]);
  }
  return (row) => {
    const object: PlannedRecord = { __typename: record.name };
    for (const [key, read] of reads) object[key] = read(row);
    if (needs.size > 0) {
      const root = Object.fromEntries([...needs].map(([name, read]) => [name, read(row)]));
      Object.defineProperty(object, NEEDS, { value: root, enumerable: false });
    }
    return object;
  };
}

interface RecordFrame {
  frame: PlanFrame;
  record: RecordType;
  source: Source;
}

function planField(
  at: RecordFrame,
  field: Exclude<RecordField, ComputedField>,
  selected: SelectedField,
): Read {
  switch (field.kind) {
    case 'column':
      return planColumn(at, field);
    case 'money':
      return planMoney(at, field);
    case 'toOne':
      return planToOne(at, field, selected);
    case 'asOf':
      return planAsOf(at, field, selected);
    case 'many':
      return nestedConnection(at.frame, field, at.source, selected);
  }
}

function planColumn({ frame, record, source }: RecordFrame, field: ColumnField): Read {
  const cell = source.cells.add(source.column(field.column));
  if (field.sealed) {
    const idCell = source.cells.add(source.column('id'));
    return (row) => {
      const sealed = row[cell] as string | null;
      if (sealed === null) return null;
      return frame.scope.open(record, field.column, row[idCell] as string, sealed);
    };
  }
  return (row) => {
    const text = row[cell] as string | null;
    return text === null ? null : decode(field.codec, text, record.prefix);
  };
}

function planMoney({ source }: RecordFrame, field: MoneyField): Read {
  const amount = source.cells.add(source.column(field.amountColumn));
  const currency = source.cells.add(source.column(field.currencyColumn));
  return (row) => {
    const [value, code] = [row[amount] as string | null, row[currency] as string];
    return value === null ? null : { amount: shownAmount(value, code), currency: code };
  };
}

/** Joined; when only the id is asked for and no row condition applies, read from the key. */
function planToOne(at: RecordFrame, field: ToOneField, selected: SelectedField): Read {
  const { frame, source } = at;
  const target = field.target();
  const inner = selectedFields(frame.scope, target.name, selected.nodes);
  const plain = inner.every((one) => one.name === 'id' || one.name === '__typename');
  if (plain && !rowCondition(frame.scope, target)) {
    const cell = source.cells.add(source.column(field.column));
    const keys = inner.filter((one) => one.name === 'id').map((one) => one.key);
    return (row) => keyOnly(target, keys, row[cell] as string | null);
  }
  const alias = frame.builder.alias();
  const joined = source.joined(alias);
  const conditions = [
    `${alias}.organization_id = ${source.column('organization_id')}`,
    `${alias}."id" = ${source.column(field.column)}`,
    ...rowsOf(frame, target, alias),
  ];
  source.joins.push(() => `left join ${target.table} ${alias} on ${conditions.join(' and ')}`);
  return planJoined(frame, target, joined, selected.nodes);
}

function keyOnly(target: RecordType, keys: readonly string[], uuid: string | null) {
  if (uuid === null) return null;
  const object: PlannedRecord = { __typename: target.name };
  for (const key of keys) object[key] = encodeId(target.prefix, uuid);
  return object;
}

function planJoined(
  frame: PlanFrame,
  target: RecordType,
  joined: Source,
  nodes: readonly FieldNode[],
): Read {
  const present = joined.cells.add(joined.column('id'));
  const build = planRecord(frame, target, joined, nodes);
  return (row) => (row[present] === null ? null : build(row));
}

/** The one row in force: a lateral sub-select, so that overlapping rows cannot multiply ours. */
function planAsOf(at: RecordFrame, field: AsOfField, selected: SelectedField): Read {
  const { frame, source } = at;
  const target = field.target();
  const outer = frame.builder.alias();
  const inner = frame.builder.alias();
  const joined = source.joined(outer);
  const conditions = [
    `${inner}.organization_id = ${source.column('organization_id')}`,
    `${inner}."${field.byColumn}" = ${source.column('id')}`,
    spanPredicate(field, inner, selected.args['asOf'], frame),
    ...rowsOf(frame, target, inner),
  ];
  source.joins.push(
    () =>
      `left join lateral (select ${joined.usedColumns(inner)} from ${target.table} ${inner} ` +
      `where ${conditions.join(' and ')} order by ${inner}."${field.fromColumn}" desc limit 1) ` +
      `${outer} on true`,
  );
  return planJoined(frame, target, joined, selected.nodes);
}

/** The caller's row condition on a type as zero or one SQL predicate. */
export function rowsOf(frame: PlanFrame, record: RecordType, alias: string): string[] {
  const where = rowCondition(frame.scope, record);
  return where ? [filterSql(where, { ...frame, record, alias, internal: true })] : [];
}

function planNeeds(
  frame: PlanFrame,
  record: RecordType,
  into: { source: Source; needs: Map<string, Read> },
  field: ComputedField,
): void {
  for (const name of ['id', ...field.needs]) {
    const needed = record.fields.get(name);
    if (!needed || into.needs.has(name)) continue;
    into.needs.set(name, planNeed(frame, { record, source: into.source }, needed));
  }
}

/** A needed property in internal form: ids as uuids, relations as the uuid they point to. */
function planNeed(
  frame: PlanFrame,
  at: { record: RecordType; source: Source },
  field: RecordField,
): Read {
  const { record, source } = at;
  if (field.kind === 'column' && field.codec === 'id') {
    const cell = source.cells.add(source.column(field.column));
    return (row) => row[cell];
  }
  if (field.kind === 'toOne') {
    const cell = source.cells.add(source.column(field.column));
    return (row) => row[cell];
  }
  if (field.kind === 'column') return planColumn({ frame, record, source }, field);
  if (field.kind === 'money') return planMoney({ frame, record, source }, field);
  throw new Error(`${record.name}.${field.name} cannot be needed by a computed field`);
}
