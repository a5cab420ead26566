import type { EntityClass, EntityProperty, MetadataStorage } from '@mikro-orm/core';
import { getMetadataStorage } from 'type-graphql';
import type { Attributes } from '../fields/field-type.js';
import { AttributeInput } from './attribute-types.js';
import { Field, ID, InputType, Int, ObjectType } from './decorators.js';
import { columnType } from './derive.js';
import type { Exposed, TypeClass } from './expose.js';
import { fieldOf, toOneColumn } from './properties.js';
import { holdsAttributes } from './record.js';
import { MoneyInput, UserErrorType } from './shared-types.js';
import type { Money } from './money.js';

/** A property that points to another record. */
type IsRecord<V> = NonNullable<V> extends { id: string; version: number } ? true : false;
type InputKey<E, K extends keyof E> = IsRecord<E[K]> extends true ? `${K & string}Id` : K & string;
type InputValue<V> =
  IsRecord<V> extends true
    ? string
    : NonNullable<V> extends Money
      ? MoneyInput
      : Attributes extends NonNullable<V>
        ? AttributeInput[]
        : NonNullable<V>;
type OptionalKey<E, K extends keyof E, O> = K extends O | 'attributes'
  ? K
  : null extends E[K]
    ? K
    : undefined extends E[K]
      ? K
      : never;

/** The fields of an input made by `inputOf`: relations as `<name>Id`, money as MoneyInput. */
export type InputShape<E, K extends keyof E, O> = {
  [P in Exclude<K, OptionalKey<E, K, O>> as InputKey<E, P>]: InputValue<E[P]>;
} & {
  [P in OptionalKey<E, K, O> as InputKey<E, P>]?: InputValue<E[P]> | null;
};

/** The record that an input changes, and the version of it that the caller saw. */
export type TargetShape<N extends string> = [N] extends [never]
  ? unknown
  : { [P in N]: string } & { expectedVersion?: number | null };

interface PendingInput {
  target: TypeClass;
  entity: EntityClass<object>;
  keys: readonly string[];
  optional: true | readonly string[];
  /** Name of the id of the record that is changed. */
  id: string | undefined;
}

const pendingInputs: PendingInput[] = [];

/**
 * An input type's base class from an explicit pick of an entity's properties: the one visible
 * line that guards against mass assignment. Required where the entity requires it, unless listed
 * in `optional`. With `id: 'assetId'` it also names the record that it changes, and takes the
 * `expectedVersion` of it: for changes of state.
 *
 * @example
 * \@InputType({ description: 'A new asset.' })
 * export class AssetCreateInput extends inputOf(Asset, ['tag', 'model', 'cost']) {}
 */
export function inputOf<
  E extends object,
  K extends keyof E & string,
  O extends K = never,
  N extends string = never,
>(
  entity: EntityClass<E>,
  keys: readonly K[],
  options: { optional?: readonly O[]; id?: N } = {},
): TypeClass<InputShape<E, K, O> & TargetShape<N>> {
  const { optional = [], id } = options;
  return pendingInput({ entity: entity as EntityClass<object>, keys, optional, id }) as never;
}

/**
 * The same with every field optional: only keys that are given are changed. `id` is the name of
 * the required id of the record, beside which `expectedVersion` stands.
 *
 * @example
 * \@InputType({ description: 'Changes of an asset; what is left out stays.' })
 * export class AssetUpdateInput extends patchOf(Asset, ['tag', 'cost'], { id: 'assetId' }) {}
 */
export function patchOf<E extends object, K extends keyof E & string, N extends string = never>(
  entity: EntityClass<E>,
  keys: readonly K[],
  { id }: { id?: N } = {},
): TypeClass<InputShape<E, K, K> & TargetShape<N>> {
  const of = entity as EntityClass<object>;
  return pendingInput({ entity: of, keys, optional: true, id }) as never;
}

function pendingInput(pending: Omit<PendingInput, 'target'>): TypeClass {
  const target = class {} as unknown as TypeClass;
  pendingInputs.push({ target, ...pending });
  return target;
}

/** Gives the pending inputs their fields, from the metadata of this composition. */
export function deriveInputTypes(metadata: MetadataStorage): void {
  for (const pending of pendingInputs) {
    const meta = metadata.find(pending.entity);
    if (!meta) continue;
    InputType(`${meta.className}Base`)(pending.target as never);
    if (pending.id !== undefined) targetInput(pending.target, pending.id);
    for (const key of pending.keys) {
      const property = meta.properties[key as never] as EntityProperty | undefined;
      if (!property) throw new Error(`inputOf(${meta.className}): no property ${key}`);
      if (holdsAttributes(property)) {
        attributesInput(pending.target);
        continue;
      }
      const given = pending.optional === true || pending.optional.includes(key);
      const nullable = given || property.nullable === true;
      const [name, type] = inputField(meta, property);
      Field(type as () => typeof String, { nullable, description: property.comment ?? '' })(
        pending.target.prototype as object,
        name,
      );
    }
  }
}

const EXPECTED = 'The version that you saw; the change is refused when it is another one now.';

function targetInput(target: TypeClass, id: string): void {
  const prototype = target.prototype as object;
  Field(() => ID, { description: 'The record that is changed.' })(prototype, id);
  Field(() => Int, { nullable: true, description: EXPECTED })(prototype, 'expectedVersion');
}

function attributesInput(target: TypeClass): void {
  const options = { nullable: true, description: 'Values of custom fields; others stay.' };
  Field(() => [AttributeInput], options)(target.prototype as object, 'attributes');
}

/** An input that carries values of custom fields, and the record that they are of. */
export interface AttributesInputInfo {
  entity: EntityClass<object>;
  /** Made by `inputOf`: what is required must be there. */
  isNew: boolean;
}

/** The input types that pick `attributes`, by name, for the mutations that take them. */
export function attributesInputs(): Map<string, AttributesInputInfo> {
  const carrying = pendingInputs.filter(({ keys }) => keys.includes('attributes'));
  const found = new Map<string, AttributesInputInfo>();
  for (const { name, target } of getMetadataStorage().inputTypes) {
    const base = carrying.find((one) => target.prototype instanceof one.target);
    if (base) found.set(name, { entity: base.entity, isNew: base.optional !== true });
  }
  return found;
}

function inputField(
  meta: Parameters<typeof fieldOf>[0],
  property: EntityProperty,
): [string, () => unknown] {
  if (toOneColumn(property) !== undefined) return [`${property.name}Id`, () => ID];
  const use = { plugin: '', filterable: false, orderable: false, aggregatable: false };
  const field = fieldOf(meta, property, use);
  if (!field || field.kind === 'attributes') {
    throw new Error(`inputOf(${meta.className}): ${property.name} cannot be an input`);
  }
  if (field.kind === 'money') return [property.name, () => MoneyInput];
  return [property.name, field.name === 'version' ? () => Int : columnType(field)];
}

/** A value beside the records of a payload, such as a secret that is shown once. */
export interface PayloadExtra {
  type: () => unknown;
  description: string;
}

export interface PayloadInfo {
  name: string;
  target: TypeClass;
  records: Readonly<Record<string, Exposed>>;
}

const payloads = new Map<string, PayloadInfo>();

/**
 * A mutation's payload: records by name (null when refused), extra values and `userErrors`.
 *
 * @example
 * export const AssetCheckOutPayload = payloadOf('AssetCheckOutPayload', { asset: AssetType });
 */
export function payloadOf(
  name: string,
  records: Readonly<Record<string, Exposed>>,
  extras: Readonly<Record<string, PayloadExtra>> = {},
): TypeClass {
  const target = { [name]: class {} }[name] as unknown as TypeClass;
  ObjectType(name, { description: `Outcome of ${lowerFirst(name.replace(/Payload$/, ''))}.` })(
    target as never,
  );
  const field = (key: string, { type, description }: PayloadExtra, nullable = true) =>
    Field(type as () => typeof String, { nullable, description })(target.prototype as object, key);
  for (const [key, exposed] of Object.entries(records)) {
    const description = 'The record after the write; null when refused.';
    field(key, { type: () => exposed.object, description });
  }
  for (const [key, extra] of Object.entries(extras)) field(key, extra);
  const description = 'What the business refused; empty: done.';
  field('userErrors', { type: () => [UserErrorType], description }, false);
  payloads.set(name, { name, target, records });
  return target;
}

/** Every payload declared so far, by type name. */
export function declaredPayloads(): ReadonlyMap<string, PayloadInfo> {
  return payloads;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
