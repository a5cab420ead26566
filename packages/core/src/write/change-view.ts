import { permits } from '../authz/evaluate.js';
import type { RequestContext } from '../context/request.js';
import { encodeId, isUuid } from '../model/ids.js';
import type { RecordType } from '../model/record-type.js';
import { type RecordedChange } from './change-set.js';

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
export function shownChanges(
  request: RequestContext,
  changes: readonly RecordedChange[],
): ShownChange[] {
  const { records } = request.runtime.composition;
  return changes.flatMap((change) => {
    const record = records.get(change.type);
    if (!record) return [];
    const shown: ShownChange = {
      type: change.type,
      id: encodeId(record.prefix, change.id),
      action: change.action,
    };
    if (change.before) shown.before = shownValues(request, record, change.before);
    if (change.after) shown.after = shownValues(request, record, change.after);
    return [shown];
  });
}

function shownValues(
  request: RequestContext,
  record: RecordType,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const name = shownField(record, key);
    if (name === undefined || !mayRead(request, record, name)) continue;
    shown[key] = publicValue(record, name, value);
  }
  return shown;
}

/**
 * The field of the graph that a property of the unit of work stands for, if it has one. Parts of a
 * money stand as `cost_amount` and `cost_currency` there.
 */
export function shownField(record: RecordType, key: string): string | undefined {
  if (record.fields.has(key)) return key;
  const whole = key.slice(0, key.lastIndexOf('_'));
  return record.fields.get(whole)?.kind === 'money' ? whole : undefined;
}

/** Whether the caller may read a field of the type on every row. */
export function mayRead(request: RequestContext, record: RecordType, field: string): boolean {
  const rule = request.runtime.composition.rules.get(`${record.name}.${field}`);
  return rule !== undefined && permits(request.principal, rule, 'all') === true;
}

function publicValue(record: RecordType, field: string, value: unknown): unknown {
  if (typeof value !== 'string' || !isUuid(value)) return value;
  const definition = record.fields.get(field);
  if (definition?.kind === 'toOne') return encodeId(definition.target().prefix, value);
  const isId = definition?.kind === 'column' && definition.codec === 'id';
  return isId ? encodeId(record.prefix, value) : value;
}
