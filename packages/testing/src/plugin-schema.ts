import type { Composition } from '@bureau/core';
import {
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLObjectType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printType,
  type GraphQLNamedType,
} from 'graphql';
import { fieldsOf, typeOwners, type TypeOwners } from './type-owners.js';

/**
 * The part of the graph that a plugin owns, as SDL in alphabetical order: its types, its root
 * fields and its additions to foreign types as `extend type`.
 */
export function pluginSchema(composition: Composition, plugin: string): string {
  const owners = typeOwners(composition);
  const sorted = lexicographicSortSchema(composition.schema);
  const texts = Object.values(sorted.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .map((type) => ownPart(type, plugin, owners))
    .filter((text) => text !== '');
  return `${texts.join('\n\n')}\n`;
}

function ownPart(type: GraphQLNamedType, plugin: string, owners: TypeOwners): string {
  const isOwn = owners.typeOwner(type.name) === plugin;
  const fields = fieldsOf(type);
  if (fields.length === 0) return isOwn ? printType(type) : '';
  const names = fields
    .map(({ name }) => name)
    .filter((name) => owners.fieldOwner(type.name, name) === plugin);
  if (names.length === 0) return '';
  const part = withFields(type, { names: new Set(names), isOwn });
  return isOwn ? printType(part) : `extend ${printType(part)}`;
}

function withFields(
  type: GraphQLNamedType,
  { names, isOwn }: { names: ReadonlySet<string>; isOwn: boolean },
): GraphQLNamedType {
  const description = isOwn ? type.description : undefined;
  const only = <T>(fields: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => names.has(name)));
  if (isInputObjectType(type)) {
    const config = type.toConfig();
    return new GraphQLInputObjectType({ ...config, description, fields: only(config.fields) });
  }
  if (isObjectType(type)) {
    const config = type.toConfig();
    const interfaces = isOwn ? config.interfaces : [];
    const fields = only(config.fields);
    return new GraphQLObjectType({ ...config, description, interfaces, fields });
  }
  if (!isInterfaceType(type)) return type;
  const config = type.toConfig();
  return new GraphQLInterfaceType({ ...config, description, fields: only(config.fields) });
}
