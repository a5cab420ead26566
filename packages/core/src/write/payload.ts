import type { EntityClass } from '@mikro-orm/core';
import {
  getNamedType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Ctx } from '../context/ctx.js';
import type { RequestContext } from '../context/request.js';
import { requestOf } from '../context/runtime-of.js';
import type { Composition } from '../plugin/composition.js';
import { type DomainError, VersionConflict } from './errors.js';

/** A payload as a mutation returns it: records by name, plain values, `userErrors`. */
export type Payload = Record<string, unknown>;

/**
 * The payload with its records read for the selection at hand: through the runner that is given, so
 * that a dry run reads inside its transaction, a commit takes the reads with it, and a replay reads
 * what stands.
 */
export function settlePayload(
  { runtime, caller, runner }: Pick<RequestContext, 'runtime' | 'caller' | 'runner'>,
  info: GraphQLResolveInfo,
  value: Payload,
): Promise<Payload> {
  return runtime.planner.payload({ caller, info, value, runner });
}

/** The payload of a mutation that the business refused: no records, one user error. */
export function refusedPayload(
  request: RequestContext,
  info: GraphQLResolveInfo,
  error: DomainError,
): Payload {
  const type = getNamedType(info.returnType);
  const fields = isObjectType(type) ? type.getFields() : {};
  if (!fields['userErrors']) throw error;
  const payload: Payload = {};
  for (const [name, field] of Object.entries(fields)) {
    const isList = isNonNullType(field.type) && isListType(field.type.ofType);
    payload[name] = isList ? [] : null;
  }
  return { ...payload, userErrors: [userErrorOf(request, error)] };
}

/** A business refusal in the form of the `UserError` types; for the items of batches too. */
export function userErrorOf(request: RequestContext, error: DomainError): Payload {
  const { code, message, path, data } = error;
  const docs = request.runtime.docsUrl(code);
  const common = { code, message, path: [...path], docs };
  if (error instanceof VersionConflict) {
    const { typeName, id, version } = error.record;
    const current = { __typename: typeName, typeName, id };
    return { ...common, __typename: 'VersionConflictError', current, currentVersion: version };
  }
  return { ...common, __typename: 'BusinessError', data };
}

/** The same for plugins, whose batches answer item by item. */
export function businessErrorOf(ctx: Ctx, error: DomainError): Payload {
  return userErrorOf(requestOf(ctx), error);
}

/**
 * What is kept of a payload for its replay: references of records, leaf values as they are
 * serialized. `revive` gives it back in the form that a resolver returns.
 */
export function describePayload(
  composition: Composition,
  type: GraphQLOutputType,
  value: unknown,
): unknown {
  return convert(value, { composition, type, leaf: 'serialize' });
}

export function revivePayload(
  composition: Composition,
  type: GraphQLOutputType,
  kept: unknown,
): unknown {
  return convert(kept, { composition, type, leaf: 'parseValue' });
}

interface Conversion {
  composition: Composition;
  type: GraphQLOutputType;
  leaf: 'serialize' | 'parseValue';
}

function convert(value: unknown, how: Conversion): unknown {
  const { type, leaf } = how;
  if (isNonNullType(type)) return convert(value, { ...how, type: type.ofType });
  if (value === null || value === undefined) return null;
  if (isListType(type)) {
    return [...(value as Iterable<unknown>)].map((it) =>
      convert(it, { ...how, type: type.ofType }),
    );
  }
  if (isLeafType(type)) return type[leaf](value);
  return isCompositeType(type) ? convertObject(value as Payload, how) : null;
}

function convertObject(value: Payload, how: Conversion): unknown {
  const { composition, type } = how;
  const name = getNamedType(type).name;
  if (composition.records.has(name)) return { id: value['id'] };
  if (!isObjectType(type)) return abstractValue(composition, value);
  const { __typename } = value;
  const result: Payload = __typename === undefined ? {} : { __typename };
  for (const [key, field] of Object.entries(type.getFields())) {
    if (value[key] !== undefined) result[key] = convert(value[key], { ...how, type: field.type });
  }
  return result;
}

/** A member of an interface or union: a record by reference, anything else as plain data. */
function abstractValue(composition: Composition, value: Payload): Payload {
  const record = composition.recordOf(value.constructor as EntityClass<object>);
  return record ? { __typename: record.name, id: value['id'] } : { ...value };
}
