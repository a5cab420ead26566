import type { Composition, PluginDefinition } from '@bureau/core';
import { isEnumType, type GraphQLNamedType } from 'graphql';
import { fieldsOf, typeOwners, type TypeOwners } from './type-owners.js';

/**
 * Everything that the plugin shows to clients has a description of its own (the generated
 * `Requires: ...` is none), and every error code says in a sentence what is wrong.
 */
export function documentationFaults(
  composition: Composition,
  plugin: PluginDefinition,
  errorPage?: string,
): string[] {
  const owners = typeOwners(composition);
  const types = Object.values(composition.schema.getTypeMap());
  const named = types.filter(({ name }) => !name.startsWith('__'));
  const undescribed = named.flatMap((type) => undescribedOf(type, plugin.id, owners));
  return [
    ...undescribed.map((name) => `${name} has no description.`),
    ...errorFaults(plugin, errorPage),
  ];
}

function undescribedOf(type: GraphQLNamedType, plugin: string, owners: TypeOwners): string[] {
  const isOwn = owners.typeOwner(type.name) === plugin;
  const missing: string[] = [];
  const look = (name: string, description: string | null | undefined): void => {
    if (!isDescribed(description)) missing.push(name);
  };
  if (isOwn) look(type.name, type.description);
  if (isOwn && isEnumType(type)) {
    for (const value of type.getValues()) look(`${type.name}.${value.name}`, value.description);
  }
  for (const field of fieldsOf(type)) {
    if (owners.fieldOwner(type.name, field.name) !== plugin) continue;
    const name = `${type.name}.${field.name}`;
    look(name, field.description);
    for (const argument of 'args' in field ? field.args : []) {
      // The one input of a mutation is described by its type.
      if (type.name === 'Mutation' && argument.name === 'input') continue;
      look(`${name}(${argument.name}:)`, argument.description);
    }
  }
  return missing;
}

function isDescribed(description: string | null | undefined): boolean {
  return (description ?? '').replace(/Requires: [^]*$/, '').trim() !== '';
}

function errorFaults({ errors = {} }: PluginDefinition, errorPage?: string): string[] {
  return Object.entries(errors).flatMap(([code, message]) => {
    if (!/\S.*[.!?]$/s.test(message)) return [`Error ${code} is not explained by a sentence.`];
    if (errorPage === undefined || errorPage.includes(code)) return [];
    return [`Error ${code} is missing on the page of error codes.`];
  });
}
