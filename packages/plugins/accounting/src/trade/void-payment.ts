import type { Ctx } from '@bureau/core';
import { postEntry } from '../ledger/posting.js';
import { reversalOf } from '../ledger/reversal.js';
import { tradeErrors } from './errors.js';
import { closeReversed, isUntouched } from './open-items.js';
import { OpenItem } from './open-item.entity.js';
import type { Payment } from './payment.entity.js';

/**
 * Takes a payment back of which nothing is allocated; the lock of its party is held.
 * @throws ACCOUNTING_PAYMENT_VOID, ACCOUNTING_DOCUMENT_SETTLED
 */
export async function voidPayment(
  ctx: Ctx,
  payment: Payment,
  {
    path,
    ...wish
  }: { postedOn?: string | undefined; memo?: string | undefined; path: readonly string[] },
): Promise<void> {
  const { number, entry } = payment;
  if (payment.isVoid) throw tradeErrors.PAYMENT_VOID({ number }, path);
  const items = await ctx.em.find(OpenItem, { payment });
  if (!isUntouched(items)) throw tradeErrors.DOCUMENT_SETTLED({ document: number }, path);
  const reversal = await reversalOf(ctx, { entryId: entry.id, ...wish });
  const back = await postEntry(ctx, reversal);
  await closeReversed(ctx, items, { entryId: back.id, on: reversal.postedOn });
  payment.isVoid = true;
}
