import { isIban } from '@bureau/core';

/** A number that stands in a text, in its compact form. */
export interface WrittenNumber {
  value: string;
  at: number;
}

const IBAN = /\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){11,30}/g;
/** Length of an IBAN by country (SWIFT IBAN registry, release 99), of those met in practice. */
const LENGTHS: Readonly<Record<string, number>> = {
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
};

/** The IBANs in a line whose length and check digits are right (ISO 13616). */
export function ibansIn(text: string): WrittenNumber[] {
  return [...text.matchAll(IBAN)].flatMap((match) => {
    const compact = match[0].replaceAll(' ', '');
    const length = LENGTHS[compact.slice(0, 2)];
    // What follows it in the line may have been taken for a part of it.
    const value = length === undefined ? compact : compact.slice(0, length);
    const isWhole = length === undefined || value.length === length;
    return isWhole && isIban(value) ? [{ value, at: match.index }] : [];
  });
}

/** Forms of VAT identification numbers (Council Directive 2006/112/EC, article 215). */
const VAT_FORMS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  GB: /^(?:\d{9}|\d{12})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(?:\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
};
const COUNTRIES = Object.keys(VAT_FORMS).join('|');
const VAT = new RegExp(String.raw`\b(${COUNTRIES})[ ]?((?:[A-Z0-9+*][ .]?){2,13})`, 'g');

/** The VAT numbers in a line, by their form; German ones by their check digit too. */
export function vatIdsIn(text: string): WrittenNumber[] {
  return [...text.matchAll(VAT)].flatMap((match) => {
    const [, country = '', rest = ''] = match;
    const compact = rest.replaceAll(/[ .]/g, '');
    const form = VAT_FORMS[country];
    for (let length = compact.length; length >= 2; length -= 1) {
      const number = compact.slice(0, length);
      if (!form?.test(number)) continue;
      if (country === 'DE' && !hasCheckDigit11(number)) return [];
      return [{ value: `${country}${number}`, at: match.index }];
    }
    return [];
  });
}

/** Whether the last digit agrees with those before it by modulus 11,10 (ISO/IEC 7064). */
function hasCheckDigit11(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}
