import type { EntityClass } from '@mikro-orm/core';
import type { Ctx } from '../context/ctx.js';
import { decodeId } from '../model/ids.js';
import type { AttributeInput } from '../model/attribute-types.js';
import { serviceToken } from '../plugin/definition.js';
import { demandField, knownKeys, mayUse } from './access.js';
import { loadDefinitions, type FieldDefinitions } from './definitions.js';
import { fieldErrors } from './errors.js';
import type { Attributes, FieldDefinition, StoredValue } from './field-type.js';
import { kernelOf } from './kernel.js';
import { isFault, readValue } from './values.js';

/** A record with custom fields, as the unit of work holds it. */
export interface AttributedRecord {
  attributes: Attributes;
}

/** Values and how they are written. */
export interface GivenAttributes {
  given: readonly AttributeInput[] | null | undefined;
  /** The record is new: defaults are set, and what is required must be there. */
  isNew: boolean;
  /** Argument path of the list, or of one value by its key; default `['input', 'attributes']`. */
  path?: (index: number, part: 'key' | 'value') => readonly string[];
}

/** Custom fields for the code of plugins; mutations with a single record need none of it. */
export interface CustomFieldsService {
  /**
   * Checks the values and puts them on the record; what is not given stays.
   * @throws CORE_ATTRIBUTE_*, Refusal FORBIDDEN for a field whose permission the caller lacks
   */
  apply(ctx: Ctx, record: AttributedRecord, values: GivenAttributes): Promise<void>;
  /** The fields of a record type that the caller may use, in their order. */
  fields(ctx: Ctx, recordType: string): Promise<FieldDefinition[]>;
}

/** `ctx.service(CustomFields).apply(ctx, record, { given: input.attributes, isNew: true })`. */
export const CustomFields = serviceToken<CustomFieldsService>('core.customFields');

/** The service as core offers it. */
export const customFieldsService: CustomFieldsService = {
  apply: applyAttributes,
  fields: async (ctx, recordType) => {
    const definitions = await definitionsOf(ctx);
    return definitions.of(recordType).filter((field) => mayUse(ctx.principal, field));
  },
};

/** The custom fields of the caller's organization, as its transaction sees them. */
export function definitionsOf(ctx: Ctx): Promise<FieldDefinitions> {
  const { runtime, runner, principal } = kernelOf(ctx);
  return loadDefinitions(runtime, principal.organizationId, runner);
}

interface Writing {
  ctx: Ctx;
  recordType: string;
  definitions: FieldDefinitions;
}

/** With definitions that were read before, for many records at once. */
interface KnownAttributes extends GivenAttributes {
  known?: FieldDefinitions;
}

type PathOf = NonNullable<GivenAttributes['path']>;

const INPUT_PATH: PathOf = (index, part) => ['input', 'attributes', String(index), part];

/** See `CustomFieldsService.apply`. */
export async function applyAttributes(
  ctx: Ctx,
  record: AttributedRecord,
  { given, isNew, path = INPUT_PATH, known }: KnownAttributes,
): Promise<void> {
  const items = given ?? [];
  if (items.length === 0 && !isNew) return;
  const { composition } = kernelOf(ctx).runtime;
  const type = composition.recordOf(record.constructor as EntityClass<object>);
  if (!type) throw new Error('Only records of exposed types have custom fields.');
  const definitions = known ?? (await definitionsOf(ctx));
  const writing = { ctx, recordType: type.name, definitions };
  const next = new Map(Object.entries(record.attributes ?? {}));
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const at = (part: 'key' | 'value') => path(index, part);
    const field = fieldFor(writing, item, at('key'));
    if (seen.has(field.key)) throw fieldErrors.ATTRIBUTE_TWICE({ key: field.key }, at('key'));
    seen.add(field.key);
    const value = await checkedValue(writing, { field, value: item.value, path: at('value') });
    if (value === null) next.delete(field.key);
    else next.set(field.key, value);
  }
  if (isNew) complete(definitions.of(type.name), next);
  if (items.length > 0 || next.size > 0) record.attributes = Object.fromEntries(next);
}

function fieldFor(
  { ctx, recordType, definitions }: Writing,
  { key }: AttributeInput,
  path: readonly string[],
): FieldDefinition {
  const field = definitions.find(recordType, key);
  if (!field) {
    const known = knownKeys(definitions, ctx.principal, recordType);
    throw fieldErrors.ATTRIBUTE_UNKNOWN({ type: recordType, known }, path);
  }
  demandField(ctx.principal, field);
  return field;
}

/** The stored form; null removes the value. */
async function checkedValue(
  { ctx }: Writing,
  { field, value, path }: { field: FieldDefinition; value: unknown; path: readonly string[] },
): Promise<StoredValue | null> {
  const { key } = field;
  if (value === null || value === undefined) {
    if (field.isRequired) throw fieldErrors.ATTRIBUTE_REQUIRED({ key }, path);
    return null;
  }
  const { records } = kernelOf(ctx).runtime.composition;
  const decode = (type: string, id: string) => decodeId(records.get(type)?.prefix ?? '', id);
  const stored = readValue(field, value, { decode });
  if (isFault(stored)) {
    throw fieldErrors.ATTRIBUTE_INVALID({ key, expected: stored.expected }, path);
  }
  if (field.type === 'RECORD' && !(await isThere(ctx, field, String(stored as string)))) {
    throw fieldErrors.ATTRIBUTE_RECORD_MISSING({ key }, path);
  }
  return stored;
}

/** Within this organization and this caller's rows; nothing is flushed for it. */
async function isThere(ctx: Ctx, { target }: FieldDefinition, uuid: string): Promise<boolean> {
  const { runtime, caller, runner } = kernelOf(ctx);
  const record = runtime.composition.records.get(target ?? '');
  if (!record) return false;
  const where = { id: { eq: uuid } };
  const found = await runtime.planner.ids({
    caller,
    runner,
    type: record.exposed,
    where,
    limit: 1,
  });
  return found.length === 1;
}

/** A new record: defaults, then what must be there. */
function complete(fields: readonly FieldDefinition[], values: Map<string, StoredValue>): void {
  for (const { key, defaultValue, isRequired } of fields) {
    if (values.has(key)) continue;
    if (defaultValue !== null) values.set(key, defaultValue);
    else if (isRequired) throw fieldErrors.ATTRIBUTE_REQUIRED({ key }, ['input', 'attributes']);
  }
}
