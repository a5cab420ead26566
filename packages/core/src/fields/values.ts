import { isDay } from '../model/scalars.js';
import type { CustomFieldType, FieldDefinition, StoredValue } from './field-type.js';

/**
 * The one form in which each type of value is stored as JSON, so that equal values are equal bytes
 * and containment finds them: decimals as text without needless zeros, days as YYYY-MM-DD, instants
 * in UTC with milliseconds, options in the order of the field, records by uuid.
 */

/** What a value is read with beside its definition. */
export interface ValueReading {
  /** The uuid behind a global id of the type; undefined for a foreign or malformed one. */
  decode(recordType: string, id: string): string | undefined;
}

/** What was expected, for the message; never the value itself. */
export interface ValueFault {
  expected: string;
}

/** How values of each type are given, in words. */
export const EXPECTED: Readonly<Record<CustomFieldType, string>> = {
  TEXT: 'a text of 1 to 2000 characters',
  INTEGER: 'a whole number of up to 15 digits',
  DECIMAL: 'a decimal number as text, such as "12.50"',
  BOOLEAN: 'true or false',
  DATE: 'an existing day as "YYYY-MM-DD"',
  DATETIME: 'an instant with an offset, such as "2026-03-31T12:30:00Z"',
  CHOICE: 'one of the options',
  MULTI_CHOICE: 'a list of different options',
  RECORD: 'the global id of a record of the type',
  URL: 'an http or https address of up to 2000 characters',
  EMAIL: 'an e-mail address',
};

const MAX_TEXT = 2_000;
const MAX_INTEGER = 999_999_999_999_999;
const DECIMAL = /^-?\d{1,24}(\.\d{1,12})?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
/** What PostgreSQL cannot hold: U+0000 and halves of surrogate pairs. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
const EMAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,189}$/;

/** The stored form of a value that came in, or what is expected instead. */
export function readValue(
  field: FieldDefinition,
  value: unknown,
  reading: ValueReading,
): StoredValue | ValueFault {
  const stored = READERS[field.type](value, field, reading);
  return stored === undefined ? { expected: expectedOf(field) } : stored;
}

/** Whether `readValue` refused. */
export function isFault(value: StoredValue | ValueFault): value is ValueFault {
  return typeof value === 'object' && 'expected' in value;
}

function expectedOf({ type, options, target }: FieldDefinition): string {
  if (type === 'RECORD') return `the global id of a record of the type ${target ?? ''}`;
  const known = type === 'CHOICE' || type === 'MULTI_CHOICE' ? `: ${options.join(', ')}` : '';
  return EXPECTED[type] + known;
}

type Reader = (
  value: unknown,
  field: FieldDefinition,
  reading: ValueReading,
) => StoredValue | undefined;

const READERS: Readonly<Record<CustomFieldType, Reader>> = {
  TEXT: (value) => textOf(value),
  INTEGER: (value) =>
    Number.isInteger(value) && Math.abs(value as number) <= MAX_INTEGER
      ? (value as number) + 0
      : undefined,
  DECIMAL: (value) =>
    typeof value === 'string' && DECIMAL.test(value) ? plainDecimal(value) : undefined,
  BOOLEAN: (value) => (typeof value === 'boolean' ? value : undefined),
  DATE: (value) => (typeof value === 'string' && isDay(value) ? value : undefined),
  DATETIME: (value) => (typeof value === 'string' ? instantOf(value) : undefined),
  CHOICE: (value, { options }) =>
    typeof value === 'string' && options.includes(value) ? value : undefined,
  MULTI_CHOICE: (value, { options }) => optionsOf(value, options),
  RECORD: (value, { target }, { decode }) =>
    typeof value === 'string' && target !== null ? decode(target, value) : undefined,
  URL: (value) => addressOf(value),
  EMAIL: (value) =>
    typeof value === 'string' && EMAIL.test(value.trim()) ? value.trim().toLowerCase() : undefined,
};

function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || UNSTORABLE.test(value)) return undefined;
  const text = value.trim();
  return text !== '' && Array.from(text).length <= MAX_TEXT ? text : undefined;
}

/** `-0012.500` -> `-12.5`, `-0.0` -> `0`. */
export function plainDecimal(text: string): string {
  const isNegative = text.startsWith('-');
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  let end = fraction.length;
  while (end > 0 && fraction[end - 1] === '0') end -= 1;
  const digits = whole.replace(/^0+(?=\d)/, '') + (end > 0 ? `.${fraction.slice(0, end)}` : '');
  return isNegative && digits !== '0' ? `-${digits}` : digits;
}

function instantOf(text: string): string | undefined {
  if (!INSTANT.test(text) || !isDay(text.slice(0, 10))) return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.valueOf())) return undefined;
  const utc = date.toISOString();
  // The offset may carry it out of the years that have four digits.
  return isDay(utc.split('T')[0] ?? '') ? utc : undefined;
}

function optionsOf(value: unknown, options: readonly string[]): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const chosen = new Set<unknown>(value);
  const known = options.filter((option) => chosen.has(option));
  return known.length === value.length ? known : undefined;
}

function addressOf(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined || !URL.canParse(text)) return undefined;
  return ['http:', 'https:'].includes(new URL(text).protocol) ? text : undefined;
}

/** A stored value as text for people; undefined for a record, whose id is its text. */
export function valueText(value: StoredValue): string {
  return Array.isArray(value) ? value.join(', ') : String(value as string | number | boolean);
}
