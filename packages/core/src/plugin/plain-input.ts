import type { GraphQLSchema } from 'graphql';
import type { MutationTraits } from '../write/mutation.js';
import type { PluginDefinition } from './definition.js';
import { InputInstances } from './input-instances.js';
import { mutationResolverOf } from './resolver-metadata.js';

/**
 * Calls the methods of mutations without TypeGraphQL in between: with instances of input classes,
 * or, where they say `plainInput: true`, with the input as the request has it.
 */
export function attachInputs(
  schema: GraphQLSchema,
  definitions: readonly PluginDefinition[],
): void {
  const classes = definitions.flatMap(({ resolvers = [] }) => [...resolvers]);
  const instances = new InputInstances();
  const made = (target: unknown, value: unknown) => instances.of(target, value);
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const isPlain = (field.extensions as MutationTraits).plainInput === true;
    const read = isPlain ? asSent : made;
    field.resolve = mutationResolverOf(classes, field.name, read) ?? field.resolve;
  }
}

function asSent(_target: unknown, value: unknown): unknown {
  return value;
}
