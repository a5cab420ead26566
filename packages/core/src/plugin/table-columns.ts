import { ArrayType, type EntityMetadata, type EntityProperty, JsonType } from '@mikro-orm/core';
import { quoteText } from './sql-names.js';
import type { ColumnShape } from './table-shape.js';

const SQL_CALL = /^(?:[a-z_]+\(.*\)|current_(?:date|time|timestamp))$/i;

/** The columns of an entity in the order of its properties. */
export function columnsOf(meta: EntityMetadata): ColumnShape[] {
  return meta.props.filter(isStored).flatMap((prop) =>
    prop.fieldNames.map((name, index) => ({
      name,
      type: columnType(prop.columnTypes[index] ?? 'text'),
      nullable: prop.nullable === true,
      default: defaultOf(prop),
      ...(typeof prop.generated === 'string' ? { generated: prop.generated } : {}),
      comment: commentOf(meta, prop),
      ...(prop.items && !prop.array ? { values: prop.items.map(String) } : {}),
    })),
  );
}

/** Whether a property has columns of its own table. */
export function isStored(prop: EntityProperty): boolean {
  if (prop.persist === false || prop.formula) return false;
  if (prop.kind === 'scalar') return true;
  if (prop.kind === 'embedded') return prop.object === true; // inline ones are scalars besides
  return prop.kind === 'm:1' || (prop.kind === '1:1' && prop.owner);
}

/** Whether it is an amount with its currency in two columns. */
export function isMoney(prop: EntityProperty): boolean {
  const parts = prop.embeddedProps;
  return prop.kind === 'embedded' && !prop.object && 'amount' in parts && 'currency' in parts;
}

function columnType(type: string): string {
  return type === 'int' ? 'integer' : type;
}

/**
 * The default as SQL. A text in the form of a call (`now()`) is an expression for dates and times,
 * which have no such value; `.defaultRaw()` is an expression always.
 */
function defaultOf(prop: EntityProperty): string | undefined {
  const value: unknown = prop.default;
  if (value === undefined || value === null) {
    return value === null ? undefined : prop.defaultRaw;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (prop.customType instanceof JsonType) {
    return quoteText(typeof value === 'string' ? value : JSON.stringify(value));
  }
  if (prop.customType instanceof ArrayType && Array.isArray(value)) return arrayLiteral(value);
  const text = String(value);
  const isTime = /^(?:date|time)/.test(prop.columnTypes[0] ?? '');
  return isTime && SQL_CALL.test(text) ? text : quoteText(text);
}

function arrayLiteral(values: readonly unknown[]): string {
  const quoted = values.map((value) => `"${String(value).replace(/["\\]/g, '\\$&')}"`);
  return quoteText(`{${quoted.join(',')}}`);
}

/** Parts of a money say which money: `Price paid (ISO 4217 code)`. */
function commentOf(meta: EntityMetadata, prop: EntityProperty): string | undefined {
  const parent = prop.embedded && meta.properties[prop.embedded[0] as never];
  const whole = (parent as EntityProperty | undefined)?.comment;
  if (!whole) return prop.comment;
  return prop.comment ? `${whole} (${prop.comment})` : whole;
}
