import { Decimal as Inexact } from 'decimal.js';
import type { Where } from '../src/model/expose.js';
import { encodeId } from '../src/model/ids.js';
import type { RecordField, RecordType } from '../src/model/record-type.js';
import type { OrderInput } from '../src/read/order.js';
import { composition, NOW, TODAY } from './sample.js';
import type { Row, Rows, TypeName } from './sample-data.js';

/**
 * The planner's promises, told again as simply as possible: filters, orders and figures over plain
 * arrays. Filters are in the internal form, ids as uuids.
 */
export interface Reference {
  rows: Rows;
  /** Rows that the caller may see; default: all. */
  visible?: (type: TypeName, row: Row) => boolean;
}

const Decimal = Inexact.clone({ precision: 80 });

type Truth = boolean | null;

export function recordOf(type: TypeName): RecordType {
  const record = composition.records.get(type);
  if (!record) throw new Error(type);
  return record;
}

const nameOf = (record: RecordType) => record.name as TypeName;

/** Rows of a type that the caller may see, in no order. */
export function seen({ rows, visible = () => true }: Reference, type: TypeName): Row[] {
  return rows[type].filter((row) => visible(type, row));
}

/** What the filter says of the row, in SQL's three values. */
export function matches(at: Reference, row: Row, where: Where): Truth {
  const type = typeOf(at, row);
  return all(
    Object.entries(where).map(([key, value]) => {
      if (key === 'and') return all((value as Where[]).map((one) => matches(at, row, one)));
      if (key === 'or') return any((value as Where[]).map((one) => matches(at, row, one)));
      if (key === 'not') return matches(at, row, value as Where) !== true;
      const field = recordOf(type).fields.get(key);
      if (!field) throw new Error(`${type}.${key}`);
      return fieldMatches(at, { field, row }, value as Where);
    }),
  );
}

function all(parts: Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function any(parts: Truth[]): Truth {
  if (parts.includes(true)) return true;
  return parts.includes(null) ? null : false;
}

function fieldMatches(
  at: Reference,
  { field, row }: { field: RecordField; row: Row },
  value: Where,
): Truth {
  switch (field.kind) {
    case 'column':
      return operators(row[field.name], value, field.codec);
    case 'money': {
      const money = row[field.name] as { amount: string; currency: string } | null;
      const { amount, currency, isNull } = value as Record<string, Where>;
      return all([
        amount ? operators(money?.amount ?? null, amount, 'decimal') : true,
        currency ? operators(money?.currency ?? null, currency, 'text') : true,
        isNull === undefined ? true : (money === null) === (isNull as unknown),
      ]);
    }
    case 'toOne': {
      const target = pointed(at, field.name, row);
      const none = JSON.stringify(value) === '{"id":{"isNull":true}}';
      if (none) return target === undefined;
      return target !== undefined && matches(at, target, value) === true;
    }
    case 'asOf': {
      return spans(at, row, { name: field.name }).some((one) => matches(at, one, value) === true);
    }
    case 'many': {
      const list = listOf(at, row, field.name);
      const met = (where: Where) => list.map((one) => matches(at, one, where) === true);
      const { some, none, every } = value as Record<string, Where | undefined>;
      return all([
        some ? met(some).includes(true) : true,
        none ? !met(none).includes(true) : true,
        every ? !met(every).includes(false) : true,
      ]);
    }
    case 'computed':
      throw new Error(field.name);
  }
}

/** The visible record behind a to-one property. */
export function pointed(at: Reference, name: string, row: Row): Row | undefined {
  const type = TARGETS[name];
  return type && seen(at, type).find((one) => one.id === row[name]);
}

const TARGETS: Readonly<Record<string, TypeName>> = {
  shelf: 'SampleShelf',
  owner: 'SamplePerson',
  keeper: 'SamplePerson',
  boss: 'SamplePerson',
  parent: 'SampleItem',
  item: 'SampleItem',
};

/** Relations that are no columns: target and the property that points back. */
const LISTS: Readonly<Record<string, [TypeName, string]>> = {
  'SampleShelf.items': ['SampleItem', 'shelf'],
  'SamplePerson.items': ['SampleItem', 'owner'],
  'SamplePerson.reports': ['SamplePerson', 'boss'],
  'SampleItem.periods': ['SamplePeriod', 'item'],
  'SampleItem.inForce': ['SamplePeriod', 'item'],
  'SampleItem.stays': ['SampleStay', 'item'],
  'SampleItem.stay': ['SampleStay', 'item'],
  'SampleItem.parts': ['SampleItem', 'parent'],
  'SampleItem.used': ['SampleItem', 'parent'],
};

function typeOf(at: Reference, row: Row): TypeName {
  const found = Object.entries(at.rows).find(([, rows]) => rows.includes(row));
  return found?.[0] as TypeName;
}

/** The visible records of a connection of the row, in no order. */
export function listOf(at: Reference, row: Row, name: string): Row[] {
  const [type, by] = LISTS[`${typeOf(at, row)}.${name}`] ?? [];
  if (!type || !by) throw new Error(name);
  const rows = seen(at, type).filter((one) => one[by] === row.id);
  return name === 'used' ? rows.filter((one) => one['state'] === 'USED') : rows;
}

/** The visible records in force at a point, the latest first. */
export function spans(
  at: Reference,
  row: Row,
  { name, asOf }: { name: string; asOf?: string | undefined },
): Row[] {
  const day = name === 'inForce';
  const [from, to] = day ? ['validFrom', 'validTo'] : ['startsAt', 'endsAt'];
  const point = asOf ?? (day ? TODAY : NOW.toISOString());
  return listOf(at, row, name)
    .filter((one) => String(one[from]) <= point && (one[to] === null || String(one[to]) > point))
    .sort((left, right) => (String(left[from]) < String(right[from]) ? 1 : -1));
}

function operators(value: unknown, where: Where, codec: string): Truth {
  return all(
    Object.entries(where).map(([operator, operand]) => {
      if (operator === 'isNull') return (value === null) === operand;
      if (value === null) return null;
      if (operator === 'in') {
        return (operand as unknown[]).some((one) => compare(value, one, codec) === 0);
      }
      if (operator === 'contains') return lower(value).includes(lower(operand));
      if (operator === 'startsWith') return lower(value).startsWith(lower(operand));
      const order = compare(value, operand, codec);
      return { eq: order === 0, gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[
        operator
      ] as boolean;
    }),
  );
}

const lower = (value: unknown) => String(value).toLowerCase();
const NUMBERS = new Set(['integer', 'float', 'bigint', 'decimal']);

/** Order of two values that are there; text by code points, as the collation C has it. */
export function compare(left: unknown, right: unknown, codec: string): number {
  if (NUMBERS.has(codec)) return new Decimal(String(left)).comparedTo(new Decimal(String(right)));
  if (codec === 'boolean') return Number(left) - Number(right);
  return Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
}

/** The rows in the order that a list has, the id as the last key. */
export function ordered(type: TypeName, rows: readonly Row[], orderBy: OrderInput[]): Row[] {
  const record = recordOf(type);
  const keys = orderBy.length > 0 ? orderBy : [{ field: record.defaultOrder }];
  const last = keys.at(-1)?.direction ?? 'ASC';
  return [...rows].sort((left, right) => {
    for (const key of [...keys, { field: 'id', direction: last }] as OrderInput[]) {
      const order = byKey(record, key, [left, right]);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function byKey(record: RecordType, key: OrderInput, rows: [Row, Row]): number {
  const field = record.fields.get(key.field);
  const [left, right] = rows.map((row) => {
    const value = row[key.field];
    if (field?.kind !== 'money') return value ?? null;
    return (value as { amount: string } | null)?.amount ?? null;
  });
  const descending = key.direction === 'DESC';
  if (left === null || right === null) {
    if (left === right) return 0;
    const nullsFirst = key.nulls ? key.nulls === 'FIRST' : descending;
    return (left === null) === nullsFirst ? -1 : 1;
  }
  const codec = field?.kind === 'column' ? field.codec : 'decimal';
  return compare(left, right, codec) * (descending ? -1 : 1);
}

/** `{ count, sum, avg, min, max }` as numbers without trailing zeros; null where there are none. */
export function figures(values: readonly (string | number | null)[]): object {
  const numbers = values.filter((one) => one !== null).map((one) => new Decimal(String(one)));
  const count = numbers.length;
  if (count === 0) return { count, sum: null, avg: null, min: null, max: null };
  const sum = numbers.reduce((total, one) => total.plus(one));
  const avg = sum.dividedBy(count).toDecimalPlaces(4, Decimal.ROUND_HALF_UP);
  const [min, max] = [Decimal.min(...numbers), Decimal.max(...numbers)];
  const texts = Object.entries({ sum, avg, min, max }).map(([key, one]) => [key, one.toFixed()]);
  return { count, ...Object.fromEntries(texts) };
}

/** The filter with ids as the API has them. */
export function toApi(type: TypeName, where: Where): Where {
  const entries = Object.entries(where).map(([key, value]) => {
    if (key === 'and' || key === 'or') {
      return [key, (value as Where[]).map((one) => toApi(type, one))];
    }
    if (key === 'not') return [key, toApi(type, value as Where)];
    const field = recordOf(type).fields.get(key);
    if (field?.kind === 'column' && field.codec === 'id') return [key, ids(type, value as Where)];
    if (field?.kind === 'toOne' || field?.kind === 'asOf') {
      return [key, toApi(nameOf(field.target()), value as Where)];
    }
    if (field?.kind !== 'many') return [key, value];
    const quantified = Object.entries(value as Where).map(([word, inner]) => [
      word,
      toApi(nameOf(field.target()), inner as Where),
    ]);
    return [key, Object.fromEntries(quantified)];
  });
  return Object.fromEntries(entries) as Where;
}

function ids(type: TypeName, value: Where): Where {
  const id = (uuid: unknown) => publicId(type, String(uuid));
  return Object.fromEntries(
    Object.entries(value).map(([operator, operand]) => {
      if (operator === 'isNull') return [operator, operand];
      return [operator, Array.isArray(operand) ? operand.map(id) : id(operand)];
    }),
  );
}

export function publicId(type: TypeName, uuid: string): string {
  return encodeId(recordOf(type).prefix, uuid);
}
