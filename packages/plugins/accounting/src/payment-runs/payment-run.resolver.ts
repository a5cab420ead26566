import {
  Arg,
  Context,
  type Ctx,
  encodeId,
  exact,
  Extensions,
  Mutation,
  PartyType,
  Resolver,
} from '@bureau/core';
import { recordBankPayment } from '../bank/record-bank-payment.js';
import { OpenItemType } from '../trade/trade.types.js';
import { createRun } from './new-run.js';
import { PaymentRun, PaymentRunItem } from './payment-run.entity.js';
import {
  PaymentRunCancelInput,
  PaymentRunCancelPayload,
  PaymentRunCreateInput,
  PaymentRunCreatePayload,
  PaymentRunExecuteInput,
  PaymentRunExecutePayload,
} from './payment-run.inputs.js';

const KEYED = { requireKey: true, keepKey: true };

/** Orders to banks to pay. */
@Resolver()
export class PaymentRunResolver {
  @Extensions({ ...KEYED, stepUp: true, cost: 100 })
  @Mutation(() => PaymentRunCreatePayload, {
    description: 'Makes a file of transfers for a bank. Nothing is posted before the bank paid.',
  })
  async paymentRunCreate(@Context() ctx: Ctx, @Arg('input') input: PaymentRunCreateInput) {
    return { paymentRun: await createRun(ctx, input) };
  }

  @Extensions({ ...KEYED, cost: 100 })
  @Mutation(() => PaymentRunExecutePayload, {
    description: 'Records the payments of an order that the bank executed, each with what it paid.',
  })
  async paymentRunExecute(@Context() ctx: Ctx, @Arg('input') input: PaymentRunExecuteInput) {
    const { id, expectedVersion, paidOn } = input;
    const path = ['input', 'id'];
    const paymentRun = await ctx.find(PaymentRun, id, { expectedVersion, path, lock: true });
    paymentRun.end('EXECUTED');
    await ctx.em.populate(paymentRun, ['bankAccount.ledgerAccount']);
    const items = await ctx.em.find(
      PaymentRunItem,
      { order: paymentRun },
      { populate: ['openItem'], orderBy: { party: 'asc', number: 'asc' } },
    );
    for (const item of items) await pay(ctx, item, paidOn ?? paymentRun.executeOn);
    return { paymentRun };
  }

  @Mutation(() => PaymentRunCancelPayload, {
    description: 'Says that the bank shall not pay: what was ordered may be ordered again.',
  })
  async paymentRunCancel(@Context() ctx: Ctx, @Arg('input') input: PaymentRunCancelInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const paymentRun = await ctx.find(PaymentRun, id, { expectedVersion, path, lock: true });
    paymentRun.end('CANCELLED');
    return { paymentRun };
  }
}

async function pay(ctx: Ctx, item: PaymentRunItem, on: string): Promise<void> {
  const { openItem, amount, discount, endToEndId, order } = item;
  const partyId = encodeId(PartyType.options.prefix, item.party.id);
  const allocations = openItem
    ? [{ openItemId: encodeId(OpenItemType.options.prefix, openItem.id), amount, discount }]
    : [];
  item.payment = await recordBankPayment(
    ctx,
    { partyId, side: openItem?.side ?? 'PAYABLE', partyReference: endToEndId, allocations },
    { bankAccount: order.bankAccount, on, amount: exact(amount).negated().toFixed() },
  );
}
