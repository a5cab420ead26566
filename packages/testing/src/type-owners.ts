import type { Composition } from '@bureau/core';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
} from 'graphql';

/** Which plugin each type and field of the graph belongs to. */
export interface TypeOwners {
  typeOwner(type: string): string | undefined;
  fieldOwner(type: string, field: string): string | undefined;
}

type AnyField = GraphQLField<unknown, unknown> | GraphQLInputField;

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);
/** Types between the plugins: paging, money, errors, operators of filters. */
const SHARED = [
  'Node PageInfo Money MoneyInput UserError BusinessError VersionConflictError OrderDirection',
  'NullsOrder DecimalStatistics MoneyStatistics IDFilter StringFilter IntFilter FloatFilter',
  'DecimalFilter BooleanFilter DateFilter DateTimeFilter SecretFilter MoneyFilter',
].flatMap((line) => line.split(' '));

/**
 * Owners of everything that a client can see. Types that no plugin names (payloads, inputs, enums)
 * belong to the first plugin, in dependency order, that reaches them from something of its own.
 */
export function typeOwners(composition: Composition): TypeOwners {
  const owners = new Map<string, string>(SHARED.map((name) => [name, 'core']));
  for (const { exposed, plugin } of composition.records.values()) {
    const { object, connection, edge, aggregate, filter, listFilter, order, by } = exposed;
    for (const { name } of [object, connection, edge, aggregate, filter, listFilter, order, by]) {
      owners.set(name, plugin);
    }
  }
  for (const type of Object.values(composition.schema.getTypeMap())) {
    const known = isScalarType(type) ? 'core' : composition.owners.get(type.name);
    if (known !== undefined) owners.set(type.name, known);
  }
  const found: TypeOwners = {
    typeOwner: (type) => owners.get(type),
    fieldOwner: (type, field) => {
      if (ROOTS.has(type)) return composition.owners.get(field);
      const stored = composition.guardedInputs.get(type)?.fields.get(field)?.plugin;
      return composition.owners.get(`${type}.${field}`) ?? stored ?? owners.get(type);
    },
  };
  for (const { definition } of composition.plugins) {
    claimReached(composition, definition.id, { owners, found });
  }
  return found;
}

/** The fields of a type that has any. */
export function fieldsOf(type: GraphQLNamedType): AnyField[] {
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
    return Object.values(type.getFields());
  }
  return [];
}

function claimReached(
  { schema }: Composition,
  plugin: string,
  { owners, found }: { owners: Map<string, string>; found: TypeOwners },
): void {
  const entered = new Set<string>();
  const enter = (type: GraphQLNamedType): void => {
    if (entered.has(type.name) || type.name.startsWith('__')) return;
    entered.add(type.name);
    if (!ROOTS.has(type.name) && !owners.has(type.name)) owners.set(type.name, plugin);
    if (isEnumType(type)) return;
    for (const field of fieldsOf(type)) {
      if (found.fieldOwner(type.name, field.name) !== plugin) continue;
      enter(getNamedType(field.type));
      for (const argument of 'args' in field ? field.args : []) enter(getNamedType(argument.type));
    }
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (ROOTS.has(type.name) || owners.get(type.name) === plugin) enter(type);
    else if (fieldsOf(type).some(({ name }) => found.fieldOwner(type.name, name) === plugin)) {
      enter(type);
    }
  }
}
