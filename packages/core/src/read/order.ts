import { demandAttributes } from '../fields/access.js';
import type { RecordType } from '../model/record-type.js';
import { Refusal } from '../write/errors.js';
import { attributeSql, filterableField, ORDERABLE } from './attributes-sql.js';
import type { Hole } from './hole.js';
import type { ReadScope, StatementBuilder } from './scope.js';

/** One key of an order, down to its column. */
export interface OrderKey {
  field: string;
  column: string;
  sqlType: string;
  descending: boolean;
  nullsFirst: boolean;
  nullable: boolean;
  /** What is ordered by, made of the column; default the column itself. */
  of?: (column: string) => string;
}

/** The `orderBy` argument as it comes from GraphQL: fields are names of properties here. */
export interface OrderInput {
  field?: string | null;
  /** Instead of `field`: the key of a custom field. */
  attribute?: string | null;
  direction?: 'ASC' | 'DESC';
  nulls?: 'FIRST' | 'LAST' | null;
}

const MAX_KEYS = 5;

/** The keys of a list's order with the id as the tie-breaker, so that each order is total. */
export function orderKeys(
  scope: ReadScope,
  record: RecordType,
  input: readonly OrderInput[] | null,
): OrderKey[] {
  const wanted: readonly OrderInput[] =
    input && input.length > 0 ? input : [{ field: scope.listsById ? 'id' : record.defaultOrder }];
  if (wanted.length > MAX_KEYS) {
    throw new Refusal('BAD_USER_INPUT', `An order may have ${MAX_KEYS} keys.`);
  }
  const keys = wanted.map((item) => orderKey(scope, record, item));
  const last = keys.at(-1);
  if (!keys.some((key) => key.field === 'id')) {
    keys.push(idKey(last?.descending ?? false));
  }
  return keys;
}

function idKey(descending: boolean): OrderKey {
  const id = { field: 'id', column: 'id', sqlType: 'uuid', nullable: false };
  return { ...id, descending, nullsFirst: false };
}

function orderKey(scope: ReadScope, record: RecordType, item: OrderInput): OrderKey {
  if ((item.field == null) === (item.attribute == null)) {
    throw new Refusal('BAD_USER_INPUT', 'orderBy: give exactly one of field and attribute.');
  }
  return item.field == null
    ? attributeKey(scope, record, item)
    : fieldKey(record, { ...item, field: item.field });
}

function attributeKey(scope: ReadScope, record: RecordType, item: OrderInput): OrderKey {
  const column = record.fields.get('attributes');
  const key = item.attribute ?? '';
  if (column?.kind !== 'attributes') {
    throw new Refusal('BAD_USER_INPUT', `${record.name} has no custom fields.`);
  }
  demandAttributes(scope.principal, scope.rules, record);
  const field = filterableField(scope, record, key);
  if (!ORDERABLE.has(field.type)) {
    throw new Refusal('BAD_USER_INPUT', `orderBy: ${field.type} ${key} has no order.`);
  }
  const { sqlType } = attributeSql(field, '');
  const descending = item.direction === 'DESC';
  return {
    field: `attributes.${key}`,
    column: column.column,
    sqlType,
    descending,
    nullsFirst: item.nulls ? item.nulls === 'FIRST' : descending,
    nullable: true,
    of: (name) => attributeSql(field, name).expression,
  };
}

function fieldKey(record: RecordType, item: OrderInput & { field: string }): OrderKey {
  const descending = item.direction === 'DESC';
  if (item.field === 'id') return idKey(descending);
  const field = record.fields.get(item.field);
  const money = field?.kind === 'money';
  if (!field || !(field.kind === 'column' || money)) {
    throw new Refusal('BAD_USER_INPUT', `${record.name} cannot be ordered by ${item.field}.`);
  }
  return {
    field: field.name,
    column: field.kind === 'money' ? field.amountColumn : field.column,
    sqlType: field.kind === 'money' ? 'numeric' : field.sqlType,
    descending,
    nullsFirst: item.nulls ? item.nulls === 'FIRST' : descending,
    nullable: field.nullable,
  };
}

/** What a key orders by, over the columns of an alias. */
export function keySql({ of, column }: OrderKey, columns: (name: string) => string): string {
  const plain = columns(column);
  return of ? of(plain) : plain;
}

/** The same order backwards, for `last` and `before`. */
export function reversed(keys: readonly OrderKey[]): OrderKey[] {
  return keys.map((key) => ({
    ...key,
    descending: !key.descending,
    nullsFirst: !key.nullsFirst,
  }));
}

/** `t."name" desc nulls first, t."id" desc`; nulls are only named where they can occur. */
export function orderSql(keys: readonly OrderKey[], column: (name: string) => string): string {
  return keys
    .map((key) => {
      const direction = key.descending ? ' desc' : '';
      const usual = key.nullsFirst === key.descending;
      const nulls = key.nullable && !usual ? ` nulls ${key.nullsFirst ? 'first' : 'last'}` : '';
      return `${keySql(key, column)}${direction}${nulls}`;
    })
    .join(', ');
}

/** Rows strictly after the position `values` (keyset paging; one value per key, null allowed). */
export function afterSql(
  keys: readonly OrderKey[],
  values: readonly (string | Hole | null)[],
  frame: { column: (name: string) => string; builder: StatementBuilder },
): string {
  const uniform = keys.every((key) => !key.nullable && key.descending === keys[0]?.descending);
  const params = keys.map((key, i) => {
    const value = values[i] ?? null;
    return value === null ? null : frame.builder.key(value, key.sqlType);
  });
  if (uniform) {
    const columns = keys.map((key) => keySql(key, frame.column)).join(', ');
    return `(${columns}) ${keys[0]?.descending ? '<' : '>'} (${params.join(', ')})`;
  }
  const alternatives = keys.map((key, i) => {
    const equal = keys.slice(0, i).map((prior, j) => equals(prior, params[j] ?? null, frame));
    return `(${[...equal, beyond(key, params[i] ?? null, frame)].join(' and ')})`;
  });
  return `(${alternatives.join(' or ')})`;
}

type Columns = { column: (name: string) => string };

function equals(key: OrderKey, param: string | null, frame: Columns): string {
  const column = keySql(key, frame.column);
  return param === null ? `${column} is null` : `${column} = ${param}`;
}

/** The key's value lies after `param` in the order, nulls included. */
function beyond(key: OrderKey, param: string | null, frame: Columns): string {
  const column = keySql(key, frame.column);
  if (param === null) return key.nullsFirst ? `${column} is not null` : 'false';
  const compare = `${column} ${key.descending ? '<' : '>'} ${param}`;
  return key.nullable && !key.nullsFirst ? `(${compare} or ${column} is null)` : compare;
}
