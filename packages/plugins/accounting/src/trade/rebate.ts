import { allocate, type Ctx, exact, minorUnits, sumAmounts } from '@bureau/core';
import type { NewLine } from '../ledger/posting.js';
import { discountParts, earlyPaymentDiscount } from '../receivables/payment-term.js';
import { documentTax, taxAccount } from './document-lines.js';
import { tradeErrors } from './errors.js';
import type { OpenItem } from './open-item.entity.js';
import { termOf } from './payment-terms.js';
import { documentOf, linesOf, type TradeLine, traitsOf } from './trade-document.js';

/** What lowers an item without money: a discount or a write-off. */
export interface Rebate {
  item: OpenItem;
  /** Above zero, in the currency of the item. */
  amount: string;
  /** Takes the part without tax. */
  accountId: string;
  includesTax: boolean;
  memo: string;
}

/**
 * The lines that take it, with the taxes in proportion (S14; EU Directive 2006/112, article 90).
 * They sum to the amount, on the side of the item; the line of the control account is the caller's.
 */
export async function rebateLines(ctx: Ctx, rebate: Rebate): Promise<NewLine[]> {
  const { item, amount, accountId, memo } = rebate;
  const sign = exact(item.amount).greaterThan(0) ? 1 : -1;
  const line = (account: string, part: string): NewLine => ({
    accountId: account,
    amount: exact(part).times(sign).toFixed(),
    memo,
  });
  const document = rebate.includesTax ? documentOf(item) : null;
  if (!document) return [line(accountId, amount)];
  const { side } = traitsOf(document);
  const lines = await linesOf(ctx, document);
  const all = await documentTax(ctx, document, lines);
  const taxes = all.filter(({ component }) => component.effect === 'ADDED');
  const whole = { net: document.net ?? '0', taxes: taxes.map((tax) => tax.amount) };
  const parts = discountParts(amount, whole, minorUnits(item.currency));
  const taxed = taxes.flatMap(({ component, base }, at) => {
    const part = parts.taxes[at] ?? '0';
    if (exact(part).isZero()) return [];
    const taxBase = exact(base).isZero() ? '0' : exact(parts.net).times(sign).toFixed();
    return [{ ...line(taxAccount(component, side), part), taxCodeId: component.id, taxBase }];
  });
  const nets = netByCode(lines, parts.net, minorUnits(item.currency));
  const net = nets.map(({ code, amount: part }) => ({ ...line(accountId, part), taxCodeId: code }));
  return [...net, ...taxed];
}

/** The part without tax by the tax codes of the document: the base of each is lowered too. */
function netByCode(lines: readonly TradeLine[], net: string, digits: number) {
  if (exact(net).isZero()) return [];
  const codes = [...new Set(lines.map(({ taxCode }) => taxCode?.id))];
  const weights = codes.map((code) =>
    exact(sumAmounts(lines.filter((one) => one.taxCode?.id === code).map((one) => one.net))).abs(),
  );
  const amounts = allocate(net, weights, digits);
  return codes
    .map((code, at) => ({ code, amount: amounts[at] ?? '0' }))
    .filter(({ amount }) => !exact(amount).isZero());
}

/** @throws ACCOUNTING_DISCOUNT_TOO_LARGE for more than the term of the document grants */
export async function demandDiscount(
  ctx: Ctx,
  item: OpenItem,
  wish: { discount: string; paidOn: string; path: readonly string[] },
): Promise<void> {
  const document = documentOf(item);
  const term = await termOf(ctx, document?.paymentTerm ?? null);
  const total = exact(item.amount).abs().toFixed();
  const { amount: most, until } = earlyPaymentDiscount(
    term,
    { documentDate: item.documentOn, paidOn: wish.paidOn, total },
    { digits: minorUnits(item.currency) },
  );
  if (exact(wish.discount).lessThanOrEqualTo(most)) return;
  throw tradeErrors.DISCOUNT_TOO_LARGE({ most, until: until ?? item.documentOn }, wish.path);
}
