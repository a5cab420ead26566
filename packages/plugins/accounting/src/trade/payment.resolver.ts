import {
  Arg,
  Context,
  type Ctx,
  exact,
  Extensions,
  Mutation,
  PartyType,
  Resolver,
} from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { textOf, uuidAt } from '../ledger/entry-input.js';
import { clearPairs } from './clear-pairs.js';
import { demandDecimals } from './decimals.js';
import { tradeErrors } from './errors.js';
import { Allocation, OpenItem } from './open-item.entity.js';
import { Payment } from './payment.entity.js';
import {
  AllocationCreateInput,
  AllocationCreatePayload,
  AllocationMatchInput,
  AllocationMatchPayload,
  AllocationReverseInput,
  AllocationReversePayload,
  CreditRefundInput,
  CreditRefundPayload,
  OpenItemDunningInput,
  OpenItemDunningPayload,
  OpenItemWriteOffInput,
  OpenItemWriteOffPayload,
  PaymentRecordInput,
  PaymentRecordPayload,
  PaymentVoidInput,
  PaymentVoidPayload,
} from './payment.inputs.js';
import { itemAt, recordPayment } from './record-payment.js';
import { refundCredit } from './refund.js';
import { settle, unsettle } from './settle.js';
import { lockParty, lockPartyOf } from './trade-accounts.js';
import { OpenItemType, PaymentType } from './trade.types.js';
import { voidPayment } from './void-payment.js';
import { writeOff } from './write-off.js';

const KEYED = { requireKey: true, keepKey: true };

/** Payments and what they settle. */
@Resolver()
export class PaymentResolver {
  @Extensions(KEYED)
  @Mutation(() => PaymentRecordPayload, {
    description: 'Records money that came in or went out, and what it settles.',
  })
  async paymentRecord(@Context() ctx: Ctx, @Arg('input') input: PaymentRecordInput) {
    return { payment: await recordPayment(ctx, input) };
  }

  @Extensions(KEYED)
  @Mutation(() => PaymentVoidPayload, {
    description: 'Takes a payment back of which nothing is allocated; it keeps its number.',
  })
  async paymentVoid(@Context() ctx: Ctx, @Arg('input') input: PaymentVoidInput) {
    const { id, expectedVersion, postedOn, memo } = input;
    const path = ['input', 'id'];
    await lockPartyOf(ctx, 'payment', uuidAt(PaymentType, id));
    const payment = await ctx.find(Payment, id, { expectedVersion, path, lock: true });
    const wish = { ...(postedOn != null && { postedOn }), memo: textOf(memo), path };
    await voidPayment(ctx, payment, wish);
    return { payment };
  }

  @Extensions(KEYED)
  @Mutation(() => AllocationCreatePayload, {
    description: 'Lets a credit settle a debit of the same party.',
  })
  async allocationCreate(@Context() ctx: Ctx, @Arg('input') input: AllocationCreateInput) {
    const { debitItemId, creditItemId, amount } = input;
    await lockPartyOf(ctx, 'open_item', uuidAt(OpenItemType, debitItemId));
    const debit = await itemAt(ctx, debitItemId, ['input', 'debitItemId']);
    const credit = await itemAt(ctx, creditItemId, ['input', 'creditItemId']);
    const on = input.allocatedOn ?? ctx.today;
    const path = ['input', 'amount'];
    demandDecimals(amount, { currency: debit.currency, path });
    return { allocation: await settle(ctx, { debit, credit, amount, on, path }) };
  }

  @Extensions(KEYED)
  @Mutation(() => AllocationMatchPayload, {
    description:
      'Lets credits settle debits of the same party and amount, the oldest first, on the day of ' +
      'the younger one: 1,000 pairs at most.',
  })
  async allocationMatch(
    @Context() ctx: Ctx,
    @Arg('input') { side, partyId }: AllocationMatchInput,
  ) {
    const party = partyId == null ? null : uuidAt(PartyType, partyId);
    return { matched: await clearPairs(ctx, { side, partyId: party }) };
  }

  @Extensions(KEYED)
  @Mutation(() => AllocationReversePayload, {
    description: 'Takes an allocation back by one of the other sign: both items are open again.',
  })
  async allocationReverse(@Context() ctx: Ctx, @Arg('input') input: AllocationReverseInput) {
    const path = ['input', 'id'];
    const allocation = await ctx.find(Allocation, input.id, { path });
    const debitId = allocation.debitItem.id;
    const seen = await ctx.em.findOneOrFail(OpenItem, { id: debitId });
    await lockParty(ctx, seen.party.id);
    const both = [debitId, allocation.creditItem.id];
    const populate = ['invoice', 'bill', 'creditNote', 'expenseClaim'] as const;
    await ctx.em.find(OpenItem, { id: { $in: both } }, { populate, refresh: true });
    const earlier = await ctx.em.count(Allocation, { reverses: allocation });
    if (earlier > 0 || allocation.reverses) throw tradeErrors.ALLOCATION_REVERSED({}, path);
    const on = input.reversedOn ?? ctx.today;
    if (on < allocation.allocatedOn) {
      throw tradeErrors.ITEM_DAY({ day: allocation.allocatedOn }, ['input', 'reversedOn']);
    }
    return { allocation: await unsettle(ctx, allocation, on) };
  }

  @Extensions(KEYED)
  @Mutation(() => CreditRefundPayload, {
    description:
      'Pays a credit of a customer back, or records that a supplier paid one back: a payment ' +
      'that settles it.',
  })
  async creditRefund(@Context() ctx: Ctx, @Arg('input') input: CreditRefundInput) {
    return { payment: await refundCredit(ctx, input) };
  }

  @Extensions(KEYED)
  @Mutation(() => OpenItemWriteOffPayload, {
    description: 'Writes off what is not paid any more, with its part of the taxes.',
  })
  async openItemWriteOff(@Context() ctx: Ctx, @Arg('input') input: OpenItemWriteOffInput) {
    const { id, accountId, includesTax, expectedVersion } = input;
    const path = ['input', 'id'];
    await lockPartyOf(ctx, 'open_item', uuidAt(OpenItemType, id));
    await ctx.find(OpenItem, id, { path, expectedVersion });
    const openItem = await itemAt(ctx, id, path);
    const account =
      accountId == null
        ? undefined
        : await ctx.find(LedgerAccount, accountId, { path: ['input', 'accountId'] });
    await writeOff(ctx, openItem, {
      amount: input.amount ?? exact(openItem.openAmount).abs().toFixed(),
      on: input.postedOn ?? ctx.today,
      accountId: account?.id,
      includesTax: includesTax ?? true,
      memo: textOf(input.memo),
    });
    return { openItem };
  }

  @Mutation(() => OpenItemDunningPayload, {
    description: 'Says whether reminders are written about an item.',
  })
  async openItemDunning(@Context() ctx: Ctx, @Arg('input') input: OpenItemDunningInput) {
    const { id, expectedVersion, isPaused } = input;
    const openItem = await ctx.find(OpenItem, id, { expectedVersion, path: ['input', 'id'] });
    openItem.isDunningPaused = isPaused;
    return { openItem };
  }
}
