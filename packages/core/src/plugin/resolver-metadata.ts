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

/** What the last composition derived; it serves argument conversion until the next one. */
let derived = new Set<unknown>();

/**
 * Runs a composition: what the one before derived is taken back first, and resolvers of classes
 * that are not enabled are left out while it runs.
 */
export function withMetadata<T>(enabled: readonly ResolverClass[], compose: () => T): T {
  const storage = getMetadataStorage();
  for (const list of DERIVED_LISTS) keepOnly(storage, list, (entry) => !derived.has(entry));
  forgetFields(storage);
  const before = new Set<unknown>(DERIVED_LISTS.flatMap((list) => storage[list] as unknown[]));
  const { fieldResolvers } = storage;
  storage.fieldResolvers = fieldResolvers.filter(
    ({ kind, target }) => kind === 'internal' || enabled.includes(target as ResolverClass),
  );
  try {
    return compose();
  } finally {
    storage.fieldResolvers = fieldResolvers;
    const after = DERIVED_LISTS.flatMap((list) => storage[list] as unknown[]);
    derived = new Set(after.filter((entry) => !before.has(entry)));
  }
}

function keepOnly(
  storage: MetadataStorage,
  list: (typeof DERIVED_LISTS)[number],
  keep: (entry: unknown) => boolean,
): void {
  Object.assign(storage, { [list]: (storage[list] as unknown[]).filter(keep) });
}

/** The fields of each type are collected once and kept: forget them before the next build. */
function forgetFields(storage: MetadataStorage): void {
  const { objectTypes, inputTypes, argumentTypes, interfaceTypes } = storage;
  for (const type of [...objectTypes, ...inputTypes, ...argumentTypes, ...interfaceTypes]) {
    delete (type as { fields?: unknown }).fields;
  }
}
