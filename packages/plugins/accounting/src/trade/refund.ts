import { type Ctx, encodeId, exact, PartyType } from '@bureau/core';
import { tradeErrors } from './errors.js';
import { OpenItem } from './open-item.entity.js';
import type { Payment } from './payment.entity.js';
import type { CreditRefundInput } from './payment.inputs.js';
import { recordPayment } from './record-payment.js';

/**
 * Pays a credit back: a credit of a customer goes out, one of a supplier comes in. What was paid
 * settles it, so it cannot be paid twice.
 * @throws ACCOUNTING_CREDIT_NONE, ACCOUNTING_OVER_ALLOCATION, and as `recordPayment`
 */
export async function refundCredit(ctx: Ctx, input: CreditRefundInput): Promise<Payment> {
  const path = ['input', 'openItemId'];
  const { openItemId, bankAccountId, bankAccountCode, exchangeRate, memo } = input;
  const item = await ctx.find(OpenItem, openItemId, { path });
  const { side, party, currency, openAmount, reference } = item;
  const isReceivable = side === 'RECEIVABLE';
  const credit = isReceivable ? exact(openAmount).negated() : exact(openAmount);
  if (!credit.greaterThan(0)) throw tradeErrors.CREDIT_NONE({ reference }, path);
  const amount = input.amount ?? credit.toFixed();
  return recordPayment(ctx, {
    direction: isReceivable ? 'PAID' : 'RECEIVED',
    side,
    partyId: encodeId(PartyType.options.prefix, party.id),
    bankAccountId: bankAccountId ?? null,
    bankAccountCode: bankAccountCode ?? null,
    paidOn: input.paidOn ?? ctx.today,
    amount,
    currency,
    exchangeRate: exchangeRate ?? null,
    memo: memo ?? `Refund ${reference}`,
    allocations: [{ openItemId, amount }],
  });
}
