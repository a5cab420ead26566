import type { GraphQLResolveInfo } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { needsOf } from '../model/needs.js';
import type { ResolverClass } from './definition.js';

type MetadataStorage = ReturnType<typeof getMetadataStorage>;

/**
 * TypeGraphQL's metadata is global to the process. These functions are the only ones that touch
 * it directly: what the resolver classes of a plugin declare, and the bounds of a composition, so
 * that fields of a plugin that is switched off cannot leak into the schema (stack.md 5).
 */

export interface DeclaredRootField {
  kind: 'Query' | 'Mutation' | 'Subscription';
  name: string;
}

export interface DeclaredComputedField {
  /** The class that stands for the type which gets the field. */
  type: unknown;
  name: string;
  needs: readonly string[];
}

/** Root fields that these classes declare. */
export function rootFieldsOf(classes: readonly ResolverClass[]): DeclaredRootField[] {
  const storage = getMetadataStorage();
  const of = (kind: DeclaredRootField['kind'], list: { target: unknown; schemaName: string }[]) =>
    list
      .filter(({ target }) => classes.includes(target as ResolverClass))
      .map(({ schemaName }) => ({ kind, name: schemaName }));
  return [
    ...of('Query', storage.queries as never),
    ...of('Mutation', storage.mutations as never),
    ...of('Subscription', storage.subscriptions as never),
  ];
}

/** Fields with resolvers of their own that these classes add to record types. */
export function computedFieldsOf(classes: readonly ResolverClass[]): DeclaredComputedField[] {
  const storage = getMetadataStorage();
  return storage.fieldResolvers
    .filter(({ kind, target }) => kind === 'external' && classes.includes(target as never))
    .map(({ target, schemaName, methodName }) => {
      const owner = storage.resolverClasses.find((one) => one.target === target);
      return {
        type: owner?.getObjectType(),
        name: schemaName,
        needs: needsOf((target as ResolverClass).prototype as object, methodName),
      };
    });
}

/** The resolver of a mutation. */
export type MutationResolver = (
  root: unknown,
  args: Record<string, unknown>,
  ctx: unknown,
  info: GraphQLResolveInfo,
) => unknown;

/** Makes of an argument what the method gets, by its declared class. */
type ReadArgument = (target: unknown, value: unknown) => unknown;

/**
 * The method of a mutation without TypeGraphQL around it, which searches all input types for each
 * field of each object of an argument: a quarter of the CPU of a batch of a thousand, a twelfth of
 * that of one update. None for a mutation of no class here.
 * @throws Error for a parameter that is no argument, context or info, and for middleware
 */
export function mutationResolverOf(
  classes: readonly ResolverClass[],
  field: string,
  read: ReadArgument,
): MutationResolver | undefined {
  const found = getMetadataStorage().mutations.find(
    ({ target, schemaName }) => schemaName === field && classes.includes(target as ResolverClass),
  );
  if (!found) return undefined;
  const { methodName, params = [], middlewares = [] } = found;
  if (middlewares.length > 0) throw new Error(`${methodName}: mutations take no middleware.`);
  const instance = new (found.target as new () => Record<string, (...all: unknown[]) => unknown>)();
  const ordered = params.toSorted((one, other) => one.index - other.index);
  const readers = ordered.map((param) => readerOf(param, read));
  return (root, args, ctx, info) =>
    instance[methodName]?.(...readers.map((one) => one(args, ctx, info)));
}

type ParameterReader = (args: Record<string, unknown>, ctx: unknown, info: unknown) => unknown;

function readerOf(
  param: NonNullable<MetadataStorage['mutations'][number]['params']>[number],
  read: ReadArgument,
): ParameterReader {
  if (param.kind === 'arg') return (args) => read(param.getType(), args[param.name]);
  if (param.kind === 'context' && param.propertyName === undefined) return (_args, ctx) => ctx;
  if (param.kind === 'info') return (_args, _ctx, info) => info;
  throw new Error(`${param.methodName}: no parameter of this kind in a mutation.`);
}

/** The lists of the storage that a composition adds derived entries to. */
const DERIVED_LISTS = [
  'queries',
  'objectTypes',
  'inputTypes',
  'interfaceTypes',
  'enums',
  'fields',
  'params',
  'resolverClasses',
] as const;

type InputEntry = MetadataStorage['inputTypes'][number];

/** What compositions added; the next one starts without it. */
let derived = new Set<unknown>();
/** Input types of all compositions of this process, by their classes: arguments become instances
 * of them at each request, of an older composition too. */
const inputs = new Map<unknown, InputEntry>();

/**
 * Runs a composition: what those before derived is taken back first, and resolvers of classes
 * that are not enabled are left out while it runs. Older compositions go on to work.
 */
export function withMetadata<T>(enabled: readonly ResolverClass[], compose: () => T): T {
  const storage = getMetadataStorage();
  for (const list of DERIVED_LISTS) keepOnly(storage, list, (entry) => !derived.has(entry));
  const fields = takeFields(storage);
  leaveProperties(storage);
  const before = new Set<unknown>(DERIVED_LISTS.flatMap((list) => storage[list] as unknown[]));
  const { fieldResolvers } = storage;
  storage.fieldResolvers = fieldResolvers.filter(
    ({ kind, target }) => kind === 'internal' || enabled.includes(target as ResolverClass),
  );
  try {
    return compose();
  } finally {
    storage.fieldResolvers = fieldResolvers;
    // Those of a composition that failed before its types were built.
    for (const [type, list] of fields) type.fields ??= list;
    serveInputs(storage, before);
    const after = DERIVED_LISTS.flatMap((list) => storage[list] as unknown[]);
    derived = new Set(after.filter((entry) => !before.has(entry)));
  }
}

/**
 * Leaves fields that are the property of their name to graphql-js, which reads it: TypeGraphQL
 * would put its middleware around each of them.
 */
function leaveProperties({ fields }: MetadataStorage): void {
  for (const field of fields) field.simple ??= field.name === field.schemaName;
}

function keepOnly(
  storage: MetadataStorage,
  list: (typeof DERIVED_LISTS)[number],
  keep: (entry: unknown) => boolean,
): void {
  Object.assign(storage, { [list]: (storage[list] as unknown[]).filter(keep) });
}

interface WithFields {
  fields?: unknown;
}

/** The fields of each type are collected once and kept: without them the next build does it. */
function takeFields(storage: MetadataStorage): Map<WithFields, unknown> {
  const { objectTypes, inputTypes, argumentTypes, interfaceTypes } = storage;
  const taken = new Map<WithFields, unknown>();
  for (const type of [...objectTypes, ...inputTypes, ...argumentTypes, ...interfaceTypes]) {
    const holder = type as WithFields;
    if (holder.fields !== undefined) taken.set(holder, holder.fields);
    delete holder.fields;
  }
  return taken;
}

function serveInputs(storage: MetadataStorage, before: ReadonlySet<unknown>): void {
  for (const entry of storage.inputTypes) {
    if (!before.has(entry) && entry.fields !== undefined) inputs.set(entry.target, entry);
  }
  const present = new Set<unknown>(storage.inputTypes.map(({ target }) => target));
  const older = [...inputs.values()].filter(({ target }) => !present.has(target));
  storage.inputTypes = [...storage.inputTypes, ...older];
}
