import {
  getNamedType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { decodeId } from '../model/ids.js';
import type { Where } from '../model/expose.js';
import type { RecordType } from '../model/record-type.js';
import { Refusal } from '../write/errors.js';
import { readScope, type ReadAccess } from './access.js';
import type { LookUp } from './look-ups.js';
import { readConnection, readOne } from './planner.js';
import { NEEDS } from './record-plan.js';
import { resolveNode, resolveReference } from './references.js';
import { readRows } from './row-plan.js';
import { ROWS, type RowSource } from './row-source.js';
import type { SelectedField } from './selection.js';

type Resolve = GraphQLFieldResolver<Record<string | symbol, unknown>, ReadAccess>;

/** Values of a payload that were planned ahead, by response key. */
export const PLANNED = Symbol('planned');

/** In a context: the look-up says that it was reached instead of reading, see `planOperation`. */
export const PROBE = Symbol('probe');

/**
 * Puts the planner under the executable schema: root look-ups run statements, fields of planned
 * records read what the statement brought, every other field of a record type resolves references.
 */
export function attachPlannedReads(
  schema: GraphQLSchema,
  records: ReadonlyMap<string, RecordType>,
  lookUps: readonly LookUp[],
): void {
  const planned = plannedTypes(records);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    if (planned.has(type.name)) attachPlanned(type, records);
    else attachReferences(type, records);
  }
  attachLookUps(schema, lookUps);
  attachRows(schema, records);
  attachNodes(schema);
}

/** Object types whose values the planner makes: records, connections, edges, aggregates. */
function plannedTypes(records: ReadonlyMap<string, RecordType>): Set<string> {
  return new Set(
    [...records.values()].flatMap(({ exposed }) => [
      exposed.name,
      exposed.connection.name,
      exposed.edge.name,
      exposed.aggregate.name,
    ]),
  );
}

const byKey: Resolve = (source, _args, _ctx, info) => source[info.path.key];

function attachPlanned(type: GraphQLObjectType, records: Records): void {
  const record = records.get(type.name);
  const isComputed = (name: string) => record?.fields.get(name)?.kind === 'computed';
  attachFields(type, isComputed, records);
}

/** Computed fields have resolvers of their own over what they need; all others are there. */
function attachFields(
  type: GraphQLObjectType,
  isComputed: (field: string) => boolean,
  records: Records,
): void {
  for (const field of Object.values(type.getFields())) {
    if (!isComputed(field.name)) {
      field.resolve = byKey as typeof field.resolve;
      continue;
    }
    const original = field.resolve as Resolve | undefined;
    const target = referenceOf(field.type, records);
    const resolve: Resolve = async (source, args, ctx, info) => {
      const root = source[NEEDS] as Record<string, unknown>;
      const value = await original?.(root, args, ctx, info);
      return target ? target(value, ctx, info) : value;
    };
    field.resolve = resolve as typeof field.resolve;
  }
}

type Records = ReadonlyMap<string, RecordType>;
type Follow = (value: unknown, ctx: ReadAccess, info: GraphQLResolveInfo) => unknown;

/** How references become records where a field has a record type, or `Node`, as its type. */
function referenceOf(type: GraphQLOutputType, records: Records): Follow | undefined {
  const { name } = getNamedType(type);
  const record = records.get(name);
  if (record) return (value, ctx, info) => resolveReference(ctx, { record, info }, value);
  if (name !== 'Node') return undefined;
  return (value, ctx, info) => {
    const named = records.get((value as { __typename?: string } | null)?.__typename ?? '');
    return named ? resolveReference(ctx, { record: named, info }, value) : value;
  };
}

/** Fields outside planned trees that return records: payloads, special queries, computed fields. */
function attachReferences(type: GraphQLObjectType, records: Records): void {
  for (const field of Object.values(type.getFields())) {
    const follow = referenceOf(field.type, records);
    if (!follow) continue;
    const original = field.resolve as Resolve | undefined;
    const resolve: Resolve = async (source, args, ctx, info) => {
      const ahead = (source?.[PLANNED] as Record<string, unknown> | undefined)?.[info.path.key];
      if (ahead !== undefined) return ahead;
      const value = original ? await original(source, args, ctx, info) : source[field.name];
      return follow(value, ctx, info);
    };
    field.resolve = resolve as typeof field.resolve;
    if (!original && records.has(getNamedType(field.type).name)) named.add(resolve);
  }
}

/** Resolvers of fields that hold nothing but the record that a property names. */
const named = new WeakSet<object>();

/** Whether a field is the property of its name, or the record which that names. */
export function isProperty({ resolve }: Pick<GraphQLField<unknown, unknown>, 'resolve'>): boolean {
  return resolve === undefined || named.has(resolve);
}

function attachLookUps(schema: GraphQLSchema, lookUps: readonly LookUp[]): void {
  const fields = schema.getQueryType()?.getFields() ?? {};
  for (const { record, one, many } of lookUps) {
    const single = fields[one];
    const list = fields[many];
    if (single) single.resolve = lookUpOne(record) as typeof single.resolve;
    if (list) list.resolve = lookUpMany(record) as typeof list.resolve;
  }
}

function lookUpOne(record: RecordType): Resolve {
  return (_source, args, ctx, info) => {
    if (PROBE in ctx) return PROBE;
    const scope = readScope(ctx, info);
    const where = oneWhere(record, args);
    const id = where['id'] as { eq: unknown } | undefined;
    if (id && decodeId(record.prefix, String(id.eq)) === undefined) return null;
    return readOne(scope, ctx.runner, { record, nodes: info.fieldNodes, where });
  };
}

/** Root lists whose rows a statement makes. */
function attachRows(schema: GraphQLSchema, records: Records): void {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const source = rowSourceOf(field);
    if (!source) continue;
    const type = schema.getType(source.type);
    if (!isObjectType(type) || getNamedType(field.type) !== type) {
      throw new Error(`Query.${field.name} is no list of ${source.type}.`);
    }
    attachFields(type, (name) => !Object.hasOwn(source.fields, name), records);
    field.resolve = lookUpRows(source) as typeof field.resolve;
  }
}

/** The statement behind a root list, see `FromRows`. */
export function rowSourceOf(
  field: Pick<GraphQLField<unknown, unknown>, 'extensions'>,
): RowSource | undefined {
  return field.extensions[ROWS] as RowSource | undefined;
}

function lookUpRows(source: RowSource): Resolve {
  return (_source, args, ctx, info) => {
    if (PROBE in ctx) return PROBE;
    const selected = selectedOf(args, info);
    return readRows(readScope(ctx, info), ctx.runner, { source, selected });
  };
}

/** The filter of a look-up by its argument `by`. @throws Refusal unless that has one key */
export function oneWhere(record: RecordType, args: Record<string, unknown>): Where {
  const by = args['by'] as Record<string, unknown>;
  const keys = Object.entries(by).filter(([, value]) => value != null);
  const [key, value] = keys[0] ?? [];
  if (keys.length !== 1 || key === undefined) {
    throw new Refusal('BAD_USER_INPUT', `${record.name}By: give exactly one key.`);
  }
  return key === 'externalRef' && !record.fields.has(key)
    ? byExternalRef(value)
    : { [key]: { eq: value } };
}

function byExternalRef(value: unknown): Where {
  const { system, id } = value as { system: string; id: string };
  return { externalRefs: { system, id: { eq: id } } };
}

function lookUpMany(record: RecordType): Resolve {
  return (_source, args, ctx, info) => {
    if (PROBE in ctx) return PROBE;
    const selected = selectedOf(args, info);
    return readConnection(readScope(ctx, info), ctx.runner, { record, selected });
  };
}

function selectedOf(args: Record<string, unknown>, info: GraphQLResolveInfo): SelectedField {
  return { key: String(info.path.key), name: info.fieldName, nodes: info.fieldNodes, args };
}

function attachNodes(schema: GraphQLSchema): void {
  const fields = schema.getQueryType()?.getFields() ?? {};
  const one: Resolve = (_source, args, ctx, info) => resolveNode(ctx, info, String(args['id']));
  const many: Resolve = (_source, args, ctx, info) => {
    const ids = args['ids'] as string[];
    if (ids.length > 100) throw new Refusal('BAD_USER_INPUT', 'nodes takes 100 ids at most.');
    return ids.map((id) => resolveNode(ctx, info, id));
  };
  if (fields['node']) fields['node'].resolve = one as never;
  if (fields['nodes']) fields['nodes'].resolve = many as never;
}
