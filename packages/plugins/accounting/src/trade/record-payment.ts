import { type Ctx, exact, NumberSeriesService, Party, sumAmounts, uuidv7 } from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import { demandCurrency } from '../chart/set-up.js';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { errors } from '../errors.js';
import { optional } from '../input-values.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { type NewLine, postEntry } from '../ledger/posting.js';
import { demandDecimals } from './decimals.js';
import { tradeErrors } from './errors.js';
import { PaymentRecorded } from './events.js';
import { addOpenItem, itemLine } from './open-items.js';
import { OpenItem } from './open-item.entity.js';
import { Payment } from './payment.entity.js';
import type { PaymentRecordInput } from './payment.inputs.js';
import { paymentNumbers } from './numbers.js';
import { demandDiscount, rebateLines } from './rebate.js';
import { settle } from './settle.js';
import {
  controlOf,
  journalOf,
  lockParty,
  priced,
  rateOf,
  tradeSettingsOf,
} from './trade-accounts.js';
import type { TradeSide } from './trade-kinds.js';

/** An open item that the payment settles, as it was asked for. */
interface Wish {
  item: OpenItem;
  amount: string;
  discount: string;
  path: readonly string[];
}

/**
 * Records a payment: number, entry, open items of it and of the discounts, and what they settle, or
 * nothing of it. What is not allocated stays a credit of the party (S14).
 * @throws ACCOUNTING_* of amounts, items and of the ledger
 */
export async function recordPayment(ctx: Ctx, input: PaymentRecordInput): Promise<Payment> {
  const party = await ctx.find(Party, input.partyId, { path: ['input', 'partyId'] });
  await lockParty(ctx, party.id);
  const { baseCurrency } = await settingsOf(ctx);
  const currency = input.currency ?? baseCurrency;
  await demandCurrency(ctx, currency, ['input', 'currency']);
  const fee = input.fee ?? '0';
  demandAmounts(input, fee);
  demandAllDecimals(input, currency);
  const side: TradeSide = input.side ?? (input.direction === 'PAID' ? 'PAYABLE' : 'RECEIVABLE');
  const wishes = await wishesOf(ctx, input);
  const number = await ctx
    .service(NumberSeriesService)
    .next(ctx, paymentNumbers.key, { on: input.paidOn });
  const id = uuidv7();
  const facts = {
    id,
    number,
    direction: input.direction,
    side,
    party,
    bankAccount: await bankAccountOf(ctx, input),
    paidOn: input.paidOn,
    currency,
    exchangeRate: await rateOf(ctx, currency, { given: input.exchangeRate, on: input.paidOn }),
    amount: input.amount,
    fee,
    partyReference: optional(input.partyReference) ?? null,
    memo: optional(input.memo) ?? null,
  };
  const lines = await paymentLines(ctx, facts, wishes);
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'BANK'),
    postedOn: input.paidOn,
    memo: [number, facts.memo].filter(Boolean).join(' '),
    source: { type: 'Payment', id, event: 'recorded' },
    lines,
  });
  const payment = ctx.em.create(Payment, {
    ...facts,
    entry: ctx.em.getReference(JournalEntry, entry.id),
  });
  await settleWishes(ctx, payment, { wishes, lines });
  const { direction, amount } = facts;
  const told = { paymentId: id, number, direction, partyId: party.id, currency, amount };
  ctx.emit(PaymentRecorded, told, { type: 'Payment', id });
  return payment;
}

/** @throws ACCOUNTING_PAYMENT_AMOUNT, ACCOUNTING_ALLOCATION_SIGN, ACCOUNTING_ALLOCATION_SUM */
function demandAmounts({ amount, allocations }: PaymentRecordInput, fee: string): void {
  const isFee = exact(fee).greaterThanOrEqualTo(0) && exact(fee).lessThan(amount);
  if (!exact(amount).greaterThan(0) || !isFee) {
    throw tradeErrors.PAYMENT_AMOUNT({}, ['input', 'amount']);
  }
  const parts = allocations ?? [];
  parts.forEach((part, at) => {
    const isSound = exact(part.amount).greaterThan(0) && !exact(part.discount ?? 0).isNegative();
    if (isSound) return;
    throw tradeErrors.ALLOCATION_SIGN({}, ['input', 'allocations', String(at), 'amount']);
  });
  const allocated = sumAmounts(parts.map((part) => part.amount));
  if (exact(allocated).greaterThan(amount)) {
    throw tradeErrors.ALLOCATION_SUM({ allocated, amount }, ['input', 'allocations']);
  }
}

/** @throws ACCOUNTING_SCALE_EXCEEDED */
function demandAllDecimals(input: PaymentRecordInput, currency: string): void {
  const { amount, fee, allocations } = input;
  demandDecimals(amount, { currency, path: ['input', 'amount'] });
  demandDecimals(fee, { currency, path: ['input', 'fee'] });
  (allocations ?? []).forEach((part, at) => {
    const path = ['input', 'allocations', String(at)];
    demandDecimals(part.amount, { currency, path: [...path, 'amount'] });
    demandDecimals(part.discount, { currency, path: [...path, 'discount'] });
  });
}

async function wishesOf(ctx: Ctx, input: PaymentRecordInput): Promise<Wish[]> {
  const wishes: Wish[] = [];
  for (const [at, part] of (input.allocations ?? []).entries()) {
    const path = ['input', 'allocations', String(at)];
    const item = await itemAt(ctx, part.openItemId, [...path, 'openItemId']);
    const discount = part.discount ?? '0';
    const limit = { discount, paidOn: input.paidOn, path: [...path, 'discount'] };
    if (!exact(discount).isZero()) await demandDiscount(ctx, item, limit);
    wishes.push({ item, amount: part.amount, discount, path: [...path, 'amount'] });
  }
  return wishes;
}

/** An open item with its document, for change; the lock of its party is held. */
export async function itemAt(ctx: Ctx, id: string, path: readonly string[]): Promise<OpenItem> {
  const item = await ctx.find(OpenItem, id, { path, lock: true });
  await ctx.em.populate(item, ['invoice', 'bill', 'creditNote', 'expenseClaim']);
  return item;
}

async function bankAccountOf(
  ctx: Ctx,
  { bankAccountId, bankAccountCode }: PaymentRecordInput,
): Promise<LedgerAccount> {
  const path = ['input', 'bankAccountId'];
  if (bankAccountId != null) return ctx.find(LedgerAccount, bankAccountId, { path });
  const account = await ctx.em.findOne(LedgerAccount, { code: bankAccountCode ?? '' });
  if (account) return account;
  throw errors.ACCOUNT_UNKNOWN({ line: 1, account: bankAccountCode ?? '' }, path);
}

interface PaymentFacts {
  direction: 'RECEIVED' | 'PAID';
  side: TradeSide;
  party: Party;
  bankAccount: LedgerAccount;
  currency: string;
  exchangeRate: string;
  amount: string;
  fee: string;
}

/** Bank, fee, the control account for the payment and for each discount, and what takes those. */
async function paymentLines(
  ctx: Ctx,
  facts: PaymentFacts,
  wishes: readonly Wish[],
): Promise<NewLine[]> {
  const { direction, party, amount, fee } = facts;
  const settings = await tradeSettingsOf(ctx);
  const isReceivable = facts.side === 'RECEIVABLE';
  // What it settles stands on the account that it goes to.
  const control = wishes[0]?.item.account ?? (await controlOf(ctx, facts.side, party));
  const discountAccount = isReceivable
    ? settings.discountGrantedAccount
    : settings.discountReceivedAccount;
  const sign = direction === 'RECEIVED' ? 1 : -1;
  const signed = exact(amount).times(sign);
  const lines: NewLine[] = [
    itemLine(control.id, party.id, signed.negated().toFixed()),
    { accountId: facts.bankAccount.id, amount: signed.minus(fee).toFixed() },
  ];
  if (!exact(fee).isZero()) lines.push({ accountId: settings.bankFeeAccount.id, amount: fee });
  for (const { item, discount } of wishes) {
    if (exact(discount).isZero()) continue;
    const memo = `Discount ${item.reference}`;
    const rebate = { item, amount: discount, accountId: discountAccount.id, memo };
    const turned = exact(item.amount).greaterThan(0) ? exact(discount).negated() : discount;
    lines.push(itemLine(control.id, party.id, exact(turned).toFixed()));
    lines.push(...(await rebateLines(ctx, { ...rebate, includesTax: true })));
  }
  return priced(ctx, lines, facts);
}

/** The items of the payment and its discounts, each against what it settles. */
async function settleWishes(
  ctx: Ctx,
  payment: Payment,
  { wishes, lines }: { wishes: readonly Wish[]; lines: readonly NewLine[] },
): Promise<void> {
  const { side, party, number, paidOn: on, entry } = payment;
  const made = lines.filter(({ openItemId }) => openItemId !== undefined);
  const items = made.map((line, at) => {
    const kind = at === 0 ? ('PAYMENT' as const) : ('DISCOUNT' as const);
    const wish = { side, kind, partyId: party.id, reference: number, documentOn: on, payment };
    return addOpenItem(ctx, { ...wish, dueOn: null }, { line, entryId: entry.id });
  });
  const [paid, ...discounts] = items;
  for (const { item, amount, discount, path } of wishes) {
    const parts: [OpenItem | undefined, string][] = [[paid, amount]];
    if (!exact(discount).isZero()) parts.push([discounts.shift(), discount]);
    for (const [other, part] of parts) {
      if (!other) continue;
      const isDebit = exact(item.amount).greaterThan(0);
      const [debit, credit] = isDebit ? [item, other] : [other, item];
      await settle(ctx, { debit, credit, amount: part, on, path });
    }
  }
}
