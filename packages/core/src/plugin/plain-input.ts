import type { GraphQLSchema } from 'graphql';
import type { MutationTraits } from '../write/mutation.js';
import type { PluginDefinition } from './definition.js';
import { plainResolverOf } from './resolver-metadata.js';

/** Gives mutations that say `plainInput: true` their input as the request has it. */
export function attachPlainInput(
  schema: GraphQLSchema,
  definitions: readonly PluginDefinition[],
): void {
  const classes = definitions.flatMap(({ resolvers = [] }) => [...resolvers]);
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if ((field.extensions as MutationTraits).plainInput !== true) continue;
    field.resolve = plainResolverOf(classes, field.name) ?? field.resolve;
  }
}
