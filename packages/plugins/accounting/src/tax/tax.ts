import { exact, type ExactNumber, settled } from '@bureau/core';

/**
 * How an amount of tax arises: `PERCENT` of the price without it (sales tax, VAT); `DIVISION`,
 * percent of the price with it (Brazil's ICMS "por dentro"); `PER_UNIT`, an amount for each unit
 * of quantity (excise, deposits).
 */
export type TaxKind = 'PERCENT' | 'DIVISION' | 'PER_UNIT';

/**
 * What the tax does to the sum to be paid: `ADDED` to it; `WITHHELD` from it by the payer, who pays
 * it to the office; `REVERSE_CHARGE`, owed and deducted by the buyer: two lines, no change.
 */
export type TaxEffect = 'ADDED' | 'WITHHELD' | 'REVERSE_CHARGE';

/** One tax as it stands on a line. The order of a line's taxes is that of their compounding. */
export interface Tax {
  code: string;
  kind: TaxKind;
  /** Percent (`19`, `9.975`), or the amount for a unit. Not negative. */
  rate: string;
  effect: TaxEffect;
  /** The price has it in it: the gross that the customer saw is kept. Only for `ADDED`. */
  isIncluded: boolean;
  /** Its base has the added taxes before it in it (Quebec until 2012: QST upon GST). */
  isCompound: boolean;
}

/** The exact parts of one line, before any rounding; each has the sign of the line. */
export interface ExactTaxes {
  net: ExactNumber;
  /** One a tax, in their order. */
  amounts: readonly ExactNumber[];
}

/** `amount = factor x net + constant`, the form that every tax takes once the line is known. */
interface LinearTax {
  factor: ExactNumber;
  constant: ExactNumber;
}

/**
 * Solves a line: which net, and which taxes, give the amount that stands on it.
 * With included taxes, `net + sum of them = amount`; without, `net = amount`.
 * @param amount the rounded amount of the line, decimal text
 * @param quantity for taxes per unit; the sign is the line's
 * @throws RangeError for taxes that cannot stand together (`checkTaxes`)
 */
export function exactTaxes(amount: string, quantity: string, taxes: readonly Tax[]): ExactTaxes {
  checkTaxes(taxes);
  const linear = linearTaxes(exact(amount), exact(quantity), taxes);
  const included = linear.filter((_, at) => taxes[at]?.isIncluded);
  const constant = included.reduce((sum, one) => sum.plus(one.constant), exact(0));
  const factor = included.reduce((sum, one) => sum.plus(one.factor), exact(1));
  const net = exact(amount).minus(constant).dividedBy(factor);
  const amounts = linear.map((one) => settled(one.factor.times(net).plus(one.constant)));
  return { net: settled(net), amounts };
}

/** @throws RangeError with words for a person who sets up taxes */
export function checkTaxes(taxes: readonly Tax[]): void {
  let isAfterIncluded = false;
  for (const { code, kind, rate, isIncluded, effect } of taxes) {
    const percent = exact(rate);
    if (percent.isNegative()) throw new RangeError(`${code}: a rate is not negative.`);
    if (kind === 'DIVISION' && percent.greaterThanOrEqualTo(100)) {
      throw new RangeError(`${code}: a part of the price with tax is below 100 percent.`);
    }
    if (isIncluded && effect !== 'ADDED') {
      throw new RangeError(`${code}: only an added tax can be included in a price.`);
    }
    if (isIncluded && isAfterIncluded) {
      throw new RangeError(`${code}: included taxes stand before the others.`);
    }
    isAfterIncluded = !isIncluded;
  }
  const codes = new Set(taxes.map(({ code }) => code));
  if (codes.size < taxes.length) throw new RangeError('A tax stands once on a line.');
}

function linearTaxes(
  amount: ExactNumber,
  quantity: ExactNumber,
  taxes: readonly Tax[],
): LinearTax[] {
  let before: LinearTax = { factor: exact(0), constant: exact(0) };
  return taxes.map((tax) => {
    const share = exact(tax.rate).dividedBy(tax.kind === 'PER_UNIT' ? 1 : 100);
    const one = linearTax(tax, share, { amount, quantity, before });
    if (tax.effect === 'ADDED') {
      before = {
        factor: before.factor.plus(one.factor),
        constant: before.constant.plus(one.constant),
      };
    }
    return one;
  });
}

function linearTax(
  { kind, isIncluded, isCompound }: Tax,
  share: ExactNumber,
  line: { amount: ExactNumber; quantity: ExactNumber; before: LinearTax },
): LinearTax {
  if (kind === 'PER_UNIT') return { factor: exact(0), constant: share.times(line.quantity) };
  if (kind === 'DIVISION' && isIncluded) {
    return { factor: exact(0), constant: share.times(line.amount) };
  }
  const rate = kind === 'DIVISION' ? share.dividedBy(exact(1).minus(share)) : share;
  if (!isCompound) return { factor: rate, constant: exact(0) };
  const { factor, constant } = line.before;
  return { factor: rate.times(factor.plus(1)), constant: rate.times(constant) };
}
