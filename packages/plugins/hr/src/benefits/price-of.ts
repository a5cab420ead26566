import { exact, fitsMinorUnits, Money } from '@bureau/core';
import type { BenefitPriceInput } from './benefit-plan-inputs.js';
import { benefitErrors } from './errors.js';
import type { Price } from './set-rate.js';

/**
 * What a month costs and what the employer pays of it, checked.
 * @throws HR_BENEFIT_PRICE, HR_BENEFIT_SHARE
 */
export function priceOf(input: BenefitPriceInput, path: readonly string[]): Price {
  const { amount, currency } = input.price;
  const payPercent = input.payPercent ?? '0';
  const isAmount = !exact(amount).isNegative() && fitsMinorUnits(amount, currency);
  if (!isAmount || !isUpTo(payPercent, '100')) throw benefitErrors.BENEFIT_PRICE({}, path);
  const employerAmount = input.employerAmount ?? null;
  const employerPayPercent = input.employerPayPercent ?? null;
  const isLeft = employerAmount === null && employerPayPercent === null;
  const employerPercent = input.employerPercent ?? (isLeft ? '0' : null);
  const shares = [employerAmount, employerPercent, employerPayPercent];
  const isOne = shares.filter((share) => share !== null).length === 1;
  if (!isOne || !isShare(employerAmount, { amount, currency, payPercent })) {
    throw benefitErrors.BENEFIT_SHARE({}, path);
  }
  if (!isUpTo(employerPercent, '100') || !isUpTo(employerPayPercent, '100')) {
    throw benefitErrors.BENEFIT_SHARE({}, path);
  }
  const price = Money.of(amount, currency);
  return { price, payPercent, employerAmount, employerPercent, employerPayPercent };
}

function isUpTo(value: string | null, most: string): boolean {
  return value === null || (!exact(value).isNegative() && exact(value).lessThanOrEqualTo(most));
}

/** Beside a percentage of pay nobody knows the price: what is too much is cut off by the month. */
function isShare(
  share: string | null,
  { amount, currency, payPercent }: { amount: string; currency: string; payPercent: string },
): boolean {
  if (share === null) return true;
  const isExact = !exact(share).isNegative() && fitsMinorUnits(share, currency);
  return isExact && (!exact(payPercent).isZero() || isUpTo(share, amount));
}
