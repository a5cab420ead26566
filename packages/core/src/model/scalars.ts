import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLEmailAddress, GraphQLJSON, GraphQLTimeZone, GraphQLURL } from 'graphql-scalars';

const DECIMAL = /^-?\d{1,24}(\.\d{1,12})?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const CURRENCY = /^[A-Z]{3}$/;

interface TextScalar<T> {
  name: string;
  description: string;
  specifiedBy: string;
  expected: string;
  parse(text: string): T | undefined;
  serialize?(value: unknown): string;
}

/** A scalar whose wire form is a string; the value itself is never echoed in its errors. */
function textScalar<T>(scalar: TextScalar<T>): GraphQLScalarType {
  const parse = (value: unknown) => {
    const parsed = typeof value === 'string' ? scalar.parse(value) : undefined;
    if (parsed === undefined) {
      throw new GraphQLError(`${scalar.name} expects ${scalar.expected}.`, {
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
    return parsed;
  };
  return new GraphQLScalarType({
    name: scalar.name,
    description: scalar.description,
    specifiedByURL: scalar.specifiedBy,
    serialize: scalar.serialize ?? String,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/**
 * Whether the text is a day of the proleptic Gregorian calendar (`2024-02-30` is not), years 1 to
 * 9999: PostgreSQL knows no year 0.
 */
export function isDay(text: string): boolean {
  if (!DAY.test(text) || text.startsWith('0000')) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
}

/** Exact decimal number as text; up to 24 digits before and 12 after the point. */
export const DecimalScalar = textScalar({
  name: 'Decimal',
  description: 'An exact decimal number as text, such as "1200.50". Never a float.',
  specifiedBy: 'https://speleotrove.com/decimal/daconvs.html',
  expected: 'a decimal number as a string, such as "1200.50"',
  parse: (text) => (DECIMAL.test(text) ? text : undefined),
});

/** A calendar day without a zone, `YYYY-MM-DD` (RFC 3339 full-date). */
export const DateScalar = textScalar({
  name: 'Date',
  description: 'A calendar day without time or zone, such as "2026-03-31".',
  specifiedBy: 'https://scalars.graphql.org/andimarek/local-date',
  expected: 'an existing calendar day as "YYYY-MM-DD"',
  parse: (text) => (isDay(text) ? text : undefined),
});

/** An instant in UTC with milliseconds (RFC 3339); inputs may carry another offset. */
export const DateTimeScalar = textScalar({
  name: 'DateTime',
  description: 'An instant in UTC, such as "2026-03-31T12:30:00.000Z".',
  specifiedBy: 'https://scalars.graphql.org/andimarek/date-time',
  expected: 'an instant with an offset, such as "2026-03-31T12:30:00Z"',
  parse: (text) => {
    if (!INSTANT.test(text) || !isDay(text.slice(0, 10))) return undefined;
    const date = new Date(text);
    // The offset may carry it out of the years that have four digits.
    return Number.isNaN(date.valueOf()) || !isDay(dayOf(date)) ? undefined : date;
  },
  serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
});

function dayOf(date: Date): string {
  return date.toISOString().split('T')[0] ?? '';
}

/** ISO 4217 alphabetic code. */
export const CurrencyScalar = textScalar({
  name: 'CurrencyCode',
  description: 'A currency by its ISO 4217 code, such as "EUR".',
  specifiedBy: 'https://www.iso.org/iso-4217-currency-codes.html',
  expected: 'three capital letters, such as "EUR"',
  parse: (text) => (CURRENCY.test(text) ? text : undefined),
});

export const EmailScalar = GraphQLEmailAddress;
export const JsonScalar = GraphQLJSON;
export const TimeZoneScalar = GraphQLTimeZone;
export const UrlScalar = GraphQLURL;
