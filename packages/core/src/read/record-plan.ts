import type { FieldNode } from 'graphql';
import { encodeId } from '../model/ids.js';
import { shownAmount } from '../model/money.js';
import {
  RECORD_TYPE,
  type AsOfField,
  type ColumnField,
  type ComputedField,
  type MoneyField,
  type RecordField,
  type RecordType,
  type ToOneField,
} from '../model/record-type.js';
import { planAttributes } from './attributes-plan.js';
import { rowCondition } from './conditions.js';
import { decode } from './decode.js';
import { conditionSql } from './filter.js';
import { planExternalRefs } from './external-refs-plan.js';
import { nestedConnection } from './nested-connection.js';
import { selectedFields, type SelectedField } from './selection.js';
import type { Cells, ReadScope, Source, StatementBuilder } from './scope.js';
import { spanPredicate } from './span.js';

/**
 * A planned record in the answer: values by response key. `NEEDS` carries what computed fields
 * read from their root; `RECORD_TYPE` serves interfaces.
 */
export interface PlannedRecord {
  [RECORD_TYPE]: string;
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
  { record, source }: RecordSource,
  nodes: readonly FieldNode[],
): (row: Cells) => PlannedRecord {
  const reads: [string, Read][] = [];
  const needs = new Map<string, Read>();
  const selection = selectedFields(frame.scope, record.name, nodes);
  const note = noteSecrets(frame, { record, source }, selection);
  for (const field of selection) {
    const definition = record.fields.get(field.name);
    if (!definition) continue;
    const at = { frame, record, source };
    if (definition.kind === 'computed') planNeeds(at, definition, needs);
    else reads.push([field.key, planField(at, definition, field)]);
  }
  return (row) => {
    const object: PlannedRecord = { [RECORD_TYPE]: record.name };
    for (const [key, read] of reads) object[key] = read(row);
    note?.(row);
    if (needs.size > 0) {
      const root = Object.fromEntries([...needs].map(([name, read]) => [name, read(row)]));
      Object.defineProperty(object, NEEDS, { value: root, enumerable: false });
    }
    return object;
  };
}

/** Notes for the trail which records showed secret fields; nothing where none is selected. */
function noteSecrets(
  { scope }: PlanFrame,
  { record, source }: RecordSource,
  selection: readonly SelectedField[],
): ((row: Cells) => void) | undefined {
  const secrets = scope.secretReads.among(
    record,
    selection.map(({ name }) => name),
  );
  if (!secrets) return undefined;
  const idCell = source.cells.add(source.column('id'));
  return (row) => scope.secretReads.add(record, secrets, row[idCell] as string);
}

/** A record type and where its cells are taken from. */
export interface RecordSource {
  record: RecordType;
  source: Source;
}

/** The same within one statement. */
export interface RecordFrame extends RecordSource {
  frame: PlanFrame;
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
    case 'attributes':
      return planAttributes(at, field, selected);
    case 'externalRefs':
      return planExternalRefs(at);
    case 'many':
      return nestedConnection(at.frame, { field, selected }, at.source);
  }
}

function planColumn({ frame, record, source }: RecordFrame, field: ColumnField): Read {
  const cell = source.cells.add(source.column(field.column));
  if (field.sealed) {
    const idCell = source.cells.add(source.column('id'));
    return (row) => {
      const sealed = row[cell] as string | null;
      if (sealed === null) return null;
      const rowId = row[idCell] as string;
      return frame.scope.open({ record, column: field.column, rowId, sealed });
    };
  }
  if (field.reference) return planReference({ frame, record, source }, field.reference, cell);
  return (row) => {
    const text = row[cell] as string | null;
    return text === null ? null : decode(field.codec, text, record.prefix);
  };
}

/** A key into one of several types; null where the type is none of the graph. */
function planReference(
  { frame, source }: RecordFrame,
  { typeColumn, types }: NonNullable<ColumnField['reference']>,
  cell: number,
): Read {
  const typeCell = source.cells.add(source.column(typeColumn));
  return (row) => {
    const [uuid, name] = [row[cell] as string | null, row[typeCell] as string | null];
    if (uuid === null || name === null) return null;
    const target = frame.scope.records.get(types ? (types[name] ?? '') : name);
    return target ? encodeId(target.prefix, uuid) : null;
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
  return planJoined(frame, { record: target, source: joined }, selected.nodes);
}

function keyOnly(target: RecordType, keys: readonly string[], uuid: string | null) {
  if (uuid === null) return null;
  const object: PlannedRecord = { [RECORD_TYPE]: target.name };
  for (const key of keys) object[key] = encodeId(target.prefix, uuid);
  return object;
}

function planJoined(frame: PlanFrame, joined: RecordSource, nodes: readonly FieldNode[]): Read {
  const { source } = joined;
  const present = source.cells.add(source.column('id'));
  const build = planRecord(frame, joined, nodes);
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
    spanPredicate({ field, alias: inner, asOf: selected.args['asOf'] }, frame),
    ...rowsOf(frame, target, inner),
  ];
  source.joins.push(
    () =>
      `left join lateral (select ${joined.usedColumns(inner)} from ${target.table} ${inner} ` +
      `where ${conditions.join(' and ')} order by ${inner}."${field.fromColumn}" desc limit 1) ` +
      `${outer} on true`,
  );
  return planJoined(frame, { record: target, source: joined }, selected.nodes);
}

/** The caller's row condition on a type as zero or one SQL predicate. */
export function rowsOf(frame: PlanFrame, record: RecordType, alias: string): string[] {
  const where = rowCondition(frame.scope, record);
  return where ? [conditionSql(where, { ...frame, record, alias })] : [];
}

function planNeeds(at: RecordFrame, field: ComputedField, needs: Map<string, Read>): void {
  for (const name of ['id', ...field.needs]) {
    const needed = at.record.fields.get(name);
    if (needed && !needs.has(name)) needs.set(name, planNeed(at, needed));
  }
}

/** A needed property in internal form: ids as uuids, relations as the uuid they point to. */
function planNeed(at: RecordFrame, field: RecordField): Read {
  const { record, source } = at;
  if (field.kind === 'column' && field.codec === 'id') {
    const cell = source.cells.add(source.column(field.column));
    return (row) => row[cell];
  }
  if (field.kind === 'toOne') {
    const cell = source.cells.add(source.column(field.column));
    return (row) => row[cell];
  }
  if (field.kind === 'column') return planColumn(at, field);
  if (field.kind === 'money') return planMoney(at, field);
  throw new Error(`${record.name}.${field.name} cannot be needed by a computed field`);
}
