import type { Exposed, RelationOptions, Where } from './expose.js';

/** How a column's text becomes an API value and back; one codec per kind of property. */
export type Codec =
  | 'id'
  | 'text'
  | 'integer'
  | 'bigint'
  | 'float'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'json'
  | 'textArray'
  | 'enum';

/**
 * Where a planned record keeps the name of its type: a symbol, because any name may be a key of
 * the answer (`{ __typename: tag }`).
 */
export const RECORD_TYPE = Symbol('record type');

interface FieldBase {
  /** GraphQL field name = property name. */
  name: string;
  description: string;
  nullable: boolean;
  filterable: boolean;
  orderable: boolean;
  aggregatable: boolean;
  /** Plugin that owns the field: another one than the type's for extensions. */
  plugin: string;
}

/** SQL of the currency of an amount; `column` writes a column of its row. */
export type CurrencySql = (column: (name: string) => string) => string;

export interface ColumnField extends FieldBase {
  kind: 'column';
  column: string;
  codec: Codec;
  /** PostgreSQL type for casts of parameters, such as `uuid`, `numeric`, `timestamptz`. */
  sqlType: string;
  enumName?: string;
  maxLength?: number;
  /** Of a key that points to records of several types: the column that names the type. */
  reference?: { typeColumn: string; types?: Readonly<Record<string, string>> };
  /** Of an amount of money: SQL of its currency, given how a column of the row is written. */
  currency?: CurrencySql;
  /** Sealed with the organization's key; opened by the planner after the row is read. */
  sealed: boolean;
  /** Sealed with the key of its subject: it is read together with that key. */
  hasSubject: boolean;
}

export interface MoneyField extends FieldBase {
  kind: 'money';
  amountColumn: string;
  currencyColumn: string;
}

/** A foreign key to another record; `target` is resolved when all plugins are composed. */
export interface ToOneField extends FieldBase {
  kind: 'toOne';
  column: string;
  target: () => RecordType;
}

/** A connection: all records of `target` whose `byColumn` points here. */
export interface ManyField extends FieldBase {
  kind: 'many';
  target: () => RecordType;
  byColumn: string;
  where: Where | undefined;
}

/** The one record of `target` in force at the argument `asOf`. */
export interface AsOfField extends FieldBase {
  kind: 'asOf';
  target: () => RecordType;
  byColumn: string;
  span: NonNullable<RelationOptions['span']>;
  fromColumn: string;
  toColumn: string;
}

/** A field with a resolver of its own; `needs` are properties that it reads from its root. */
export interface ComputedField extends FieldBase {
  kind: 'computed';
  /** Declared by core for every record type, not by a resolver class. */
  isDerived?: boolean;
  needs: readonly string[];
}

/** The values of custom fields, in one column (`record({ attributes: true })`). */
export interface AttributesField extends FieldBase {
  kind: 'attributes';
  column: string;
}

/** The ids of the record in other systems, kept by core. */
export interface ExternalRefsField extends FieldBase {
  kind: 'externalRefs';
}

export type RecordField =
  | ColumnField
  | MoneyField
  | ToOneField
  | ManyField
  | AsOfField
  | ComputedField
  | AttributesField
  | ExternalRefsField;

/** A record type as the planner, the gate, the table generator and the docs see it. */
export interface RecordType {
  name: string;
  plugin: string;
  exposed: Exposed;
  prefix: string;
  description: string;
  /** Quoted and qualified: `"assets"."asset"`. */
  table: string;
  fields: ReadonlyMap<string, RecordField>;
  /** Default order: a field name; the id is always the tie-breaker. */
  defaultOrder: string;
}

/** Whether the figures of a field are one for each currency: money, or an amount of it. */
export function hasCurrency(field: RecordField): boolean {
  return field.kind === 'money' || (field.kind === 'column' && field.currency !== undefined);
}
