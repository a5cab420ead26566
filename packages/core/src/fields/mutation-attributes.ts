import { getNamedType, type GraphQLField } from 'graphql';
import type { EntityClass } from '@mikro-orm/core';
import type { RequestContext } from '../context/request.js';
import type { AttributeInput } from '../model/attribute-types.js';
import type { AttributesInputInfo } from '../model/inputs.js';
import { applyAttributes, type AttributedRecord } from './apply.js';

type Values = Record<string, unknown>;
type AnyField = GraphQLField<unknown, unknown, Values>;

/** Puts the custom fields of a mutation's input on the record that it returns. */
export type WriteAttributes = (ctx: RequestContext, args: Values, payload: Values) => Promise<void>;

/**
 * For a mutation with an argument whose input type picks `attributes`: the values are written when
 * the resolver is done, on the one record of that type in its payload. So a resolver does nothing
 * for custom fields, and cannot forget them.
 */
export function attributesWriter(
  field: AnyField,
  inputs: ReadonlyMap<string, AttributesInputInfo>,
): WriteAttributes | undefined {
  const carrying = field.args.flatMap(({ name, type }) => {
    const info = inputs.get(getNamedType(type).name);
    return info ? [{ name, info }] : [];
  });
  if (carrying.length === 0) return undefined;
  return async (ctx, args, payload) => {
    for (const { name, info } of carrying) {
      const input = args[name];
      if (typeof input !== 'object' || input === null || Array.isArray(input)) continue;
      const given = (input as Values)['attributes'] as AttributeInput[] | null | undefined;
      const record = onlyRecord(payload, info.entity);
      if (!record) {
        if (!given) continue;
        throw new Error(`${field.name} takes attributes but returns no ${info.entity.name}.`);
      }
      const path = (index: number, part: string) => [name, 'attributes', String(index), part];
      await applyAttributes(ctx, record, { given, isNew: info.isNew, path });
    }
  };
}

function onlyRecord(payload: Values, entity: EntityClass<object>): AttributedRecord | undefined {
  const found = Object.values(payload).filter((value) => value instanceof entity);
  return found.length === 1 ? (found[0] as unknown as AttributedRecord) : undefined;
}
