import { errors } from './errors.js';

/** A text that must be there, without white space around it. @throws ACCOUNTING_TEXT_BLANK */
export function needed(name: string, value: string): string {
  const text = value.trim();
  if (text === '') throw errors.TEXT_BLANK({}, ['input', name]);
  return text;
}

/** The same for a change: absent stays absent. @throws ACCOUNTING_TEXT_BLANK, for null too */
export function neededIfGiven(name: string, value: string | null | undefined): string | undefined {
  return value === undefined ? undefined : needed(name, value ?? '');
}

/** A code that fits its form. @throws ACCOUNTING_CODE_FORM */
export function codeOf(value: string, form: RegExp): string {
  const code = value.trim();
  if (form.test(code)) return code;
  throw errors.CODE_FORM({}, ['input', 'code']);
}

/** A text that may be missing: blank is null, absent stays absent. */
export function optional(value: string | null | undefined): string | null | undefined {
  return value === undefined ? undefined : value?.trim() || null;
}

/** The values that were given: a change leaves the others as they are. */
export function given<V extends object>(values: V): { [K in keyof V]?: Exclude<V[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof V]?: Exclude<V[K], undefined> };
}
