import { readValue, isFault } from '../fields/values.js';
import type { CustomFieldType, FieldDefinition, StoredValue } from '../fields/field-type.js';
import { decodeId } from '../model/ids.js';
import type { Where } from '../model/expose.js';
import type { AttributesField } from '../model/record-type.js';
import { absentSql, attributeSql, filterableField } from './attributes-sql.js';
import {
  allOf,
  bounded,
  boundedValues,
  given,
  refuse,
  spend,
  unknown,
  type FilterFrame,
} from './filter-frame.js';
import { likePattern, operators } from './filter-values.js';
import { lift } from './hole.js';
import { customFieldsOf } from './scope.js';

/** Conditions on custom fields: `[{ key: "costCenter", eq: "4100" }]`; all must hold. */
export function attributesClause(
  { column }: AttributesField,
  value: Where | readonly Where[],
  frame: FilterFrame,
): string {
  const list = (Array.isArray(value) ? value : [value]) as readonly Where[];
  const parts = bounded(list, frame).map((item) => {
    const { key, ...conditions } = item;
    const field = fieldOf(String(key), frame);
    const at = { field, column: `${frame.alias}."${column}"` };
    const entries = given(conditions, frame).map(([operator, input]) => {
      spend(frame);
      return input === undefined ? unknown(frame) : condition(at, [operator, input], frame);
    });
    return allOf(entries);
  });
  return allOf(parts);
}

/** A row condition speaks of the data, whatever the caller may read of them. */
function fieldOf(key: string, { internal, scope, record }: FilterFrame): FieldDefinition {
  if (!internal) return filterableField(scope, record, key);
  const field = customFieldsOf(scope).find(record.name, key);
  if (!field) throw refuse(`${record.name} has no custom field ${key}.`);
  return field;
}

const RANGE = ['gt', 'gte', 'lt', 'lte'];
const WORDS = ['contains', 'startsWith'];
const TEXT_OPERATORS = new Set(['eq', 'in', ...RANGE, ...WORDS, 'isNull']);
const ORDERED_OPERATORS = new Set(['eq', 'in', ...RANGE, 'isNull']);
const EQUALITY_OPERATORS = new Set(['eq', 'in', 'isNull']);

const OPERATORS: Readonly<Record<CustomFieldType, ReadonlySet<string>>> = {
  TEXT: TEXT_OPERATORS,
  URL: TEXT_OPERATORS,
  EMAIL: TEXT_OPERATORS,
  INTEGER: ORDERED_OPERATORS,
  DECIMAL: ORDERED_OPERATORS,
  DATE: ORDERED_OPERATORS,
  DATETIME: ORDERED_OPERATORS,
  CHOICE: EQUALITY_OPERATORS,
  RECORD: EQUALITY_OPERATORS,
  BOOLEAN: new Set(['eq', 'isNull']),
  MULTI_CHOICE: new Set(['in', 'contains', 'isNull']),
};

interface Operand {
  field: FieldDefinition;
  column: string;
}

function condition(at: Operand, [operator, input]: [string, unknown], frame: FilterFrame): string {
  const { field, column } = at;
  if (!OPERATORS[field.type].has(operator)) {
    const known = [...OPERATORS[field.type]].join(', ');
    throw refuse(`${field.key} is ${field.type}: it takes ${known}, not ${operator}.`);
  }
  if (operator === 'isNull') return `${input === true ? '' : 'not '}(${absentSql(field, column)})`;
  if (operator === 'eq') return holds(at, [input], frame);
  if (operator === 'in') {
    return holds(at, boundedValues(input as readonly unknown[], frame), frame);
  }
  if (field.type === 'MULTI_CHOICE') return holds(at, [input], frame);
  const { expression, sqlType } = attributeSql(field, column);
  if (WORDS.includes(operator)) {
    const pattern = frame.builder.param(likePattern(operator, String(input)), 'text');
    return `${expression} ilike ${pattern}`;
  }
  const value = stored(field, input, frame);
  return comparison({ expression, sqlType }, [operator, value], frame);
}

const COMPARISONS: Readonly<Record<string, string>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

function comparison(
  { expression, sqlType }: { expression: string; sqlType: string },
  [operator, value]: [string, StoredValue | undefined],
  frame: FilterFrame,
): string {
  return `${expression} ${COMPARISONS[operator]} ${frame.builder.param(value, sqlType)}`;
}

/** The value is one of these: by containment, which the index on the whole column serves. */
function holds({ field, column }: Operand, inputs: readonly unknown[], frame: FilterFrame) {
  const isList = field.type === 'MULTI_CHOICE';
  const known = inputs
    .map((input) => stored(field, isList ? [input] : input, frame))
    .filter((value) => value !== undefined)
    .map((value) => JSON.stringify({ [field.key]: value }));
  if (known.length === 0) return 'false';
  if (known.length === 1) return `${column} @> ${frame.builder.param(known[0], 'jsonb')}`;
  return `${column} @> any(${frame.builder.param(known, 'jsonb[]')})`;
}

/** The stored form; undefined (meets no row) for the id of a foreign or malformed record. */
function stored(
  field: FieldDefinition,
  input: unknown,
  { scope }: FilterFrame,
): StoredValue | undefined {
  const decode = (type: string, id: string) => decodeId(scope.records.get(type)?.prefix ?? '', id);
  if (field.type === 'RECORD') return decode(field.target ?? '', String(input));
  const value = readValue(field, input, { decode });
  if (!isFault(value)) return value;
  throw refuse(`${field.key} is ${field.type}: give ${value.expected}.`);
}

/** Records with an id in another system: `{ system: "sap", id: { eq: "4711" } }`. */
export function externalRefsClause(value: Where, frame: FilterFrame): string {
  spend(frame, 'relations');
  const alias = frame.builder.alias();
  const system = frame.builder.param(lift(value['system'], String), 'text');
  const type = frame.builder.param(frame.record.name, 'text');
  const ids = value['id'] as Where | undefined;
  const parts = [
    `${alias}.organization_id = ${frame.alias}.organization_id`,
    `${alias}.record_type = ${type}`,
    `${alias}.record_id = ${frame.alias}."id"`,
    `${alias}.system = ${system}`,
  ];
  if (ids === null) throw refuse('where: id is null; leave it out to ask for any.');
  if (ids) {
    parts.push(operators({ expression: `${alias}.external_id`, type: 'text' }, ids, frame));
  }
  return `exists (select 1 from core.external_ref ${alias} where ${parts.join(' and ')})`;
}
