import { decodeId, isUuid, parseId } from '../model/ids.js';
import type { Where } from '../model/expose.js';
import type { ColumnField, MoneyField } from '../model/record-type.js';
import { lift } from './hole.js';
import { allOf, boundedValues, given, spend, unknown, type FilterFrame } from './filter-frame.js';

/** Conditions on the values of one row: columns, sealed columns, money. */

const COMPARISONS: Readonly<Record<string, string>> = {
  eq: '=',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
};

const PATTERNS: ReadonlySet<string> = new Set(['contains', 'startsWith']);

/** What operators stand on. */
interface Operand {
  expression: string;
  type: string;
  /** Its values are names of an enum, or true and false: the planner may know them. */
  isNamed?: boolean;
  /** Undefined meets no row; bound as null where the value is given later, which meets none too. */
  convert?: (input: unknown) => unknown;
}

/** Operators on one SQL expression: `{ gte: 3, lt: 9 }`. */
export function operators(operand: Operand, value: Where, frame: FilterFrame): string {
  const parts = given(value, frame).map(([operator, input]) => {
    spend(frame);
    return input === undefined ? unknown(frame) : condition(operand, [operator, input], frame);
  });
  return allOf(parts);
}

function condition(
  { expression, type, isNamed, convert = (input) => input }: Operand,
  [operator, input]: [string, unknown],
  frame: FilterFrame,
): string {
  const { builder } = frame;
  const comparison = COMPARISONS[operator];
  if (comparison) {
    const value = lift(input, convert);
    if (value === undefined) return 'false';
    const name = isNamed ? nameOf(value) : undefined;
    return `${expression} ${comparison} ${name ?? builder.param(value, wide(type, value))}`;
  }
  if (operator === 'isNull') return `${expression} is ${input === true ? '' : 'not '}null`;
  if (operator === 'in') {
    const known = lift(input, (list) =>
      boundedValues(list as unknown[], frame)
        .map(convert)
        .filter((value) => value !== undefined),
    );
    return `${expression} = any(${builder.param(known, `${wide(type, known)}[]`)})`;
  }
  const pattern = lift(input, (text) => likePattern(operator, String(text)));
  return `${expression} ilike ${builder.param(pattern, 'text')}`;
}

/** A value that may stand in the text of a statement. */
function nameOf(value: unknown): string | undefined {
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' && /^[A-Z][A-Z0-9_]*$/.test(value) ? `'${value}'` : undefined;
}

const INT64 = 2n ** 63n;

/** Whole numbers are compared as such; the API lets any decimal through to them. */
function wide(type: string, value: unknown): string {
  if (type !== 'bigint') return type;
  return (Array.isArray(value) ? value : [value]).every(isInt64) ? type : 'numeric';
}

function isInt64(value: unknown): boolean {
  const text = String(value);
  if (!/^-?\d+$/.test(text)) return false;
  const number = BigInt(text);
  return number >= -INT64 && number < INT64;
}

/**
 * LIKE pattern of `contains` or `startsWith`, with `%`, `_` and `\` of the text as plain text.
 * @throws Error for another operator: the API knows its own, but code may misspell one
 */
export function likePattern(operator: string, text: string): string {
  if (!PATTERNS.has(operator)) throw new Error(`No filter has the operator ${operator}.`);
  const escaped = text.replace(/[\\%_]/g, (char) => `\\${char}`);
  return operator === 'startsWith' ? `${escaped}%` : `%${escaped}%`;
}

/** Conditions on a column. */
export function columnClause(field: ColumnField, value: Where, frame: FilterFrame): string {
  const expression = `${frame.alias}."${field.column}"`;
  if (field.sealed) return sealedClause(field, value, frame);
  if (field.codec !== 'id') {
    const isNamed = field.codec === 'enum' || field.codec === 'boolean';
    return operators({ expression, type: field.sqlType, isNamed }, value, frame);
  }
  const convert = (id: unknown) =>
    field.reference ? parseId(String(id))?.uuid : toUuid(id, frame);
  return operators({ expression, type: 'uuid', convert }, value, frame);
}

/** A uuid, or `undefined` (meets no row) for an id that is foreign or malformed. */
export function toUuid(
  id: unknown,
  { internal, record }: Pick<FilterFrame, 'internal' | 'record'>,
): string | undefined {
  const text = String(id);
  if (internal && isUuid(text)) return text;
  return decodeId(record.prefix, text);
}

function sealedClause(field: ColumnField, value: Where, frame: FilterFrame): string {
  const column = `${frame.alias}."${field.column}`;
  const parts = given(value, frame).map(([operator, input]) => {
    spend(frame);
    if (input === undefined) return unknown(frame);
    if (operator === 'isNull') return `${column}" is ${input === true ? '' : 'not '}null`;
    const index = frame.scope.blind(frame.record, field.column, String(input));
    return `${column}_index" = ${frame.builder.param(index, 'text')}`;
  });
  return allOf(parts);
}

/** Conditions on amount and currency. */
export function moneyClause(field: MoneyField, value: Where, frame: FilterFrame): string {
  const column = (name: string) => `${frame.alias}."${name}"`;
  const amount = { expression: column(field.amountColumn), type: 'numeric' };
  const currency = { expression: column(field.currencyColumn), type: 'text' };
  const parts = given(value, frame).map(([key, input]) => {
    if (input === undefined) return unknown(frame);
    if (key === 'isNull') return operators(amount, { isNull: input }, frame);
    return operators(key === 'amount' ? amount : currency, input as Where, frame);
  });
  return allOf(parts);
}
