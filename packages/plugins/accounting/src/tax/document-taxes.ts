import {
  exact,
  roundAmount,
  type RoundingMode,
  roundTogether,
  sumAmounts,
  type ExactNumber,
} from '@bureau/core';
import { exactTaxes, type ExactTaxes, type Tax, type TaxEffect } from './tax.js';

/** One line of a document of trade. */
export interface TaxedLine {
  /** The amount on the line, rounded to the currency (`lineAmount`); negative on credit notes. */
  amount: string;
  /** Units, for taxes per unit; negative on credit notes. */
  quantity: string;
  taxes: readonly Tax[];
}

/** How a document rounds. It is stored on the document: a later setting changes no old one. */
export interface TaxRounding {
  /** Digits of the currency (`minorUnits`). */
  digits: number;
  mode: RoundingMode;
  /** `DOCUMENT`: each tax once over all lines (EN 16931, BR-CO-17); `LINE`: on each line. */
  by: 'DOCUMENT' | 'LINE';
}

/** A tax on a line or of a document. */
export interface TaxAmount {
  code: string;
  effect: TaxEffect;
  /** What the tax was taken of; for a tax per unit the net too. */
  base: string;
  /** Never with the sign turned: a withheld tax of an invoice is above 0. */
  amount: string;
}

/** A line with its parts: `net + added taxes = gross`, to the last digit. */
export interface LineTaxes {
  net: string;
  gross: string;
  taxes: readonly TaxAmount[];
}

/** A document with its parts; each is the exact sum of those of its lines. */
export interface DocumentTaxes {
  lines: readonly LineTaxes[];
  /** One a code, in the order of their first appearance. */
  taxes: readonly TaxAmount[];
  net: string;
  gross: string;
  withheld: string;
  /** `gross - withheld`: what the customer pays. */
  payable: string;
}

/**
 * The amount of a line: `quantity x unit price x (100 - discount) / 100`, rounded once.
 * @param price of one unit, up to 8 decimals; with or without tax as the line's taxes say
 */
export function lineAmount(
  { quantity, price, discount = '0' }: { quantity: string; price: string; discount?: string },
  { digits, mode }: Pick<TaxRounding, 'digits' | 'mode'>,
): string {
  const share = exact(100).minus(discount).dividedBy(100);
  return roundAmount(exact(quantity).times(price).times(share), digits, mode);
}

/**
 * Net, taxes and gross of a document (I18). The gross of a line with included taxes is kept: by
 * line, net is gross less rounded taxes; by document, the tax is the rounded sum over the lines,
 * divided among them by largest remainder. All lines turned in sign give the exact mirror.
 * @throws RangeError for taxes that cannot stand together
 */
export function documentTaxes(lines: readonly TaxedLine[], rounding: TaxRounding): DocumentTaxes {
  const solved = lines.map(({ amount, quantity, taxes }) => exactTaxes(amount, quantity, taxes));
  const rounded =
    rounding.by === 'LINE' ? byLine(solved, rounding) : byDocument(lines, solved, rounding);
  const done = lines.map((line, at) => lineOf(line, rounded[at] ?? [], rounding.digits));
  return { lines: done, ...totals(done, rounding.digits) };
}

function byLine(solved: readonly ExactTaxes[], { digits, mode }: TaxRounding): string[][] {
  return solved.map(({ amounts }) => amounts.map((one) => roundAmount(one, digits, mode)));
}

/** Each code is rounded over all the lines that bear it. */
function byDocument(
  lines: readonly TaxedLine[],
  solved: readonly ExactTaxes[],
  { digits, mode }: TaxRounding,
): string[][] {
  const places = new Map<string, { line: number; tax: number; exact: ExactNumber }[]>();
  const rounded: string[][] = lines.map(() => []);
  lines.forEach(({ taxes }, line) => {
    taxes.forEach(({ code }, tax) => {
      const place = { line, tax, exact: solved[line]?.amounts[tax] ?? exact(0) };
      places.set(code, [...(places.get(code) ?? []), place]);
    });
  });
  for (const same of places.values()) {
    const amounts = roundTogether(
      same.map((place) => place.exact),
      digits,
      mode,
    );
    same.forEach(({ line, tax }, at) => {
      const row = rounded[line];
      if (row) row[tax] = amounts[at] ?? '0';
    });
  }
  return rounded;
}

function lineOf(line: TaxedLine, amounts: readonly string[], digits: number): LineTaxes {
  const chosen = (isChosen: (tax: Tax) => boolean) =>
    sumAmounts(amounts.filter((_, at) => line.taxes.some((tax, i) => i === at && isChosen(tax))));
  const included = chosen(({ isIncluded }) => isIncluded);
  const net = roundAmount(exact(line.amount).minus(included), digits);
  let before = exact(0);
  const taxes = line.taxes.map(({ code, effect, isCompound }, at) => {
    const amount = amounts[at] ?? '0';
    const base = roundAmount(isCompound ? before.plus(net) : net, digits);
    if (effect === 'ADDED') before = before.plus(amount);
    return { code, effect, base, amount };
  });
  return { net, gross: roundAmount(before.plus(net), digits), taxes };
}

function totals(lines: readonly LineTaxes[], digits: number): Omit<DocumentTaxes, 'lines'> {
  const taxes = new Map<string, TaxAmount>();
  for (const tax of lines.flatMap((line) => line.taxes)) {
    const { base, amount } = taxes.get(tax.code) ?? { base: '0', amount: '0' };
    taxes.set(tax.code, {
      ...tax,
      base: roundAmount(sumAmounts([base, tax.base]), digits),
      amount: roundAmount(sumAmounts([amount, tax.amount]), digits),
    });
  }
  const sum = (amounts: string[]) => roundAmount(sumAmounts(amounts), digits);
  const kept = [...taxes.values()].filter(({ effect }) => effect === 'WITHHELD');
  const withheld = sum(kept.map(({ amount }) => amount));
  const gross = sum(lines.map((line) => line.gross));
  return {
    taxes: [...taxes.values()],
    net: sum(lines.map(({ net }) => net)),
    gross,
    withheld,
    payable: roundAmount(exact(gross).minus(withheld), digits),
  };
}
