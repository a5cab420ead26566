/** Longest IBAN of any country (ISO 13616-1:2020). */
const FORM = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** The electronic form: upper case, without spaces. */
export function compactIban(text: string): string {
  return text.replaceAll(/\s/g, '').toUpperCase();
}

/**
 * Whether a compact text is an IBAN: its form and its check digits. Whether the account exists only
 * the bank knows.
 */
export function isIban(text: string): boolean {
  return FORM.test(text) && hasCheckDigits97(text);
}

/**
 * Whether check digits at the third and fourth place agree with the rest, which leaves 1 by modulus
 * 97-10 (ISO/IEC 7064): IBAN, creditor's reference. Letters count from A = 10.
 */
export function hasCheckDigits97(text: string): boolean {
  let rest = 0;
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** Form of a BIC (ISO 9362:2022): bank, country, place, and a branch or none. */
export function isBic(text: string): boolean {
  return /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(text);
}
