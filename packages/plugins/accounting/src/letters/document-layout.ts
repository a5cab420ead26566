import { exact, minorUnits } from '@bureau/core';
import type { InvoiceLayout, InvoiceLayoutLine } from '../tables/invoice-pdf.js';
import { shownNumber } from '../tables/table.js';
import type { DocumentTax } from '../trade/document-lines.js';
import type { TaxComponent } from '../trade/tax-code.entity.js';
import type { Letter } from './letter.js';
import { filled, type LetterWords, shownDay } from './letter-words.js';

/** A line of a document with the taxes of its code. */
export interface PrintedLine {
  description: string;
  quantity: string;
  unitPrice: string;
  discountPercent: string;
  amount: string;
  taxes: readonly Pick<TaxComponent, 'kind' | 'rate' | 'effect'>[];
}

/** A posted invoice or credit note with all that is printed of it. */
export interface PrintedDocument {
  isCredit: boolean;
  number: string;
  issuedOn: string;
  partyReference: string | null;
  /** Number of the invoice that a credit note corrects. */
  corrects: string | null;
  memo: string | null;
  currency: string;
  net: string;
  total: string;
  lines: readonly PrintedLine[];
  taxes: readonly DocumentTax[];
  /** When which part is due; of a credit note none. */
  parts: readonly { dueOn: string; amount: string }[];
  /** What may be kept back for paying early. */
  discount: { amount: string; until: string } | null;
}

/** A document as it is laid out: in the language of the party, with the amounts as posted. */
export function layoutOf(
  document: PrintedDocument,
  letter: Letter,
  words: LetterWords,
): InvoiceLayout {
  const { isCredit, number, currency } = document;
  return {
    title: isCredit ? words.creditNote : words.invoice,
    number,
    seller: letter.sender,
    buyer: letter.buyer,
    facts: factsOf(document, letter, words),
    currency,
    digits: minorUnits(currency),
    headings: {
      text: words.text,
      quantity: words.quantity,
      price: words.price,
      tax: words.tax,
      amount: words.amount,
    },
    lines: document.lines.map((line) => lineOf(line, currency)),
    totals: totalsOf(document, words),
    notes: notesOf(document, letter, words),
    footer: letter.footer,
  };
}

function factsOf(
  { issuedOn, parts, partyReference, corrects }: PrintedDocument,
  { locale, partyCode, taxNumber }: Letter,
  words: LetterWords,
): [string, string][] {
  const due = parts.at(-1)?.dueOn;
  const facts: [string, string | null | undefined][] = [
    [words.date, shownDay(issuedOn, locale)],
    [words.due, due && shownDay(due, locale)],
    [words.customer, partyCode],
    [words.reference, partyReference],
    [words.taxNumber, taxNumber],
    [words.corrects, corrects],
  ];
  return facts.flatMap(([label, value]): [string, string][] => (value ? [[label, value]] : []));
}

function lineOf(
  { description, quantity, unitPrice, discountPercent, amount, taxes }: PrintedLine,
  currency: string,
): InvoiceLayoutLine {
  const price = exact(unitPrice);
  const off = exact(discountPercent);
  return {
    text: off.isZero() ? description : `${description} (\u2212${off.toFixed()} %)`,
    quantity: exact(quantity).toFixed(),
    price: price.toFixed(Math.max(minorUnits(currency), price.decimalPlaces())),
    tax: taxes.map(rateOf).join(' + '),
    amount,
  };
}

function rateOf({ kind, rate, effect }: PrintedLine['taxes'][number]): string {
  if (effect === 'REVERSE_CHARGE') return '0 %';
  const sign = effect === 'WITHHELD' ? '\u2212' : '';
  return `${sign}${exact(rate).toFixed()}${kind === 'PER_UNIT' ? '' : ' %'}`;
}

/** Net, each tax with its base (EN 16931, BG-23), what is to be paid. */
function totalsOf({ net, total, taxes, isCredit, currency }: PrintedDocument, words: LetterWords) {
  const shown = (amount: string) =>
    shownNumber(exact(amount).toFixed(minorUnits(currency)), words.numbers);
  const charged = taxes.filter(({ component }) => component.effect !== 'REVERSE_CHARGE');
  return [
    { label: words.net, amount: net },
    ...charged.map(({ component, base, amount }) => ({
      label: filled(words.taxOn, { tax: component.name, base: shown(base) }),
      amount: component.effect === 'WITHHELD' ? exact(amount).negated().toFixed() : amount,
    })),
    { label: isCredit ? words.credit : words.total, amount: total, isBold: true },
  ];
}

function notesOf(document: PrintedDocument, { locale }: Letter, words: LetterWords): string[] {
  const { currency, number, memo, parts, discount, taxes } = document;
  const money = (amount: string) =>
    `${shownNumber(exact(amount).toFixed(minorUnits(currency)), words.numbers)} ${currency}`;
  const of = (amount: string, day: string) => ({
    amount: money(amount),
    day: shownDay(day, locale),
    number,
  });
  const [first] = parts;
  const isReversed = taxes.some(({ component }) => component.effect === 'REVERSE_CHARGE');
  return [
    ...(memo === null ? [] : [memo]),
    ...(parts.length === 1 && first ? [filled(words.pay, of(first.amount, first.dueOn))] : []),
    ...(parts.length > 1
      ? [parts.map(({ amount, dueOn }) => filled(words.part, of(amount, dueOn))).join(', ')]
      : []),
    ...(discount === null ? [] : [filled(words.discount, of(discount.amount, discount.until))]),
    ...(isReversed ? [words.reverseCharge] : []),
  ];
}
