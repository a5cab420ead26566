import { demandField, knownKeys } from '../fields/access.js';
import { FIELD_KEY, type CustomFieldType, type FieldDefinition } from '../fields/field-type.js';
import type { RecordType } from '../model/record-type.js';
import { Refusal } from '../write/errors.js';
import { customFieldsOf, type ReadScope } from './scope.js';

/** Types whose values have an order. */
export const ORDERABLE: ReadonlySet<CustomFieldType> = new Set([
  'TEXT',
  'INTEGER',
  'DECIMAL',
  'BOOLEAN',
  'DATE',
  'DATETIME',
  'CHOICE',
  'URL',
  'EMAIL',
]);

/** ASCII forms in the order of their bytes, which needs no collation of the database. */
const BYTES: ReadonlySet<CustomFieldType> = new Set(['BOOLEAN', 'DATE', 'DATETIME']);

/**
 * A custom field that a caller may read, by key.
 * @throws Refusal BAD_USER_INPUT for an unknown key, naming the known ones; FORBIDDEN
 */
export function readableField(scope: ReadScope, record: RecordType, key: string): FieldDefinition {
  const definitions = customFieldsOf(scope);
  const field = definitions.find(record.name, key);
  if (!field) {
    const known = knownKeys(definitions, scope.principal, record.name);
    throw new Refusal(
      'BAD_USER_INPUT',
      `${record.name} has no such custom field. It has: ${known}.`,
    );
  }
  demandField(scope.principal, field);
  return field;
}

/** The same for filters and orders. @throws Refusal also for one that is not filterable */
export function filterableField(
  scope: ReadScope,
  record: RecordType,
  key: string,
): FieldDefinition {
  const field = readableField(scope, record, key);
  if (field.isFilterable) return field;
  throw new Refusal('BAD_USER_INPUT', `${record.name}.attributes: ${key} is not filterable.`);
}

/**
 * A value of the column `attributes` as SQL, and the type to compare it as. The key is written into
 * the text, so that an index on this very expression serves it; it comes from a definition, never
 * from the request, and is held against the form of keys once more.
 */
export function attributeSql(
  { key, type }: FieldDefinition,
  column: string,
): { expression: string; sqlType: string } {
  if (!FIELD_KEY.test(key)) throw new Error('A custom field has a key of another form.');
  const text = `(${column} ->> '${key}')`;
  // Straight from JSON: this cast tells no value in its error, so it may be marked leakproof.
  if (type === 'INTEGER')
    return { expression: `(${column} -> '${key}')::bigint`, sqlType: 'bigint' };
  if (type === 'DECIMAL') return { expression: `${text}::numeric`, sqlType: 'numeric' };
  return { expression: BYTES.has(type) ? `${text} collate "C"` : text, sqlType: 'text' };
}

/** Whether there is no value. */
export function absentSql({ key }: FieldDefinition, column: string): string {
  if (!FIELD_KEY.test(key)) throw new Error('A custom field has a key of another form.');
  return `(${column} -> '${key}') is null`;
}
