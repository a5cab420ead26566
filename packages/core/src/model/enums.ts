import { p } from '@mikro-orm/core';

/** An enum stated once: values are their own names, each with a description. */
export type EnumOf<V extends string> = { readonly [K in V]: K };

export interface EnumInfo {
  name: string;
  description: string;
  values: Record<string, string>;
  object: Record<string, string>;
}

const enums = new Map<string, EnumInfo>();

/**
 * Declares an enum for entities, SDL and inputs alike.
 *
 * @example
 * export const AssetState = enumOf('AssetState', 'Where an asset is in its life.', {
 *   AVAILABLE: 'On a shelf, ready to be handed out.',
 *   IN_USE: 'In the custody of a person.',
 * });
 * export type AssetState = EnumValue<typeof AssetState>;
 */
export function enumOf<V extends string>(
  name: string,
  description: string,
  values: Record<V, string>,
): EnumOf<V> {
  const names = Object.keys(values) as V[];
  const object = Object.fromEntries(names.map((value) => [value, value]));
  enums.set(name, { name, description, values, object });
  return object as EnumOf<V>;
}

export type EnumValue<E> = E[keyof E];

/** Every enum declared so far, by name. */
export function declaredEnums(): ReadonlyMap<string, EnumInfo> {
  return enums;
}

/** The name under which an object made by `enumOf` was declared. */
export function enumName(object: object): string {
  for (const info of enums.values()) if (info.object === object) return info.name;
  throw new Error('Not an enum: declare it with enumOf(name, description, values).');
}

/** An enum property: stored as text with a check constraint, shown as the GraphQL enum. */
export function choice<V extends string>(object: EnumOf<V>) {
  return p.enum(() => object as Record<V, V>).runtimeType(enumName(object));
}
