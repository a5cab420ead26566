import { decodeId, isUuid } from '../model/ids.js';
import type { Where } from '../model/expose.js';
import type {
  AsOfField,
  ColumnField,
  ManyField,
  MoneyField,
  RecordField,
  RecordType,
  ToOneField,
} from '../model/record-type.js';
import { Refusal } from '../write/errors.js';
import { rowCondition } from './conditions.js';
import { spanPredicate } from './span.js';
import type { ReadScope, StatementBuilder } from './scope.js';

const MAX_DEPTH = 5;
const MAX_LEAVES = 50;
const MAX_LIST = 250;

/** Where a filter is being written: which row it is about, and how much of the budget is left. */
interface FilterFrame {
  scope: ReadScope;
  builder: StatementBuilder;
  record: RecordType;
  alias: string;
  /** Ids are uuids (row conditions, plugin code), not TypeIDs. */
  internal: boolean;
  depth: number;
  budget: { leaves: number };
}

/** The SQL predicate of a `where` argument or row condition about the row under `alias`. */
export function filterSql(
  where: Where,
  frame: Pick<FilterFrame, 'scope' | 'builder' | 'record' | 'alias' | 'internal'>,
): string {
  return conjunction(where, { ...frame, depth: 1, budget: { leaves: 0 } });
}

function conjunction(where: Where, frame: FilterFrame): string {
  if (frame.depth > MAX_DEPTH && !frame.internal) {
    throw refuse(`A filter may nest ${MAX_DEPTH} levels.`);
  }
  const parts = given(where, frame).map(([key, value]) => clause(key, value, frame));
  return parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
}

/**
 * What a filter really says. A caller's absent key says nothing; in a row condition or in plugin
 * code an undefined value is a figure that is not known, and nothing meets that.
 */
function given(where: Where, frame: FilterFrame): [string, unknown][] {
  const entries = Object.entries(where);
  return frame.internal ? entries : entries.filter(([, value]) => value !== undefined);
}

function clause(key: string, value: unknown, frame: FilterFrame): string {
  if (value === undefined) return 'false';
  if (value === null) throw refuse(`where.${key} is null; use { isNull: true } to ask for that.`);
  if (key === 'and' || key === 'or') {
    const parts = asList(value).map((part) => conjunction(part, deeper(frame)));
    if (parts.length === 0) return key === 'and' ? 'true' : 'false';
    return `(${parts.join(` ${key} `)})`;
  }
  if (key === 'not') return `(${conjunction(value as Where, deeper(frame))} is not true)`;
  const field = frame.record.fields.get(key);
  if (!field) throw refuse(`${frame.record.name} has no field ${key} to filter by.`);
  return fieldClause(field, value as Where, frame);
}

function fieldClause(field: RecordField, value: Where, frame: FilterFrame): string {
  switch (field.kind) {
    case 'column':
      return columnClause(field, value, frame);
    case 'money':
      return moneyClause(field, value, frame);
    case 'toOne':
      return toOneClause(field, value, frame);
    case 'many':
      return manyClause(field, value, frame);
    case 'asOf':
      return asOfClause(field, value, frame);
    case 'computed':
      throw refuse(`${frame.record.name}.${field.name} cannot be filtered by.`);
  }
}

function deeper(frame: FilterFrame): FilterFrame {
  return { ...frame, depth: frame.depth + 1 };
}

function asList(value: unknown): Where[] {
  const list = Array.isArray(value) ? (value as Where[]) : [value as Where];
  if (list.length > MAX_LEAVES) throw refuse(`A filter may have ${MAX_LEAVES} conditions.`);
  return list;
}

const COMPARISONS: Readonly<Record<string, string>> = {
  eq: '=',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
};

/** What operators stand on. */
interface Operand {
  expression: string;
  type: string;
  /** Undefined meets no row. */
  convert?: (input: unknown) => unknown;
}

/** Operators on one SQL expression: `{ gte: 3, lt: 9 }`. */
function operators(operand: Operand, value: Where, frame: FilterFrame): string {
  const { expression, type, convert = (input: unknown) => input } = operand;
  const parts = given(value, frame).map(([operator, input]) => {
    spend(frame);
    if (input === undefined) return 'false';
    if (input === null) throw refuse('A condition is null; use { isNull: true } for that.');
    const comparison = COMPARISONS[operator];
    const param = (plain: unknown, sqlType: string) => frame.builder.param(plain, sqlType);
    if (comparison) {
      const plain = convert(input);
      if (plain === undefined) return 'false';
      return `${expression} ${comparison} ${param(plain, type)}`;
    }
    if (operator === 'isNull') return `${expression} is ${input === true ? '' : 'not '}null`;
    if (operator === 'in') {
      const list = listOf(input as unknown[], frame).map(convert);
      return `${expression} = any(${param(
        list.filter((one) => one !== undefined),
        `${type}[]`,
      )})`;
    }
    return `${expression} ilike ${param(likePattern(operator, String(input)), 'text')}`;
  });
  return parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
}

function listOf(list: unknown[], frame: FilterFrame): unknown[] {
  if (list.length > MAX_LIST && !frame.internal) {
    throw refuse(`A list of a filter may have ${MAX_LIST} values.`);
  }
  return list;
}

/** LIKE pattern of `contains` or `startsWith`, with `%`, `_` and `\` of the text as plain text. */
export function likePattern(operator: string, text: string): string {
  const escaped = text.replace(/[\\%_]/g, (char) => `\\${char}`);
  return operator === 'startsWith' ? `${escaped}%` : `%${escaped}%`;
}

function spend(frame: FilterFrame): void {
  if (++frame.budget.leaves > MAX_LEAVES && !frame.internal) {
    throw refuse(`A filter may have ${MAX_LEAVES} conditions.`);
  }
}

function columnClause(field: ColumnField, value: Where, frame: FilterFrame): string {
  const expression = `${frame.alias}."${field.column}"`;
  if (field.sealed) return sealedClause(field, value, frame);
  if (field.codec !== 'id') return operators({ expression, type: field.sqlType }, value, frame);
  return operators({ expression, type: 'uuid', convert: (id) => toUuid(id, frame) }, value, frame);
}

/** A uuid, or `undefined` (meets no row) for an id that is foreign or malformed. */
function toUuid(id: unknown, frame: FilterFrame): string | undefined {
  const text = String(id);
  if (frame.internal && isUuid(text)) return text;
  return decodeId(frame.record.prefix, text);
}

function sealedClause(field: ColumnField, value: Where, frame: FilterFrame): string {
  const { eq, isNull } = value as { eq?: string; isNull?: boolean };
  const parts: string[] = [];
  if (typeof eq === 'string') {
    const index = frame.scope.blind(frame.record, field.column, eq);
    const column = `${frame.alias}."${field.column}_index"`;
    parts.push(`${column} = ${frame.builder.param(index, 'text')}`);
  }
  if (typeof isNull === 'boolean') {
    parts.push(`${frame.alias}."${field.column}" is ${isNull ? '' : 'not '}null`);
  }
  spend(frame);
  return parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
}

function moneyClause(field: MoneyField, value: Where, frame: FilterFrame): string {
  const { amount, currency, isNull } = value as { amount?: Where; currency?: Where } & Where;
  const column = (name: string) => `${frame.alias}."${name}"`;
  const parts: string[] = [];
  if (amount)
    parts.push(
      operators({ expression: column(field.amountColumn), type: 'numeric' }, amount, frame),
    );
  if (currency)
    parts.push(
      operators({ expression: column(field.currencyColumn), type: 'text' }, currency, frame),
    );
  if (typeof isNull === 'boolean') {
    parts.push(`${column(field.amountColumn)} is ${isNull ? '' : 'not '}null`);
  }
  return parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
}

function toOneClause(field: ToOneField, value: Where, frame: FilterFrame): string {
  const target = field.target();
  const key = `${frame.alias}."${field.column}"`;
  const onlyId = Object.keys(value).every((name) => name === 'id');
  if (onlyId && !rowCondition(frame.scope, target)) {
    if ('id' in value && value['id'] === undefined && frame.internal) return 'false';
    const id = (value['id'] ?? {}) as Where;
    const convert = (text: unknown) => toUuid(text, { ...frame, record: target });
    return operators({ expression: key, type: 'uuid', convert }, id, frame);
  }
  return related({ target, where: value }, frame, (x) => `${x}."id" = ${key}`);
}

function manyClause(field: ManyField, value: Where, frame: FilterFrame): string {
  const target = field.target();
  const own = `${frame.alias}."id"`;
  const exists = (where: Where) => {
    const full = field.where ? { and: [field.where, where] } : where;
    return related({ target, where: full }, frame, (x) => `${x}."${field.byColumn}" = ${own}`);
  };
  const { some, none, every } = value as { some?: Where; none?: Where; every?: Where };
  const parts: string[] = [];
  if (some) parts.push(exists(some));
  if (none) parts.push(`not ${exists(none)}`);
  if (every) parts.push(`not ${exists({ not: every })}`);
  return parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
}

function asOfClause(field: AsOfField, value: Where, frame: FilterFrame): string {
  const own = `${frame.alias}."id"`;
  return related({ target: field.target(), where: value }, frame, (x) => {
    const inForce = spanPredicate({ field, alias: x }, frame);
    return `${x}."${field.byColumn}" = ${own} and ${inForce}`;
  });
}

/** `exists (...)` over the rows of another type that this caller may see. */
function related(
  { target, where }: { target: RecordType; where: Where },
  frame: FilterFrame,
  link: (alias: string) => string,
): string {
  const alias = frame.builder.alias();
  const inner = { ...deeper(frame), record: target, alias };
  const parts = [
    `${alias}.organization_id = ${frame.alias}.organization_id`,
    link(alias),
    conjunction(where, inner),
  ];
  const rows = rowCondition(frame.scope, target);
  if (rows) parts.push(filterSql(rows, { ...inner, internal: true }));
  return `exists (select 1 from ${target.table} ${alias} where ${parts.join(' and ')})`;
}

function refuse(message: string): Refusal {
  return new Refusal('BAD_USER_INPUT', message);
}
