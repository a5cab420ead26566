import type { EntityMetadata, EntityProperty } from '@mikro-orm/core';
import { Money } from './money.js';
import { holdsAttributes } from './record.js';
import { isSealed, subjectProperty } from './secret.js';
import type { AttributesField, Codec, ColumnField, MoneyField } from './record-type.js';

/**
 * The one file that reads the ORM's metadata: property -> field of the record type. Its contract
 * test has a row per kind of property, so that an upgrade of the ORM shows here and nowhere else.
 */

/** What a property may do in the graph; from the options of `expose`. */
export interface FieldUse {
  plugin: string;
  filterable: boolean;
  orderable: boolean;
  aggregatable: boolean;
}

const CODECS: Readonly<Record<string, Codec>> = {
  uuid: 'id',
  int: 'integer',
  smallint: 'integer',
  bigint: 'bigint',
  'double precision': 'float',
  boolean: 'boolean',
  date: 'date',
  jsonb: 'json',
  'text[]': 'textArray',
  text: 'text',
  citext: 'text',
};

/** PostgreSQL's name of a column's type without its modifiers: `varchar(40)` -> `varchar`. */
function baseType(columnType: string): string {
  return columnType.replace(/\([\d,\s]*\)/, '').trim();
}

function codecOf(property: EntityProperty, entity: string): Codec {
  if (property.enum) return 'enum';
  const type = baseType(property.columnTypes[0] ?? '');
  if (type === 'varchar' || type === 'char') return 'text';
  if (type === 'numeric') return 'decimal';
  if (type === 'timestamptz') return 'instant';
  const codec = CODECS[type];
  if (!codec)
    throw new Error(`${entity}.${property.name}: no GraphQL form for column type ${type}`);
  return codec;
}

/** The read side of one property, or `undefined` for one that never reaches the graph. */
export function fieldOf(
  meta: EntityMetadata,
  property: EntityProperty,
  use: FieldUse,
): ColumnField | MoneyField | AttributesField | undefined {
  if (property.hidden || property.persist === false) return undefined;
  const base = {
    name: property.name,
    description: property.comment ?? '',
    nullable: property.nullable === true,
    ...use,
  };
  if (property.kind === 'embedded') return moneyField(meta, property, base);
  if (property.kind !== 'scalar') return undefined;
  if (property.name.includes('_') || isPartOfEmbedded(property)) return undefined;
  if (holdsAttributes(property)) {
    return { ...base, kind: 'attributes', column: property.fieldNames[0] ?? property.name };
  }
  const sealed = isSealed(property);
  const field: ColumnField = {
    ...base,
    kind: 'column',
    column: property.fieldNames[0] ?? property.name,
    codec: codecOf(property, meta.className),
    sqlType: parameterType(property.columnTypes[0] ?? 'text'),
    sealed,
    hasSubject: subjectProperty(property) !== undefined,
  };
  if (property.enum) field.enumName = property.runtimeType;
  if (property.length !== undefined && field.codec === 'text') field.maxLength = property.length;
  return field;
}

/** What a parameter is cast to: wide enough for every value that the API lets through. */
function parameterType(columnType: string): string {
  const type = baseType(columnType);
  if (type === 'smallint') return 'int';
  return type === 'char' ? 'bpchar' : type; // a plain `char` is one letter
}

function isPartOfEmbedded(property: EntityProperty): boolean {
  return property.embedded !== undefined;
}

function moneyField(
  meta: EntityMetadata,
  property: EntityProperty,
  base: Omit<MoneyField, 'kind' | 'amountColumn' | 'currencyColumn'>,
): MoneyField {
  if ((property.embeddable as unknown) !== Money) {
    throw new Error(`${meta.className}.${property.name}: only Money may be embedded`);
  }
  const column = (part: string) => property.embeddedProps[part]?.fieldNames[0] ?? part;
  return {
    ...base,
    kind: 'money',
    amountColumn: column('amount'),
    currencyColumn: column('currency'),
  };
}

/** The joined column of a to-one property, or `undefined` for anything else. */
export function toOneColumn(property: EntityProperty): string | undefined {
  const toOne = property.kind === 'm:1' || (property.kind === '1:1' && property.owner);
  return toOne ? property.fieldNames[0] : undefined;
}
