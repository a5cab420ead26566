import { getMetadataStorage } from 'type-graphql';
import { needsOf } from '../model/needs.js';
import type { ResolverClass } from './definition.js';

type MetadataStorage = ReturnType<typeof getMetadataStorage>;

/**
 * TypeGraphQL's metadata is global to the process. These functions are the only ones that touch
 * it directly: what the resolver classes of a plugin declare, and a snapshot around a composition,
 * so that fields of a plugin that is switched off cannot leak into the schema (stack.md 5).
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

/**
 * Runs a composition over a copy of the metadata: resolvers of classes that are not enabled are
 * left out, and everything that was derived is taken back at the end.
 */
export function withMetadata<T>(enabled: readonly ResolverClass[], compose: () => T): T {
  const storage = getMetadataStorage();
  const before = storage.clone();
  const among = ({ target }: { target: unknown }) => enabled.includes(target as ResolverClass);
  storage.fieldResolvers = storage.fieldResolvers.filter(
    (one) => one.kind === 'internal' || among(one),
  );
  forgetFields(storage);
  try {
    return compose();
  } finally {
    const { queries, mutations, subscriptions, fieldResolvers } = before;
    const { objectTypes, inputTypes, argumentTypes, interfaceTypes, enums, unions } = before;
    const { fields, params, resolverClasses } = before;
    Object.assign(storage, {
      ...{ queries, mutations, subscriptions, fieldResolvers, fields, params, resolverClasses },
      ...{ objectTypes, inputTypes, argumentTypes, interfaceTypes, enums, unions },
    });
    forgetFields(storage);
  }
}

/** The fields of each type are collected once and kept: forget them before the next build. */
function forgetFields(storage: MetadataStorage): void {
  const { objectTypes, inputTypes, argumentTypes, interfaceTypes } = storage;
  for (const type of [...objectTypes, ...inputTypes, ...argumentTypes, ...interfaceTypes]) {
    delete (type as { fields?: unknown }).fields;
  }
}
