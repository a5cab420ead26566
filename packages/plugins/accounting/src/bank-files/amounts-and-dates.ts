import { exact } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { BankFileFault } from './statement.js';

/**
 * An amount as a bank writes it, with a sign, grouped or not.
 * @param decimal the character before the decimals; the other one, spaces and apostrophes group
 * @returns plain decimal text, the digits as written: `1.234,50` -> `1234.50`
 * @throws BankFileFault `BAD_AMOUNT`
 */
export function bankAmount(
  raw: string,
  { line, decimal = '.' }: { line: number; decimal?: '.' | ',' },
): string {
  const group = decimal === ',' ? /[\s.'\u2019]/g : /[\s,'\u2019]/g;
  const text = raw
    .trim()
    .replace(/\u2212/g, '-')
    .replace(group, '')
    .replace(decimal, '.');
  const [, before = '', digits = '', after = ''] =
    /^([+-]?)(\d{1,18}(?:\.\d{0,5})?)([+-]?)$/.exec(text) ?? [];
  if (digits === '' || (before !== '' && after !== '')) {
    throw new BankFileFault('BAD_AMOUNT', line, `"${raw.slice(0, 40)}" is no amount`);
  }
  const plain = exact(digits).toFixed(/\.(\d+)$/.exec(digits)?.[1]?.length ?? 0);
  return (before || after) === '-' ? negated(plain) : plain;
}

/** The same amount with the other sign; 0 has none. */
export function negated(amount: string): string {
  if (/^-?0+(\.0+)?$/.test(amount)) return amount.replace('-', '');
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** `YYYY-MM-DD` of its parts. @throws BankFileFault `BAD_DATE` */
export function bankDay(parts: { year: number; month: number; day: number }, line: number): string {
  try {
    return Temporal.PlainDate.from(parts, { overflow: 'reject' }).toString();
  } catch {
    const { year, month, day } = parts;
    throw new BankFileFault('BAD_DATE', line, `${year}-${month}-${day} is no day`);
  }
}

/** The day of an ISO 8601 date or date-time as written, or of `YYYYMMDD...`; no zone moves it. */
export function isoDay(raw: string, line: number): string {
  const found = /^(\d{4})-?(\d{2})-?(\d{2})(?![\d])|^(\d{4})(\d{2})(\d{2})\d{0,6}/.exec(raw.trim());
  const [year, month, day] = (found ?? [])
    .slice(1)
    .filter((part) => part !== undefined)
    .map(Number);
  if (year === undefined || month === undefined || day === undefined) {
    throw new BankFileFault('BAD_DATE', line, `"${raw.slice(0, 40)}" is no day`);
  }
  return bankDay({ year, month, day }, line);
}

/** Words of a bank in one line. */
export function inOneLine(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
