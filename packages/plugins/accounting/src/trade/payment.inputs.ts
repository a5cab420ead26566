import {
  CurrencyScalar,
  DateScalar,
  DecimalScalar,
  Field,
  ID,
  InputType,
  Int,
  payloadOf,
} from '@bureau/core';
import { PaymentDirection, TradeSide } from './trade-kinds.js';
import { AllocationType, OpenItemType, PaymentType } from './trade.types.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'What a payment settles.' })
export class PaymentAllocationInput {
  @Field(() => ID, { description: 'The open item.' })
  openItemId!: string;
  @Field(() => DecimalScalar, { description: 'What of the payment goes to it.' })
  amount!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Discount for paying early that is settled with it.',
  })
  discount?: string | null;
}

@InputType({ description: 'Money that came in or went out.' })
export class PaymentRecordInput {
  @Field(() => PaymentDirection, { description: 'Which way it went.' })
  direction!: PaymentDirection;
  @Field(() => TradeSide, {
    nullable: true,
    description:
      'Default: money that comes in is of customers, money that goes out of suppliers. A refund ' +
      'to a customer names RECEIVABLE.',
  })
  side?: TradeSide | null;
  @Field(() => ID, { description: 'Who paid, or was paid.' })
  partyId!: string;
  @Field(() => ID, { nullable: true, description: 'Bank or cash account; or its code.' })
  bankAccountId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the account, instead of its id.' })
  bankAccountCode?: string | null;
  @Field(() => DateScalar, { description: 'Day of the payment, and its posting date.' })
  paidOn!: string;
  @Field(() => DecimalScalar, { description: 'What the party paid or was paid; above zero.' })
  amount!: string;
  @Field(() => CurrencyScalar, { nullable: true, description: 'Default: the base currency.' })
  currency?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Worth of one unit in the base currency; default: the rate of the day.',
  })
  exchangeRate?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'What the bank took; default 0.' })
  fee?: string | null;
  @Field(() => String, { nullable: true, description: 'Reference of the party or the bank.' })
  partyReference?: string | null;
  @Field(() => String, { nullable: true, description: 'What it is about.' })
  memo?: string | null;
  @Field(() => [PaymentAllocationInput], {
    nullable: true,
    description: 'What it settles; the rest stays a credit of the party.',
  })
  allocations?: PaymentAllocationInput[] | null;
}

@InputType({ description: 'A payment that is taken back.' })
export class PaymentVoidInput {
  @Field(() => ID, { description: 'The payment; nothing of it may be allocated.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Posting date of the reversal; default: today, or the open day next to it.',
  })
  postedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Why.' })
  memo?: string | null;
}

@InputType({ description: 'A debit and a credit that settle each other.' })
export class AllocationCreateInput {
  @Field(() => ID, { description: 'The item that is debit: an invoice, say.' })
  debitItemId!: string;
  @Field(() => ID, { description: 'The item that is credit: a payment, say.' })
  creditItemId!: string;
  @Field(() => DecimalScalar, { description: 'By how much; above zero.' })
  amount!: string;
  @Field(() => DateScalar, { nullable: true, description: 'Day for which it counts; today.' })
  allocatedOn?: string | null;
}

@InputType({ description: 'An allocation that is taken back.' })
export class AllocationReverseInput {
  @Field(() => ID, { description: 'The allocation.' })
  id!: string;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day for which that counts, not before the allocation; default: today.',
  })
  reversedOn?: string | null;
}

@InputType({ description: 'What is not paid any more.' })
export class OpenItemWriteOffInput {
  @Field(() => ID, { description: 'The item.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'How much; default: all of it.' })
  amount?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Posting date; default: today.' })
  postedOn?: string | null;
  @Field(() => ID, { nullable: true, description: 'Account; default: that of the settings.' })
  accountId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether its part of the taxes is taken back too; default true.',
  })
  includesTax?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Why.' })
  memo?: string | null;
}

@InputType({ description: 'Which debits are settled by credits of the same amount.' })
export class AllocationMatchInput {
  @Field(() => TradeSide, { description: 'Of customers or of suppliers.' })
  side!: TradeSide;
  @Field(() => ID, { nullable: true, description: 'Of this party; default: of all.' })
  partyId?: string | null;
}

@InputType({ description: 'A credit that is paid back, or got back, instead of being used.' })
export class CreditRefundInput {
  @Field(() => ID, { description: 'The open item of the credit.' })
  openItemId!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'How much; default: all of it.' })
  amount?: string | null;
  @Field(() => ID, { nullable: true, description: 'Bank or cash account; or its code.' })
  bankAccountId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the account, instead of its id.' })
  bankAccountCode?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Day of the payment; default today.' })
  paidOn?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Worth of one unit in the base currency, where no rate is stored for the day.',
  })
  exchangeRate?: string | null;
  @Field(() => String, { nullable: true, description: 'What it is about.' })
  memo?: string | null;
}

@InputType({ description: 'Whether reminders are written about an item.' })
export class OpenItemDunningInput {
  @Field(() => ID, { description: 'The item.' })
  id!: string;
  @Field(() => Boolean, { description: 'True: none, a dispute or an agreed delay.' })
  isPaused!: boolean;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

export const PaymentRecordPayload = payloadOf('PaymentRecordPayload', { payment: PaymentType });
export const PaymentVoidPayload = payloadOf('PaymentVoidPayload', { payment: PaymentType });
export const AllocationCreatePayload = payloadOf('AllocationCreatePayload', {
  allocation: AllocationType,
});
export const AllocationMatchPayload = payloadOf(
  'AllocationMatchPayload',
  {},
  { matched: { type: () => Int, description: 'How many pairs were settled; null when refused.' } },
);
export const AllocationReversePayload = payloadOf('AllocationReversePayload', {
  allocation: AllocationType,
});
export const CreditRefundPayload = payloadOf('CreditRefundPayload', { payment: PaymentType });
export const OpenItemWriteOffPayload = payloadOf('OpenItemWriteOffPayload', {
  openItem: OpenItemType,
});
export const OpenItemDunningPayload = payloadOf('OpenItemDunningPayload', {
  openItem: OpenItemType,
});
