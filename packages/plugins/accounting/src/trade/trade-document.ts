import { type Ctx, minorUnits } from '@bureau/core';
import type { JournalKind } from '../ledger/journal.entity.js';
import { ExpenseClaim, ExpenseClaimLine } from '../expenses/expense-claim.entity.js';
import { documentTaxes, type DocumentTaxes } from '../tax/document-taxes.js';
import type { Tax } from '../tax/tax.js';
import { Bill, BillLine } from './bill.entity.js';
import { CreditNote, CreditNoteLine } from './credit-note.entity.js';
import { Invoice, InvoiceLine } from './invoice.entity.js';
import { billNumbers, creditNoteNumbers, expenseClaimNumbers, invoiceNumbers } from './numbers.js';
import type { OpenItem } from './open-item.entity.js';
import { TaxComponent } from './tax-code.entity.js';
import type { OpenItemKind, TradeSide } from './trade-kinds.js';

/** Whatever is posted to the account of a customer, supplier or employee with lines and taxes. */
export type TradeDocument = Invoice | Bill | CreditNote | ExpenseClaim;

/** A line of one of them. */
export type TradeLine = InvoiceLine | BillLine | CreditNoteLine | ExpenseClaimLine;

/** How a kind of document is handled. */
export interface DocumentTraits {
  /** Name of its record type. */
  type: 'Invoice' | 'Bill' | 'CreditNote' | 'ExpenseClaim';
  kind: OpenItemKind;
  side: TradeSide;
  /** What it does to the party's account: 1 debits it, -1 credits it. */
  partySign: 1 | -1;
  journal: JournalKind;
  /** Key of its number series. */
  series: string;
}

/** How this document is handled. */
export function traitsOf(document: TradeDocument): DocumentTraits {
  const sales = { side: 'RECEIVABLE', journal: 'SALES' } as const;
  const purchases = { side: 'PAYABLE', journal: 'PURCHASES' } as const;
  if (document instanceof Invoice) {
    const series = invoiceNumbers.key;
    return { type: 'Invoice', kind: 'INVOICE', ...sales, partySign: 1, series };
  }
  if (document instanceof Bill) {
    const series = billNumbers.key;
    return { type: 'Bill', kind: 'BILL', ...purchases, partySign: -1, series };
  }
  if (document instanceof ExpenseClaim) {
    const series = expenseClaimNumbers.key;
    return { type: 'ExpenseClaim', kind: 'EXPENSE_CLAIM', ...purchases, partySign: -1, series };
  }
  const own = { type: 'CreditNote', kind: 'CREDIT_NOTE', series: creditNoteNumbers.key } as const;
  return document.side === 'RECEIVABLE'
    ? { ...own, ...sales, partySign: -1 }
    : { ...own, ...purchases, partySign: 1 };
}

/** The document that an item is a part of; null: it is of none. */
export function documentOf(item: OpenItem): TradeDocument | null {
  return item.invoice ?? item.bill ?? item.creditNote ?? item.expenseClaim ?? null;
}

/** The lines of a document in their order. */
export async function linesOf(ctx: Ctx, document: TradeDocument): Promise<TradeLine[]> {
  const orderBy = { number: 'asc' } as const;
  if (document instanceof Invoice) return ctx.em.find(InvoiceLine, { document }, { orderBy });
  if (document instanceof Bill) return ctx.em.find(BillLine, { document }, { orderBy });
  if (document instanceof ExpenseClaim) {
    return ctx.em.find(ExpenseClaimLine, { document }, { orderBy });
  }
  return ctx.em.find(CreditNoteLine, { document }, { orderBy });
}

/** The taxes of tax codes (uuids) in their order. */
export async function componentsOf(
  ctx: Ctx,
  taxCodeIds: readonly string[],
): Promise<Map<string, TaxComponent[]>> {
  const found = new Map<string, TaxComponent[]>();
  if (taxCodeIds.length === 0) return found;
  const where = { taxCode: { $in: [...new Set(taxCodeIds)] } };
  const all = await ctx.em.find(TaxComponent, where, { orderBy: { number: 'asc' } });
  for (const one of all) found.set(one.taxCode.id, [...(found.get(one.taxCode.id) ?? []), one]);
  return found;
}

/** What of a line its taxes need. */
export interface TaxableLine {
  amount: string;
  quantity: string;
  taxCodeId: string | null;
}

/** How a document computes its taxes; kept on it, so that it always gives the same. */
export interface TaxManner {
  currency: string;
  pricesIncludeTax: boolean;
  taxRounding: 'DOCUMENT' | 'LINE';
}

/** The taxes of lines; the parts of each sum to it (I18). */
export function taxesOf(
  manner: TaxManner,
  lines: readonly TaxableLine[],
  components: ReadonlyMap<string, readonly TaxComponent[]>,
): DocumentTaxes {
  const taxed = lines.map(({ amount, quantity, taxCodeId }) => ({
    amount,
    quantity,
    taxes: (components.get(taxCodeId ?? '') ?? []).map((one) =>
      taxOf(one, manner.pricesIncludeTax),
    ),
  }));
  const digits = minorUnits(manner.currency);
  return documentTaxes(taxed, { digits, mode: 'HALF_AWAY', by: manner.taxRounding });
}

/** A component as the arithmetic of taxes takes it. */
export function taxOf(
  component: Pick<TaxComponent, 'code' | 'kind' | 'rate' | 'effect' | 'isCompound'>,
  pricesIncludeTax: boolean,
): Tax {
  const { code, kind, rate, effect, isCompound } = component;
  const isIncluded = pricesIncludeTax && effect === 'ADDED';
  return { code, kind, rate, effect, isCompound, isIncluded };
}
