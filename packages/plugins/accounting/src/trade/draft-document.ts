import { type Ctx, exact, minorUnits, Party, roundAmount, sumAmounts } from '@bureau/core';
import { ExpenseClaim, ExpenseClaimLine } from '../expenses/expense-claim.entity.js';
import { settingsOf } from '../chart/settings.resolver.js';
import { demandCurrency } from '../chart/set-up.js';
import { optional } from '../input-values.js';
import { BillLine } from './bill.entity.js';
import { CreditNote, CreditNoteLine } from './credit-note.entity.js';
import { Bill } from './bill.entity.js';
import type { DocumentFacts, DocumentUpdate } from './document.inputs.js';
import { tradeErrors } from './errors.js';
import { Invoice, InvoiceLine } from './invoice.entity.js';
import { PaymentTerm } from './payment-term.entity.js';
import { rateOf, tradeSettingsOf } from './trade-accounts.js';
import { componentsOf, taxesOf, type TradeDocument } from './trade-document.js';

/** A line as it is stored, before its taxes are known; ids are uuids. */
export interface DraftLineValues {
  description: string;
  account: string;
  taxCode: string | null;
  quantity: string;
  unitPrice: string;
  discountPercent: string;
  /** Rounded to the currency. */
  amount: string;
  dimensionValueIds: string[];
  /** What only lines of expense claims have. */
  expense?: { spentOn: string; category: string; receipt: string | null };
}

/** @throws ACCOUNTING_PARTY_ROLE, ACCOUNTING_PARTY_INACTIVE */
export function demandRole(party: Party, role: 'isCustomer' | 'isSupplier' | 'isEmployee'): void {
  const path = ['input', 'partyId'];
  const words = { isCustomer: 'customer', isSupplier: 'supplier', isEmployee: 'employee' };
  if (!party[role]) throw tradeErrors.PARTY_ROLE({ party: party.code, role: words[role] }, path);
  if (!party.isActive) throw tradeErrors.PARTY_INACTIVE({ party: party.code }, path);
}

/** What every new document has, from its input and the settings. */
export async function factsFor(
  ctx: Ctx,
  party: Party,
  input: DocumentFacts & { issuedOn: string },
) {
  const { baseCurrency } = await settingsOf(ctx);
  const settings = await tradeSettingsOf(ctx);
  const currency = input.currency ?? party.currency ?? baseCurrency;
  await demandCurrency(ctx, currency, ['input', 'currency']);
  return {
    party,
    issuedOn: input.issuedOn,
    currency,
    exchangeRate: await rateOf(ctx, currency, { given: input.exchangeRate, on: input.issuedOn }),
    pricesIncludeTax: input.pricesIncludeTax ?? false,
    taxRounding: input.taxRounding ?? settings.taxRounding,
    paymentTerm: await activeTerm(ctx, input.paymentTermId),
    partyReference: optional(input.partyReference) ?? null,
    memo: optional(input.memo) ?? null,
  };
}

/**
 * Another customer or supplier for a draft.
 * @throws ACCOUNTING_PARTY_ROLE, ACCOUNTING_PARTY_INACTIVE
 */
export async function changeParty(
  ctx: Ctx,
  document: Invoice | Bill,
  partyId: string | null | undefined,
): Promise<void> {
  if (partyId == null) return;
  const party = await ctx.find(Party, partyId, { path: ['input', 'partyId'] });
  demandRole(party, document instanceof Invoice ? 'isCustomer' : 'isSupplier');
  document.party = party;
}

/** Changes what was given of a draft; its lines are the caller's business. */
export async function changeFacts(
  ctx: Ctx,
  document: TradeDocument,
  input: DocumentUpdate,
): Promise<void> {
  const { currency, exchangeRate, pricesIncludeTax, taxRounding, paymentTermId } = input;
  if (currency != null) await demandCurrency(ctx, currency, ['input', 'currency']);
  if (currency != null || exchangeRate != null) {
    const money = currency ?? document.currency;
    const on = input.issuedOn ?? document.issuedOn;
    document.exchangeRate = await rateOf(ctx, money, { given: exchangeRate, on });
    document.currency = money;
  }
  if (input.issuedOn != null) document.issuedOn = input.issuedOn;
  if (pricesIncludeTax != null) document.pricesIncludeTax = pricesIncludeTax;
  if (taxRounding != null) document.taxRounding = taxRounding;
  if (paymentTermId !== undefined) document.paymentTerm = await activeTerm(ctx, paymentTermId);
  const [reference, memo] = [optional(input.partyReference), optional(input.memo)];
  if (reference !== undefined) document.partyReference = reference;
  if (memo !== undefined) document.memo = memo;
}

async function activeTerm(ctx: Ctx, id: string | null | undefined): Promise<PaymentTerm | null> {
  if (id == null) return null;
  const path = ['input', 'paymentTermId'];
  const term = await ctx.find(PaymentTerm, id, { path });
  if (!term.isActive) throw tradeErrors.TERM_INACTIVE({ code: term.code }, path);
  return term;
}

/** Gives a draft these lines and no others, and its sums. */
export async function setLines(
  ctx: Ctx,
  document: TradeDocument,
  lines: readonly DraftLineValues[],
): Promise<void> {
  // Lines alone make a new version too: whoever saw the old one loses.
  document.updatedAt = ctx.now;
  const codes = lines.flatMap(({ taxCode }) => taxCode ?? []);
  const taxable = lines.map(({ amount, quantity, taxCode }) => ({
    amount,
    quantity,
    taxCodeId: taxCode,
  }));
  const taxes = taxesOf(document, taxable, await componentsOf(ctx, codes));
  const digits = minorUnits(document.currency);
  document.net = taxes.net;
  document.tax = roundAmount(exact(taxes.gross).minus(taxes.net), digits);
  document.withheld = taxes.withheld;
  document.total = taxes.payable;
  await removeLines(ctx, document);
  lines.forEach((line, at) => {
    const { net = '0', gross = '0' } = taxes.lines[at] ?? {};
    const tax = sumAmounts([gross, exact(net).negated()]);
    addLine(ctx, document, { ...line, number: at + 1, net, tax });
  });
}

async function removeLines(ctx: Ctx, document: TradeDocument): Promise<void> {
  if (document instanceof Invoice) await ctx.em.nativeDelete(InvoiceLine, { document });
  else if (document instanceof Bill) await ctx.em.nativeDelete(BillLine, { document });
  else if (document instanceof ExpenseClaim) {
    await ctx.em.nativeDelete(ExpenseClaimLine, { document });
  } else await ctx.em.nativeDelete(CreditNoteLine, { document });
}

function addLine(
  ctx: Ctx,
  document: TradeDocument,
  { expense, ...values }: DraftLineValues & { number: number; net: string; tax: string },
): void {
  if (document instanceof Invoice) ctx.em.create(InvoiceLine, { ...values, document });
  else if (document instanceof Bill) ctx.em.create(BillLine, { ...values, document });
  else if (document instanceof CreditNote) ctx.em.create(CreditNoteLine, { ...values, document });
  else if (expense) ctx.em.create(ExpenseClaimLine, { ...values, ...expense, document });
}
