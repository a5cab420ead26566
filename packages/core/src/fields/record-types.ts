import type { Ctx } from '../context/ctx.js';
import type { RecordType } from '../model/record-type.js';
import { kernelOf } from './kernel.js';
import { fieldErrors } from './errors.js';
import type { CustomFieldType } from './field-type.js';

/** The record type that gets a field. @throws CORE_FIELD_RECORD_TYPE naming those that can */
export function fieldHome(ctx: Ctx, name: string): RecordType {
  const { records } = kernelOf(ctx).runtime.composition;
  const record = records.get(name);
  if (record && takesFields(record)) return record;
  const known = [...records.values()].filter(takesFields).map((one) => one.name);
  const data = { type: name.slice(0, 80), known: known.sort().join(', ') };
  throw fieldErrors.FIELD_RECORD_TYPE(data, ['input', 'recordType']);
}

function takesFields(record: RecordType): boolean {
  return record.fields.get('attributes')?.kind === 'attributes';
}

/** The type that a RECORD field points to; null for every other type of field. */
export function targetOf(
  ctx: Ctx,
  type: CustomFieldType,
  target: string | null | undefined,
): string | null {
  const { records } = kernelOf(ctx).runtime.composition;
  const isRecord = type === 'RECORD';
  if (isRecord !== (target != null) || (target != null && !records.has(target))) {
    throw fieldErrors.FIELD_TARGET({}, ['input', 'target']);
  }
  return target ?? null;
}
