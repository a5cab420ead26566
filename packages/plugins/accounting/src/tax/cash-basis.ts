import { exact, roundAmount, type RoundingMode } from '@bureau/core';

/** A document whose tax falls due with its payments. */
export interface CashBasisDocument {
  /** Tax of the whole document, waiting on the transition account. */
  tax: string;
  /** What is to be paid for the whole document; not 0. */
  payable: string;
}

/**
 * The tax that has fallen due when so much is paid: `round(tax x paid / payable)`, all of it when
 * all is paid. What a payment moves is the difference to the state before it (`cashBasisMove`), so
 * the parts always sum to the tax. Source: EU Directive 2006/112, article 66(b).
 * @param paid of the document until now, from 0 to `payable`
 * @throws RangeError for payments beyond the document
 */
export function cashBasisDue(
  { tax, payable }: CashBasisDocument,
  paid: string,
  { digits, mode = 'HALF_AWAY' }: { digits: number; mode?: RoundingMode },
): string {
  const share = exact(paid).dividedBy(payable);
  if (share.isNegative() || share.greaterThan(1)) {
    throw new RangeError(`${paid} is no part of ${payable}.`);
  }
  // A quotient of 80 digits is not exact: multiply first.
  return roundAmount(exact(tax).times(paid).dividedBy(payable), digits, mode);
}

/** What a payment moves from the transition account to the tax account; below 0 when undone. */
export function cashBasisMove(
  document: CashBasisDocument,
  paid: { before: string; after: string },
  rounding: { digits: number; mode?: RoundingMode },
): string {
  const after = cashBasisDue(document, paid.after, rounding);
  return roundAmount(
    exact(after).minus(cashBasisDue(document, paid.before, rounding)),
    rounding.digits,
  );
}
