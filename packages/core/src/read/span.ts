import type { AsOfField } from '../model/record-type.js';
import type { ReadScope, StatementBuilder } from './scope.js';

/** The half-open span of the row under `alias` holds `asOf` (default: today, or now). */
export function spanPredicate(
  { field, alias, asOf }: { field: AsOfField; alias: string; asOf?: unknown },
  frame: { scope: ReadScope; builder: StatementBuilder },
): string {
  const day = field.span.unit === 'day';
  const value = asOf ?? (day ? frame.scope.today : frame.scope.now);
  const point = frame.builder.key(value, day ? 'date' : 'timestamptz');
  const from = `${alias}."${field.fromColumn}"`;
  const to = `${alias}."${field.toColumn}"`;
  return `${from} <= ${point} and (${to} is null or ${to} > ${point})`;
}
