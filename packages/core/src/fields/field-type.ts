import { enumOf, type EnumValue } from '../model/enums.js';

/** What a custom field holds; it never changes once the field is there. */
export const CustomFieldType = enumOf('CustomFieldType', 'What a custom field holds.', {
  TEXT: 'A text of up to 2,000 characters.',
  INTEGER: 'A whole number.',
  DECIMAL: 'An exact decimal number, given as text such as "12.50".',
  BOOLEAN: 'Yes or no.',
  DATE: 'A calendar day, YYYY-MM-DD.',
  DATETIME: 'An instant, kept in UTC with milliseconds.',
  CHOICE: 'One of the options of the field.',
  MULTI_CHOICE: 'Any of the options of the field, as a list.',
  RECORD: 'The global id of a record of the type that the field names.',
  URL: 'An http or https address.',
  EMAIL: 'An e-mail address.',
});
export type CustomFieldType = EnumValue<typeof CustomFieldType>;

/** `costCenter`: what a key of a custom field looks like; safe as a literal of SQL. */
export const FIELD_KEY = /^[a-z][A-Za-z0-9]{0,39}$/;

/** The definition of a custom field as reads and writes use it. */
export interface FieldDefinition {
  readonly id: string;
  readonly recordType: string;
  readonly key: string;
  readonly label: string;
  readonly type: CustomFieldType;
  readonly options: readonly string[];
  /** Record type that a RECORD field points to. */
  readonly target: string | null;
  readonly isRequired: boolean;
  readonly isFilterable: boolean;
  /** In the form in which values are stored; null: none. */
  readonly defaultValue: StoredValue | null;
  /** Needed, for every row, to read or write it; null: as for the record. */
  readonly permission: string | null;
}

/** A value in the one form in which it is stored; a RECORD is the uuid. */
export type StoredValue = string | number | boolean | readonly string[];

/** The stored values of one record, by the keys of their fields. */
export type Attributes = Readonly<Record<string, StoredValue>>;
