import { type Ctx, exact, minorUnits } from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import type { NewLine } from '../ledger/posting.js';
import { cashBasisMove } from '../tax/cash-basis.js';
import type { OpenItem } from './open-item.entity.js';
import { documentOf, type TradeDocument, traitsOf } from './trade-document.js';

const WAITING = `
  select l.tax_code_id as component, l.amount, l.base_amount as base, l.tax_base as taxed,
      l.currency, l.account_id as transition,
      case when $2 = 'RECEIVABLE' then c.sales_account_id else c.purchase_account_id end as account
    from accounting.line l
    join accounting.tax_component c on c.id = l.tax_code_id
   where l.entry_id = $1 and c.is_cash_basis and l.account_id = c.transition_account_id
   order by l.number`;

interface WaitingTax extends Record<string, unknown> {
  component: string;
  amount: string;
  base: string;
  taxed: string | null;
  currency: string;
  transition: string;
  account: string;
}

/**
 * Lines that move taxes from their transition account when their documents are paid: each time what
 * is due by now less what was due before (tax/cash-basis.ts). Called before items are reduced.
 * @param amount what is settled now; below zero when it is taken back
 */
export async function taxesFallingDue(
  ctx: Ctx,
  items: readonly OpenItem[],
  amount: string,
): Promise<NewLine[]> {
  const lines: NewLine[] = [];
  for (const item of items) {
    const document = documentOf(item);
    if (document) lines.push(...(await moved(ctx, document, amount)));
  }
  return lines;
}

async function moved(ctx: Ctx, document: TradeDocument, amount: string): Promise<NewLine[]> {
  const { side } = traitsOf(document);
  const waiting = await ctx.sql<WaitingTax>(WAITING, [document.entry?.id, side]);
  if (waiting.length === 0) return [];
  const base = minorUnits((await settingsOf(ctx)).baseCurrency);
  const digits = minorUnits(document.currency);
  const before = exact(document.total).minus(document.openAmount);
  const paid = { before: before.toFixed(), after: before.plus(amount).toFixed() };
  const share = (tax: string, places: number) =>
    cashBasisMove({ tax, payable: document.total }, paid, { digits: places });
  return waiting.flatMap((tax) => {
    const [part, worth] = [share(tax.amount, digits), share(tax.base, base)];
    if (exact(part).isZero() && exact(worth).isZero()) return [];
    const common = { currency: tax.currency, taxCodeId: tax.component };
    const taxBase = tax.taxed === null ? undefined : share(tax.taxed, digits);
    const turned = (text: string) => exact(text).negated().toFixed();
    return [
      { ...common, accountId: tax.transition, amount: turned(part), baseAmount: turned(worth) },
      { ...common, accountId: tax.account, amount: part, baseAmount: worth, taxBase },
    ];
  });
}
