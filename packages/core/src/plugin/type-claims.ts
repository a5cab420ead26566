import {
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { declaredPayloads } from '../model/inputs.js';
import type { PluginDefinition } from './definition.js';
import type { Claim } from './ownership.js';
import { computedFieldsOf, rootFieldsOf } from './resolver-metadata.js';

/**
 * Owners of the types that plugins write by hand: the first plugin (in dependency order) whose
 * root fields or computed fields reach the type.
 */
export function typeClaims(
  schema: GraphQLSchema,
  definitions: readonly PluginDefinition[],
  structural: Iterable<string>,
): Claim[] {
  const records = definitions.flatMap((one) => (one.types ?? []).map((type) => type.name));
  const claimed = new Set([...structural, ...records]);
  const claims: Claim[] = [];
  for (const definition of definitions) {
    for (const type of writtenTypes(schema, definition, claimed)) {
      claimed.add(type.name);
      if (isObjectType(type) && !type.name.startsWith('__')) {
        claims.push({ plugin: definition.id, kind: 'type', name: type.name });
      }
    }
    claims.push(...computedClaims(definition));
  }
  return claims;
}

function computedClaims(definition: PluginDefinition): Claim[] {
  const own = new Map((definition.types ?? []).map((type) => [type.object as unknown, type.name]));
  return computedFieldsOf(definition.resolvers ?? [])
    .filter(({ type }) => !own.has(type) && typeof type === 'function')
    .map(({ type, name }) => ({
      plugin: definition.id,
      kind: 'field',
      name: `${(type as { name: string }).name}.${name}`,
    }));
}

function writtenTypes(
  schema: GraphQLSchema,
  definition: PluginDefinition,
  claimed: ReadonlySet<string>,
): GraphQLNamedType[] {
  const roots = { Query: schema.getQueryType(), Mutation: schema.getMutationType() };
  const reached = new Map<string, GraphQLNamedType>();
  const enter = (type: GraphQLNamedType): void => {
    if (claimed.has(type.name) || reached.has(type.name) || isInputObjectType(type)) return;
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    reached.set(type.name, type);
    for (const field of Object.values(type.getFields())) enter(getNamedType(field.type));
  };
  for (const { kind, name } of rootFieldsOf(definition.resolvers ?? [])) {
    const field = kind === 'Subscription' ? undefined : roots[kind]?.getFields()[name];
    if (!field) continue;
    const type = getNamedType(field.type);
    enter(type);
    // A payload is core's, what a plugin puts beside its records is the plugin's.
    if (!isObjectType(type) || !declaredPayloads().has(type.name)) continue;
    for (const extra of Object.values(type.getFields())) enter(getNamedType(extra.type));
  }
  for (const { type, name } of computedFieldsOf(definition.resolvers ?? [])) {
    const on = typeof type === 'function' ? schema.getType(type.name) : undefined;
    const field = isObjectType(on) ? on.getFields()[name] : undefined;
    if (field) enter(getNamedType(field.type));
  }
  return [...reached.values()];
}
