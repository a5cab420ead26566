/** An amount as it stands in a text. */
export interface WrittenAmount {
  /** With a point, without grouping: `-1234.56`. */
  value: string;
  /** Where it begins in the text. */
  at: number;
}

// Groups of three divided by blank, point, comma or apostrophe, and two decimals; or plain digits.
const WHOLE = String.raw`\d{1,3}(?:[ .,'\u2019\u00a0\u202f]\d{3}){0,4}|\d{1,12}`;
const AMOUNT = new RegExp(
  String.raw`(?<![\w.,])(-\s?)?(${WHOLE})[.,](\d{2})(?!\d|[.,]\d)(-)?`,
  'g',
);

/** The amounts with two decimals in a line, in their order. */
export function amountsIn(text: string): WrittenAmount[] {
  return [...text.matchAll(AMOUNT)].map((match) => {
    const [, before, whole = '', decimals = '', after] = match;
    const sign = before || after ? '-' : '';
    const digits = whole.replaceAll(/\D/g, '').replace(/^0+(?=\d)/, '');
    return { value: `${sign}${digits}.${decimals}`, at: match.index };
  });
}

const SYMBOLS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', $: 'USD', '¥': 'JPY' };
const CODES = 'EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|ISK|JPY|CNY|CAD|AUD|NZD|INR|ZAR';
const CURRENCY = new RegExp(`\\b(${CODES})\\b|[€£$¥]`, 'g');

/** ISO 4217 codes of the currencies that a line names, in their order. */
export function currenciesIn(text: string): string[] {
  return [...text.matchAll(CURRENCY)].map(([sign]) => SYMBOLS[sign] ?? sign);
}
