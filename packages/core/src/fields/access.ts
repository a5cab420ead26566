import { isOwn } from '../authz/rule-book.js';
import { permits, refusal } from '../authz/evaluate.js';
import type { Rule } from '../authz/permissions.js';
import type { Principal } from '../context/principal.js';
import type { RecordType } from '../model/record-type.js';
import { Refusal } from '../write/errors.js';
import type { FieldDefinitions } from './definitions.js';
import type { FieldDefinition } from './field-type.js';

/**
 * Whether a caller may read and write a custom field. Its permission must be held for every row:
 * a row that may be seen must not show a field that is granted for other rows only.
 */
export function mayUse(principal: Principal, { permission }: FieldDefinition): boolean {
  return permission === null || principal.permissions.get(permission) === 'all';
}

/** @throws Refusal FORBIDDEN naming the permission */
export function demandField(principal: Principal, field: FieldDefinition): void {
  if (mayUse(principal, field)) return;
  const permission = field.permission ?? '';
  const name = `${field.recordType}.attributes.${field.key}`;
  throw new Refusal('FORBIDDEN', `Requires ${permission} for ${name}.`, {
    permission,
    field: name,
  });
}

/** @throws Refusal as the gate's, for ways to the values that the gate cannot see */
export function demandAttributes(
  principal: Principal,
  rules: ReadonlyMap<string, Rule>,
  record: RecordType,
): void {
  const field = `${record.name}.attributes`;
  const rule = rules.get(field);
  const records = new Map([[record.name, record]]);
  const scope = isOwn({ rules, records }, record.name, 'attributes') ? 'all' : 'some';
  const verdict = rule === undefined ? { missing: '@nobody' } : permits(principal, rule, scope);
  if (verdict !== true) throw refusal(principal, { field, verdict });
}

/** The keys that a caller may be told of, for messages. */
export function knownKeys(
  definitions: FieldDefinitions,
  principal: Principal,
  recordType: string,
): string {
  const keys = definitions
    .of(recordType)
    .filter((field) => mayUse(principal, field))
    .map(({ key }) => key);
  return keys.length === 0 ? 'none' : keys.slice(0, 50).join(', ');
}
