import { DecimalScalar, Field, ID, InputType, inputOf, Int, payloadOf } from '@bureau/core';
import { PaymentTermPart } from './payment-term.entity.js';
import { TaxComponentEffect, TaxComponentKind, TaxRoundingBy } from './trade-kinds.js';
import { PaymentTermType, TaxCodeType, TradeSettingsType } from './trade.types.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';
const FROM_CHART = 'default when first saved: that of the chart.';

@InputType({ description: 'Where documents of trade post to; what is left out stays.' })
export class TradeSettingsSaveInput {
  @Field(() => ID, { nullable: true, description: `What customers owe; ${FROM_CHART}` })
  receivableAccountId?: string | null;
  @Field(() => ID, { nullable: true, description: `What is owed to suppliers; ${FROM_CHART}` })
  payableAccountId?: string | null;
  @Field(() => ID, { nullable: true, description: `What is owed to employees; ${FROM_CHART}` })
  employeePayableAccountId?: string | null;
  @Field(() => ID, { nullable: true, description: `Discounts of customers; ${FROM_CHART}` })
  discountGrantedAccountId?: string | null;
  @Field(() => ID, { nullable: true, description: `Discounts from suppliers; ${FROM_CHART}` })
  discountReceivedAccountId?: string | null;
  @Field(() => ID, { nullable: true, description: `What is not paid any more; ${FROM_CHART}` })
  writeOffAccountId?: string | null;
  @Field(() => ID, { nullable: true, description: `What banks take; ${FROM_CHART}` })
  bankFeeAccountId?: string | null;
  @Field(() => ID, { nullable: true, description: `Realized gains of exchange; ${FROM_CHART}` })
  exchangeGainAccountId?: string | null;
  @Field(() => ID, { nullable: true, description: `Realized losses of exchange; ${FROM_CHART}` })
  exchangeLossAccountId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Name and address on letters, one entry a line; null: the organization.',
  })
  sender?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Bank account, register, tax number on letters; one entry a line.',
  })
  footer?: string | null;
  @Field(() => TaxRoundingBy, {
    nullable: true,
    description: 'How new documents round their taxes; default by document.',
  })
  taxRounding?: TaxRoundingBy | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether somebody else approves a bill before it is posted; default false.',
  })
  billsNeedApproval?: boolean | null;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'A part of a payment term; the parts sum to 100 percent.' })
export class PaymentTermPartInput extends inputOf(
  PaymentTermPart,
  ['percent', 'months', 'days', 'isMonthEnd', 'daysAfter', 'dayOfMonth'],
  { optional: ['months', 'days', 'isMonthEnd', 'daysAfter'] },
) {}

@InputType({ description: 'A new payment term.' })
export class PaymentTermCreateInput {
  @Field(() => String, { description: 'Short code, unique.' })
  code!: string;
  @Field(() => String, { description: 'Name for people: 30 days net.' })
  name!: string;
  @Field(() => [PaymentTermPartInput], { description: 'When which part is due.' })
  parts!: PaymentTermPartInput[];
  @Field(() => DecimalScalar, { nullable: true, description: 'Percent off for paying early.' })
  discountPercent?: string | null;
  @Field(() => Int, { nullable: true, description: 'Days until which the discount holds.' })
  discountDays?: number | null;
}

@InputType({ description: 'A record that is used, or no more, for what is new.' })
export class InUseInput {
  @Field(() => ID, { description: 'The record.' })
  id!: string;
  @Field(() => Boolean, { description: 'Whether new documents may have it.' })
  isActive!: boolean;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'One tax of a new tax code.' })
export class TaxComponentInput {
  @Field(() => String, { nullable: true, description: 'Short code; default: that of the taxes.' })
  code?: string | null;
  @Field(() => String, { nullable: true, description: 'Name on documents; default: of the code.' })
  name?: string | null;
  @Field(() => TaxComponentKind, { nullable: true, description: 'Default PERCENT.' })
  kind?: TaxComponentKind | null;
  @Field(() => DecimalScalar, { description: 'Percent, or the amount for a unit.' })
  rate!: string;
  @Field(() => TaxComponentEffect, { nullable: true, description: 'Default ADDED.' })
  effect?: TaxComponentEffect | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether its base has the taxes before it in it; default false.',
  })
  isCompound?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'Takes it on sales.' })
  salesAccountId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Takes it on purchases.' })
  purchaseAccountId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Holds it until the document is paid: a tax on cash basis.',
  })
  transitionAccountId?: string | null;
}

@InputType({ description: 'New taxes that lines may bear; their parts never change.' })
export class TaxCodeCreateInput {
  @Field(() => String, { description: 'Short code, unique.' })
  code!: string;
  @Field(() => String, { description: 'Name for people: VAT 19 percent.' })
  name!: string;
  @Field(() => [TaxComponentInput], {
    description: 'Its taxes in the order of compounding: added ones first.',
  })
  components!: TaxComponentInput[];
}

export const TradeSettingsSavePayload = payloadOf('TradeSettingsSavePayload', {
  tradeSettings: TradeSettingsType,
});
export const PaymentTermCreatePayload = payloadOf('PaymentTermCreatePayload', {
  paymentTerm: PaymentTermType,
});
export const PaymentTermUsePayload = payloadOf('PaymentTermUsePayload', {
  paymentTerm: PaymentTermType,
});
export const TaxCodeCreatePayload = payloadOf('TaxCodeCreatePayload', { taxCode: TaxCodeType });
export const TaxCodeUsePayload = payloadOf('TaxCodeUsePayload', { taxCode: TaxCodeType });
