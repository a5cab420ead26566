import {
  type FieldNode,
  getNamedType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { getArgumentValues } from 'graphql/execution/values.js';
import { Extensions } from 'type-graphql';
import { secretReadsOf } from '../audit/secret-reads.js';
import type { RowPlace } from '../context/row-frames.js';
import type { RecordType } from '../model/record-type.js';
import { RECORD_TYPE } from '../model/record-type.js';
import { Hole, NotPlannable } from './hole.js';
import { required, Unwritable, type Write, writeJson, writeNull } from './json-writer.js';
import { constant, objectWrite, type Part, writeList } from './object-writer.js';
import { boundNow, type PlanCall } from './plan-call.js';
import { planByIds } from './planner.js';
import { isProperty } from './resolvers.js';
import { Row } from './row.js';
import type { ReadScope } from './scope.js';
import { selectedFields, selectionPoints, type SelectedField } from './selection.js';

/**
 * What the method of a root field returns, written by a plan of the selection: properties are
 * written as they are, and the records that they name are read by one statement for each field, as
 * ever. For hundreds of rows graphql-js takes longer than the method.
 */

/**
 * Lets core write what the method returns, beside `@Query`. The method is as ever, with one
 * condition: it only reads, as what cannot be written (a field with a resolver of its own, an
 * error) is executed in the ordinary way from the beginning.
 *
 * @example
 * @WrittenResult()
 * @Query(() => FleetReport, { description: 'What the vehicles of a day cost.' })
 */
export function WrittenResult(): MethodDecorator {
  return Extensions({ [WRITTEN_RESULT]: true }) as MethodDecorator;
}

const WRITTEN_RESULT = 'writtenResult';

export function isWrittenResult(
  field: Pick<GraphQLField<unknown, unknown>, 'extensions'>,
): boolean {
  return field.extensions[WRITTEN_RESULT] === true;
}

/** A field of `Query` where an operation asks for it. */
export interface RootField {
  key: string;
  nodes: readonly FieldNode[];
  query: GraphQLObjectType;
  operation: OperationDefinitionNode;
}

/** Plans the selection on a method. @throws NotPlannable where it has resolvers below */
export function planResult(
  scope: ReadScope,
  root: RootField & { field: GraphQLField<unknown, unknown> },
): (call: PlanCall) => Promise<() => void> {
  const { field, nodes } = root;
  const references: Reference[] = [];
  const { write, collect } = planValue({ scope, references }, field.type, nodes);
  return async (call) => {
    const value = await resolved(scope, root, call);
    // Reads of secrets leave a trace: graphql-js answers them, as it does in lists.
    if (!secretReadsOf(call.caller.runtime.composition, call.caller.caller).isEmpty) {
      throw new NotPlannable('the method has read a secret');
    }
    for (const reference of references) reference.ids.clear();
    collect?.(value);
    call.begin();
    const reads = references.map((reference) => reference.read(call));
    const found = await Promise.all(reads);
    return () => {
      for (const [at, reference] of references.entries()) reference.found = found[at] ?? NONE;
      write(value);
    };
  };
}

/** What the method returns, behind all that stands around it, the shield first. */
async function resolved(
  { schema, fragments }: ReadScope,
  root: RootField & { field: GraphQLField<unknown, unknown> },
  { caller, values }: PlanCall,
): Promise<unknown> {
  const { field, key, nodes, query, operation } = root;
  const args = getArgumentValues(field, nodes[0] as FieldNode, values);
  return field.resolve?.(undefined, args, caller, {
    fieldName: field.name,
    fieldNodes: nodes,
    returnType: field.type,
    parentType: query,
    path: { prev: undefined, key, typename: query.name },
    schema,
    fragments,
    rootValue: undefined,
    operation,
    variableValues: values as never,
  });
}

/** How a value is written, and where it names records. */
interface ValuePlan {
  write: Write<unknown>;
  /** Notes the uuids; absent where there can be none. */
  collect?: ((value: unknown) => void) | undefined;
}

interface ValueFrame {
  scope: ReadScope;
  /** Those of the whole result. */
  references: Reference[];
}

function planValue(
  at: ValueFrame,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
): ValuePlan {
  if (isNonNullType(type)) {
    const { write, collect } = planValue(at, type.ofType, nodes);
    return { write: required(write), collect };
  }
  const { write, collect } = planPresent(at, type, nodes);
  return {
    write: (value) => (value === null || value === undefined ? writeNull() : write(value)),
    collect:
      collect &&
      ((value) => {
        if (value !== null && value !== undefined) collect(value);
      }),
  };
}

/** A value that is not null. */
function planPresent(
  at: ValueFrame,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
): ValuePlan {
  if (isListType(type)) {
    const { write, collect } = planValue(at, type.ofType, nodes);
    return {
      write: (value) => writeList(listOf(value), write),
      collect: collect && ((value) => listOf(value).forEach(collect)),
    };
  }
  if (isLeafType(type)) return { write: leafWrite(type) };
  const record = at.scope.records.get(getNamedType(type).name);
  if (record) return planReference(at, record, nodes);
  if (isObjectType(type) && !type.isTypeOf) return planObject(at, type, nodes);
  throw new NotPlannable('the type of an object is found when it is there');
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Unwritable('a list that is no array');
}

function leafWrite(type: GraphQLLeafType): Write<unknown> {
  return (value) => {
    const text = type.serialize(value);
    if (text === null || text === undefined) throw new Unwritable('a scalar without a value');
    writeJson(text);
  };
}

function planObject(
  at: ValueFrame,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): ValuePlan {
  const selection = selectedFields(at.scope, type.name, nodes);
  const plans = selection.map((field) => ({ field, plan: planProperty(at, type, field) }));
  const parts = plans.map(({ field, plan }): Part<unknown> => [field.key, plan.write]);
  const collects = plans.flatMap(({ plan }) => plan.collect ?? []);
  return {
    write: objectWrite(parts, selectionPoints(at.scope, type.name, selection)),
    collect:
      collects.length === 0
        ? undefined
        : (value) => {
            for (const collect of collects) collect(value);
          },
  };
}

function planProperty(at: ValueFrame, type: GraphQLObjectType, selected: SelectedField): ValuePlan {
  const { name, nodes } = selected;
  if (name === '__typename') return { write: constant(type.name) };
  const field = type.getFields()[name];
  if (!field || !isProperty(field)) throw new NotPlannable('a field with a resolver of its own');
  const { write, collect } = planValue(at, field.type, nodes);
  return {
    write: (source) => write(propertyOf(source, name)),
    collect: collect && ((source) => collect(propertyOf(source, name))),
  };
}

/** graphql-js would call a function, and wait for a promise. */
function propertyOf(source: unknown, name: string): unknown {
  const value = (source as Readonly<Record<string, unknown>>)[name];
  if (typeof value === 'function' || value instanceof Promise) {
    throw new Unwritable('a property that has its value later');
  }
  return value;
}

/** The records that one field of the selection names, in the call that is under way. */
interface Reference {
  ids: Set<string>;
  found: ReadonlyMap<string, RowPlace>;
  /** To be called right behind `begin`. */
  read(call: PlanCall): Promise<ReadonlyMap<string, RowPlace>>;
}

const NONE: ReadonlyMap<string, RowPlace> = new Map();

function planReference(at: ValueFrame, record: RecordType, nodes: readonly FieldNode[]): ValuePlan {
  const ids = new Set<string>();
  const look = { record, nodes, ids: new Hole(() => [...ids]) };
  const { statement, key, write } = planByIds(at.scope, look);
  if (!write) throw new NotPlannable('a field with a resolver of its own');
  const row = new Row();
  const read = async (call: PlanCall) => {
    if (ids.size === 0) return NONE;
    const rows = await call.rows(boundNow(statement));
    return new Map(rows.map((place) => [row.to(place).text(key) ?? '', place]));
  };
  const reference: Reference = { ids, found: NONE, read };
  at.references.push(reference);
  return {
    collect: (value) => void ids.add(uuidOf(value)),
    write: (value) => {
      const place = reference.found.get(uuidOf(value));
      if (place) write(row.to(place));
      else writeNull();
    },
  };
}

function uuidOf(value: unknown): string {
  const { id } = value as { id: string };
  if (RECORD_TYPE in (value as object)) throw new Unwritable('a record that is read already');
  return id;
}
