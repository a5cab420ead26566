import { permits, refusal } from '../authz/evaluate.js';
import { isOwn } from '../authz/rule-book.js';
import { NOBODY } from '../authz/permissions.js';
import { demandAttributes } from '../fields/access.js';
import type { RecordField, RecordType } from '../model/record-type.js';
import { attributeSql, readableField } from '../read/attributes-sql.js';
import type { ReadScope } from '../read/scope.js';
import type { PathEnd } from './paths.js';

/** What the values at the end of a path are. */
export type MetricValueKind = 'NUMBER' | 'TEXT' | 'DATE' | 'INSTANT' | 'BOOLEAN' | 'RECORD';

/** A value of a row as SQL. */
export interface MetricValue {
  sql: string;
  kind: MetricValueKind;
  /** Of an amount: its currency as SQL. */
  currency?: string;
  /** Of a record: its type and the prefix of its ids; `sql` is the uuid. */
  record?: { type: string; prefix: string };
}

/** The value of a row at the end of a path. @throws Refusal FORBIDDEN */
export function endValue(scope: ReadScope, end: PathEnd, alias: string): MetricValue {
  if (end.kind === 'record') {
    const { name: type, prefix } = end.record;
    return { kind: 'RECORD', sql: `${alias}."id"`, record: { type, prefix } };
  }
  if (end.kind === 'attribute') return attributeValue(scope, end, alias);
  demand(scope, end.record, end.field.name);
  note(scope, end.record, end.field);
  if (end.kind === 'column') {
    const kind = KINDS[end.field.codec] ?? 'TEXT';
    return { kind, sql: `${alias}."${end.field.column}"` };
  }
  const { amountColumn, currencyColumn } = end.field;
  return {
    kind: 'NUMBER',
    sql: `${alias}."${amountColumn}"`,
    currency: `${alias}."${currencyColumn}"`,
  };
}

/** What values of a codec are; all others are texts. */
export const KINDS: Readonly<Record<string, MetricValueKind>> = {
  integer: 'NUMBER',
  bigint: 'NUMBER',
  float: 'NUMBER',
  decimal: 'NUMBER',
  date: 'DATE',
  instant: 'INSTANT',
  boolean: 'BOOLEAN',
};

function attributeValue(
  scope: ReadScope,
  { record, key }: Extract<PathEnd, { kind: 'attribute' }>,
  alias: string,
): MetricValue {
  demandAttributes(scope.principal, scope.rules, record);
  const field = readableField(scope, record, key);
  const { expression, sqlType } = attributeSql(field, `${alias}."attributes"`);
  const isNumber = sqlType === 'bigint' || sqlType === 'numeric';
  return { kind: isNumber ? 'NUMBER' : 'TEXT', sql: expression };
}

/** The same verdict as the gate's: nothing reaches a figure that no field would show. */
export function demand(scope: ReadScope, record: RecordType, field: string): void {
  const at = `${record.name}.${field}`;
  const rule = scope.rules.get(at) ?? NOBODY;
  const width = isOwn(scope, record.name, field) ? 'all' : 'some';
  if (scope.principal.kind === 'system') return;
  const verdict = permits(scope.principal, rule, width);
  if (verdict !== true) throw refusal(scope.principal, { field: at, verdict });
}

/** A figure tells of a secret field too, and so its read is written into the trail. */
export function note(scope: ReadScope, record: RecordType, field: RecordField): void {
  const secrets = scope.secretReads.among(record, [field.name]);
  if (secrets) scope.secretReads.add(record, secrets);
}
