import { registerEnumType } from 'type-graphql';
import { HISTORY, HistoryConnectionType } from '../audit/history.types.js';
import { Arg, Field, ID, Int, ObjectType } from './decorators.js';
import { AttributeType, ExternalRefType } from './attribute-types.js';
import { deriveInputs, pagingArguments } from './derive-inputs.js';
import { declaredEnums } from './enums.js';
import type { TypeClass } from './expose.js';
import {
  hasCurrency,
  type AsOfField,
  type AttributesField,
  type ColumnField,
  type ComputedField,
  type MoneyField,
  type RecordField,
  type RecordType,
  type ToOneField,
} from './record-type.js';
import { DateScalar, DateTimeScalar, DecimalScalar, JsonScalar } from './scalars.js';
import {
  DecimalStatistics,
  MoneyStatistics,
  MoneyType,
  NodeType,
  PageInfo,
} from './shared-types.js';

/**
 * Record types -> TypeGraphQL metadata: the object type, its edge, connection and aggregate, and
 * (derive-inputs.ts) its filter, order and look-up inputs. Runs once per composition; the
 * composer takes the metadata back afterwards, so compositions do not see each other.
 */

/** What the composer must know of derived types beside their metadata. */
export interface Derived {
  /** Types that need no rule of their own, and aggregates, whose fields rule like the record's. */
  structural: Map<string, 'inherit' | { record: string }>;
  guardedInputs: Map<string, RecordType>;
  guardedEnums: Map<string, { record: RecordType; fields: ReadonlyMap<string, string> }>;
  /** Look-up inputs: exactly one key must be given. */
  oneOf: Set<string>;
  /** Operator inputs of enums, made once per composition. */
  enumFilters: Map<string, object>;
}

type TypeThunk = () => unknown;

/** Derives the types of all records; returns what authorization needs to know of them. */
export function deriveTypes(records: Iterable<RecordType>): Derived {
  const derived: Derived = {
    structural: new Map(),
    guardedInputs: new Map(),
    guardedEnums: new Map(),
    oneOf: new Set(),
    enumFilters: new Map(),
  };
  registerEnums();
  for (const record of records) {
    objectType(record);
    pages(record, derived);
    deriveInputs(record, derived);
  }
  return derived;
}

function registerEnums(): void {
  for (const info of declaredEnums().values()) {
    const entries = Object.entries(info.values);
    registerEnumType(info.object, {
      name: info.name,
      description: info.description,
      valuesConfig: Object.fromEntries(entries.map(([key, text]) => [key, { description: text }])),
    });
  }
}

function objectType(record: RecordType): void {
  const target = record.exposed.object;
  ObjectType(record.name, { implements: NodeType, description: record.description })(target);
  for (const field of record.fields.values()) {
    if (field.kind !== 'computed') recordField(record, field);
    else if (field.name === HISTORY && field.isDerived) historyField(target, field);
  }
}

/** The history of a record; audit/history.ts resolves it. */
function historyField(target: TypeClass, field: ComputedField): void {
  const { nullable, description } = field;
  plainField(target, HISTORY, { type: () => HistoryConnectionType, nullable, description });
  const prototype = target.prototype as object;
  const first = 'Size of the page; default 25.';
  Arg('first', () => Int, { nullable: true, description: first })(prototype, HISTORY, 0);
  const after = 'Cursor after which the page starts.';
  Arg('after', () => String, { nullable: true, description: after })(prototype, HISTORY, 1);
}

function recordField(record: RecordType, field: Exclude<RecordField, { kind: 'computed' }>): void {
  const target = record.exposed.object;
  // Nullable across plugin borders, so that one refused field never blanks a page.
  const nullable = field.nullable || field.plugin !== record.plugin || mayBeHidden(field);
  const options = { nullable, description: field.description };
  if (field.kind === 'many') {
    const connection = field.target().exposed.connection;
    plainField(target, field.name, { type: () => connection, ...options });
    pagingArguments(target.prototype as object, field.name, field.target());
    return;
  }
  if (field.kind === 'asOf') {
    const scalar = field.span.unit === 'day' ? DateScalar : DateTimeScalar;
    const word = field.span.unit === 'day' ? 'today' : 'now';
    plainField(target, field.name, { type: () => field.target().exposed.object, ...options });
    Arg('asOf', () => scalar, { nullable: true, description: `In force then; default ${word}.` })(
      target.prototype as object,
      field.name,
      0,
    );
    return;
  }
  if (field.kind === 'attributes') return attributesField(target, field);
  if (field.kind === 'externalRefs') {
    plainField(target, field.name, { type: () => [ExternalRefType], ...options });
    return;
  }
  plainField(target, field.name, { type: outputType(field), ...options });
}

function attributesField(target: TypeClass, { name, nullable }: AttributesField): void {
  const description = 'Values of custom fields, those included that have none, in their order.';
  plainField(target, name, { type: () => [AttributeType], nullable, description });
  const keys = 'Only these, in this order; default: all that you may read.';
  const decorate = Arg('keys', () => [String], { nullable: true, description: keys });
  decorate(target.prototype as object, name, 0);
}

/** Row conditions may hide the record to which a required key points. */
function mayBeHidden(field: RecordField): boolean {
  if (field.kind !== 'toOne') return false;
  const { conditions, always } = field.target().exposed.options;
  return conditions !== undefined || always !== undefined;
}

/** The GraphQL type of a column, money or to-one field. */
export function outputType(field: ColumnField | MoneyField | ToOneField | AsOfField): TypeThunk {
  if (field.kind === 'toOne' || field.kind === 'asOf') return () => field.target().exposed.object;
  if (field.kind === 'money') return () => MoneyType;
  return columnType(field);
}

/** The scalar, enum or list of a column. */
export function columnType(field: ColumnField): TypeThunk {
  switch (field.codec) {
    case 'id':
      return () => ID;
    case 'integer':
      return () => Int;
    case 'float':
      return () => Number;
    case 'decimal':
    case 'bigint':
      return () => DecimalScalar;
    case 'boolean':
      return () => Boolean;
    case 'date':
      return () => DateScalar;
    case 'instant':
      return () => DateTimeScalar;
    case 'json':
      return () => JsonScalar;
    case 'textArray':
      return () => [String];
    case 'enum':
      return () => enumObject(field.enumName ?? '', field.name);
    case 'text':
      return () => String;
  }
}

/** The object under which an enum was registered. */
export function enumObject(name: string, field: string): object {
  const info = declaredEnums().get(name);
  if (!info) throw new Error(`${field}: enum ${name} is not declared; use choice(enumOf(...))`);
  return info.object;
}

function pages(record: RecordType, derived: Derived): void {
  const { object, edge, connection, aggregate, name } = record.exposed;
  ObjectType(`${name}Edge`, { description: `One ${name} and its cursor.` })(edge);
  plainField(edge, 'cursor', {
    type: () => String,
    description: 'Opaque position in the list.',
  });
  plainField(edge, 'node', { type: () => object, description: 'The record.' });
  ObjectType(`${name}Connection`, { description: `A page of a list of ${name} records.` })(
    connection,
  );
  plainField(connection, 'nodes', {
    type: () => [object],
    description: 'The records of this page.',
  });
  plainField(connection, 'edges', { type: () => [edge], description: 'The same with cursors.' });
  plainField(connection, 'pageInfo', { type: () => PageInfo, description: 'How to go on.' });
  plainField(connection, 'totalCount', {
    type: () => Int,
    nullable: true,
    description: 'All records that meet the filter; counted only when asked for.',
  });
  derived.structural.set(`${name}Edge`, 'inherit').set(`${name}Connection`, 'inherit');
  const figures = [...record.fields.values()].filter((field) => field.aggregatable);
  if (figures.length === 0) return;
  ObjectType(`${name}Aggregate`, { description: `Figures over ${name} records.` })(aggregate);
  for (const field of figures) {
    const type = hasCurrency(field) ? [MoneyStatistics] : DecimalStatistics;
    const description = `Sum, mean, smallest and largest. ${field.description}`;
    plainField(aggregate, field.name, { type: () => type, nullable: true, description });
  }
  plainField(connection, 'aggregate', {
    type: () => aggregate,
    nullable: true,
    description: 'Figures over all records that meet the filter.',
  });
  derived.structural.set(`${name}Aggregate`, { record: name });
}

interface OutputField {
  type: TypeThunk;
  nullable?: boolean;
  description: string;
}

/**
 * A property, also where the field takes arguments: as methods they would be field resolvers, among
 * which TypeGraphQL looks for each field of each type (a tenth of the composition of 300 types).
 */
function plainField(target: TypeClass, name: string, { type, ...options }: OutputField): void {
  Field(type as () => typeof String, options)(target.prototype as object, name);
}
