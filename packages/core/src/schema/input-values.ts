import { emailAddress, filledText } from '../model/input-text.js';
import type { DomainError } from '../write/errors.js';
import { Refusal } from '../write/errors.js';
import { errors } from './errors.js';

/**
 * Text of inputs before it reaches an entity: trimmed, not blank, and in the form that its name
 * asks for wherever it stands (a `timeZone` is an IANA name on every type).
 */

type Values = Record<string, unknown>;
type Checked = { value: string } | { fault: (path: readonly string[]) => DomainError };

/** The fields of an input that may be set to null; all others must have a value when given. */
export interface Picks<K extends string, N extends string> {
  required: readonly K[];
  nullable?: readonly N[];
}

/** What `valuesOf` returns: absent keys stay absent, so that an update leaves them alone. */
export type Picked<I, K extends keyof I, N extends keyof I> = {
  [P in K]: undefined extends I[P] ? NonNullable<I[P]> | undefined : NonNullable<I[P]>;
} & { [P in N]?: I[P] };

/**
 * Picks the given fields of an input.
 * @throws DomainError for blank or ill-formed text, Refusal BAD_USER_INPUT for a null where none
 * may stand.
 */
export function valuesOf<
  I extends object,
  K extends keyof I & string,
  N extends keyof I & string = never,
>(input: I, picks: Picks<K, N>): Picked<I, K, N> {
  const values: Values = {};
  const given = input as Values;
  for (const key of picks.required) {
    if (given[key] === undefined) continue;
    if (given[key] === null) throw nullRefused(key);
    values[key] = checked(key, given[key]);
  }
  for (const key of picks.nullable ?? []) {
    if (given[key] === undefined) continue;
    values[key] = isBlank(given[key]) ? null : checked(key, given[key]);
  }
  return values as Picked<I, K, N>;
}

/** One text in the form of its name; see `valuesOf`. */
export function checked<V>(key: string, value: V): V {
  if (typeof value !== 'string') return value;
  const path = ['input', key];
  const text = filledText(value, () => errors.TEXT_BLANK({}, path));
  if (key === 'email') return emailAddress(text, () => errors.EMAIL_INVALID({}, path)) as V;
  const outcome = FORMS[key]?.(text) ?? { value: text };
  if ('fault' in outcome) throw outcome.fault(path);
  return outcome.value as V;
}

const FORMS: Readonly<Record<string, (text: string) => Checked>> = {
  timeZone: (text) => accept(text, isTimeZone(text), errors.TIME_ZONE_UNKNOWN),
  currency: (text) => accept(text, CURRENCIES.has(text), errors.CURRENCY_UNKNOWN),
  country: (text) => accept(text, isCountry(text), errors.COUNTRY_UNKNOWN),
  locale: (text) => accept(text, isLocale(text), errors.LOCALE_UNKNOWN),
  key: (text) => accept(text, KEY.test(text), errors.KEY_INVALID),
  slug: (text) => accept(text, SLUG.test(text), errors.SLUG_INVALID),
};

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const KEY = /^[a-z][A-Za-z0-9-]{0,59}$/;
const SLUG = /^[a-z][a-z0-9-]{0,59}$/;
const ZONE = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/;

function accept(value: string, fits: boolean, error: typeof errors.TEXT_BLANK): Checked {
  return fits ? { value } : { fault: (path) => error({}, path) };
}

function isTimeZone(text: string): boolean {
  try {
    return ZONE.test(text) && Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}

function isCountry(text: string): boolean {
  if (!/^[A-Z]{2}$/.test(text) || text === 'ZZ') return false;
  return new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(text) !== undefined;
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

function isBlank(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

function nullRefused(key: string): Refusal {
  const path = `input.${key}`;
  return new Refusal('BAD_USER_INPUT', `${path} may be left out but not be null.`, { path });
}
