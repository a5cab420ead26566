import type { Ctx } from '@bureau/core';
import { postEntry } from '../ledger/posting.js';
import { reversalOf } from '../ledger/reversal.js';
import { Allocation, OpenItem } from '../trade/open-item.entity.js';
import { Payment } from '../trade/payment.entity.js';
import { lockPartyOf } from '../trade/trade-accounts.js';
import { unsettle } from '../trade/settle.js';
import { voidPayment } from '../trade/void-payment.js';
import { BankLine } from './bank-line.entity.js';
import { type BankMatch, BankMatchItem, BankReconciliation } from './bank-match.entity.js';
import { bankErrors } from './errors.js';
import { lockBankAccount } from './match-lines.js';

/**
 * Takes a match back, with what it posted (I31): its payment is void and what that settled is open
 * again, its entry is reversed. What was there before stays.
 * @throws ACCOUNTING_BANK_RECONCILED, and those of the ledger for days that are closed
 */
export async function unmatch(ctx: Ctx, match: BankMatch, postedOn?: string): Promise<BankLine[]> {
  await lockBankAccount(ctx, match.bankAccount.id);
  const lines = await ctx.em.find(BankLine, { match }, { refresh: true });
  await demandUnreconciled(ctx, match.bankAccount.id, lines);
  const { payment, entry } = match;
  for (const line of lines) Object.assign(line, { match: null, status: 'OPEN' });
  ctx.em.remove(await ctx.em.find(BankMatchItem, { match }));
  ctx.em.remove(match);
  // The database refuses the reversal of what is matched.
  await ctx.em.flush();
  if (entry) await postEntry(ctx, await reversalOf(ctx, { entryId: entry.id, postedOn }));
  if (payment) await takePaymentBack(ctx, payment.id, postedOn);
  return lines;
}

/** @throws ACCOUNTING_BANK_RECONCILED */
async function demandUnreconciled(
  ctx: Ctx,
  bankAccountId: string,
  lines: readonly BankLine[],
): Promise<void> {
  const first = lines.map(({ bookedOn }) => bookedOn).sort()[0] ?? '';
  const last = await ctx.em.findOne(
    BankReconciliation,
    { bankAccount: bankAccountId, closedOn: { $gte: first } },
    { orderBy: { closedOn: 'desc' } },
  );
  if (last) throw bankErrors.BANK_RECONCILED({ day: last.closedOn }, ['input', 'id']);
}

async function takePaymentBack(ctx: Ctx, id: string, postedOn?: string): Promise<void> {
  await lockPartyOf(ctx, 'payment', id);
  const payment = await ctx.em.findOneOrFail(Payment, { id }, { refresh: true });
  // Somebody took it back already; that needed no more than the match to be gone.
  if (payment.isVoid) return;
  const own = await ctx.em.find(OpenItem, { payment });
  const some = { $in: own };
  const all = await ctx.em.find(Allocation, { $or: [{ debitItem: some }, { creditItem: some }] });
  const undone = new Set(all.flatMap(({ reverses }) => (reverses ? [reverses.id] : [])));
  const standing = all.filter((one) => !one.reverses && !undone.has(one.id));
  await loadItems(ctx, standing);
  for (const allocation of standing) {
    const on = postedOn ?? ctx.today;
    await unsettle(ctx, allocation, on < allocation.allocatedOn ? allocation.allocatedOn : on);
  }
  await voidPayment(ctx, payment, { postedOn, path: ['input', 'id'] });
}

async function loadItems(ctx: Ctx, allocations: readonly Allocation[]): Promise<void> {
  const ids = allocations.flatMap(({ debitItem, creditItem }) => [debitItem.id, creditItem.id]);
  const populate = ['invoice', 'bill', 'creditNote'] as const;
  await ctx.em.find(OpenItem, { id: { $in: ids } }, { populate, refresh: true });
}
