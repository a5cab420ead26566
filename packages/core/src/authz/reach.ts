import {
  getNamedType,
  isAbstractType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** The operation types that a schema has: query, mutation, subscription. */
export function rootTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots.filter((type) => type != null);
}

/**
 * Every object type that an operation can reach, by name: through fields, and through interfaces
 * and unions to each of their possible types. Introspection types are left out.
 */
export function reachableTypes(schema: GraphQLSchema): Map<string, GraphQLObjectType> {
  const reached = new Map<string, GraphQLObjectType>();
  const queue: GraphQLNamedType[] = [...rootTypes(schema)];
  for (let type = queue.shift(); type !== undefined; type = queue.shift()) {
    for (const object of possibleTypes(schema, type)) {
      if (reached.has(object.name)) continue;
      reached.set(object.name, object);
      for (const field of Object.values(object.getFields())) queue.push(getNamedType(field.type));
    }
  }
  return reached;
}

/** The object types that a value of this type can have; none for scalars and enums. */
export function possibleTypes(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}
