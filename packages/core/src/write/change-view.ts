import { permits } from '../authz/evaluate.js';
import type { RequestContext } from '../context/request.js';
import type { Runtime } from '../context/runtime.js';
import { mayUse } from '../fields/access.js';
import { definitionsOf } from '../fields/apply.js';
import type { FieldDefinitions } from '../fields/definitions.js';
import type { FieldDefinition } from '../fields/field-type.js';
import { encodeId, isUuid } from '../model/ids.js';
import type { RecordType } from '../model/record-type.js';
import { ATTRIBUTE, type RecordedChange } from './change-set.js';

/** One change as a dry run shows it to its caller. */
export interface ShownChange {
  type: string;
  /** Public id. */
  id: string;
  action: RecordedChange['action'];
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/**
 * The changes in the form of the API: records of the graph only, public ids, and of their values
 * those that the caller may read on every row.
 */
export async function shownChanges(
  request: RequestContext,
  changes: readonly RecordedChange[],
): Promise<ShownChange[]> {
  const { records } = request.runtime.composition;
  const view = { request, customFields: await customFieldsFor(request, changes) };
  return changes.flatMap((change) => {
    const record = records.get(change.type);
    if (!record) return [];
    const shown: ShownChange = {
      type: change.type,
      id: encodeId(record.prefix, change.id),
      action: change.action,
    };
    if (change.before) shown.before = shownValues(view, record, change.before);
    if (change.after) shown.after = shownValues(view, record, change.after);
    return [shown];
  });
}

/** What decides which values a caller sees. */
interface View {
  request: RequestContext;
  customFields: FieldDefinitions | undefined;
}

/** Read only when a custom field was changed. */
async function customFieldsFor(
  request: RequestContext,
  changes: readonly RecordedChange[],
): Promise<FieldDefinitions | undefined> {
  const names = changes.flatMap(({ before, after }) => Object.keys({ ...before, ...after }));
  return names.some((name) => name.startsWith(ATTRIBUTE)) ? definitionsOf(request) : undefined;
}

function shownValues(
  view: View,
  record: RecordType,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const name = shownField(record, key);
    if (name === undefined || !mayRead(view.request, record, name)) continue;
    if (name === 'attributes') {
      const field = view.customFields?.find(record.name, key.slice(ATTRIBUTE.length));
      if (!field || !mayUse(view.request.principal, field)) continue;
      shown[key] = attributeValue(view.request.runtime, field, value);
    } else shown[key] = publicValue(record, name, value);
  }
  return shown;
}

/**
 * The field of the graph that a property of the unit of work stands for, if it has one. Parts of a
 * money stand as `cost_amount` and `cost_currency` there.
 */
export function shownField(record: RecordType, key: string): string | undefined {
  if (record.fields.has(key)) return key;
  // Custom fields and ids in other systems are changes of their own: `attributes.costCenter`.
  const list = key.slice(0, Math.max(key.indexOf('.'), 0));
  if (record.fields.has(list)) return list;
  const whole = key.slice(0, key.lastIndexOf('_'));
  return record.fields.get(whole)?.kind === 'money' ? whole : undefined;
}

/** The value of a custom field as the API gives it: keys of records as public ids. */
export function attributeValue(
  runtime: Runtime,
  { type, target }: FieldDefinition,
  value: unknown,
): unknown {
  const prefix = runtime.composition.records.get(target ?? '')?.prefix;
  return type === 'RECORD' && typeof value === 'string' ? encodeId(prefix ?? '', value) : value;
}

/** Whether the caller may read a field of the type on every row. */
export function mayRead(request: RequestContext, record: RecordType, field: string): boolean {
  const rule = request.runtime.composition.rules.get(`${record.name}.${field}`);
  return rule !== undefined && permits(request.principal, rule, 'all') === true;
}

/** A recorded value as the API gives it: keys of records as public ids. */
export function publicValue(record: RecordType, field: string, value: unknown): unknown {
  if (typeof value !== 'string' || !isUuid(value)) return value;
  const definition = record.fields.get(field);
  if (definition?.kind === 'toOne') return encodeId(definition.target().prefix, value);
  const isId = definition?.kind === 'column' && definition.codec === 'id';
  return isId ? encodeId(record.prefix, value) : value;
}
