import { type Ctx, exact } from '@bureau/core';
import type { NewLine } from '../ledger/posting.js';
import { tradeErrors } from './errors.js';
import type { TaxComponent } from './tax-code.entity.js';
import {
  componentsOf,
  linesOf,
  taxesOf,
  type TradeDocument,
  type TradeLine,
  traitsOf,
} from './trade-document.js';
import type { TradeSide } from './trade-kinds.js';

/**
 * The lines of a document's entry beside the control account: income or expense for each line, and
 * each tax once. With what is to be paid they sum to zero.
 * @throws ACCOUNTING_TAX_ACCOUNT
 */
export async function documentLines(ctx: Ctx, document: TradeDocument): Promise<NewLine[]> {
  const sign = -traitsOf(document).partySign;
  const lines = await linesOf(ctx, document);
  const taxed = await documentTax(ctx, document, lines);
  const net = lines
    .map((line) => ({
      accountId: line.account.id,
      amount: exact(line.net).times(sign).toFixed(),
      memo: line.description.slice(0, 200),
      taxCodeId: line.taxCode?.id,
      quantity: line.quantity,
      dimensionValueIds: line.dimensionValueIds,
    }))
    .filter(({ amount }) => !exact(amount).isZero());
  return [...net, ...taxed.flatMap((tax) => taxLines(tax, { ...traitsOf(document), sign }))];
}

/** A tax of a document, with the component that it comes from. */
export interface DocumentTax {
  component: TaxComponent;
  base: string;
  amount: string;
}

/** The taxes of a document, each once; computed anew from its lines. */
export async function documentTax(
  ctx: Ctx,
  document: TradeDocument,
  lines?: readonly TradeLine[],
): Promise<DocumentTax[]> {
  const all = lines ?? (await linesOf(ctx, document));
  const codes = all.flatMap(({ taxCode }) => (taxCode ? [taxCode.id] : []));
  const components = await componentsOf(ctx, codes);
  const taxable = all.map(({ amount, quantity, taxCode }) => ({
    amount,
    quantity,
    taxCodeId: taxCode?.id ?? null,
  }));
  const { taxes } = taxesOf(document, taxable, components);
  const byCode = new Map([...components.values()].flat().map((one) => [one.code, one]));
  return taxes.flatMap(({ code, base, amount }) => {
    const component = byCode.get(code);
    return component ? [{ component, base, amount }] : [];
  });
}

function taxLines(
  { component, base, amount }: DocumentTax,
  { side, sign }: { side: TradeSide; sign: number },
): NewLine[] {
  if (exact(amount).isZero()) return [];
  const line = (accountId: string, turn: number): NewLine => ({
    accountId,
    amount: exact(amount).times(sign).times(turn).toFixed(),
    taxCodeId: component.id,
    taxBase: exact(base).times(sign).times(turn).toFixed(),
    memo: component.name,
  });
  const { effect, isCashBasis, transitionAccount } = component;
  if (effect === 'REVERSE_CHARGE') {
    // The seller only tells of it; the buyer owes it and deducts it.
    if (side === 'RECEIVABLE') return [];
    const [deducted, owed] = [
      taxAccount(component, 'PAYABLE'),
      taxAccount(component, 'RECEIVABLE'),
    ];
    return [line(deducted, 1), line(owed, -1)];
  }
  if (isCashBasis && transitionAccount) return [line(transitionAccount.id, 1)];
  return [line(taxAccount(component, side), effect === 'WITHHELD' ? -1 : 1)];
}

/** Uuid of the account that takes a tax on this side. @throws ACCOUNTING_TAX_ACCOUNT */
export function taxAccount(component: TaxComponent, side: TradeSide): string {
  const { salesAccount, purchaseAccount, code } = component;
  const account = side === 'RECEIVABLE' ? salesAccount : purchaseAccount;
  if (!account) throw tradeErrors.TAX_ACCOUNT({ code }, ['input', 'id']);
  return account.id;
}
