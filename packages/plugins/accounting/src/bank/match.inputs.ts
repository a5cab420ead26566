import { DateScalar, DecimalScalar, Field, ID, InputType, Int, payloadOf } from '@bureau/core';
import { JournalEntryType } from '../ledger/ledger.types.js';
import { PaymentAllocationInput } from '../trade/payment.inputs.js';
import { TradeSide } from '../trade/trade-kinds.js';
import {
  BankAccountType,
  BankLineType,
  BankMatchType,
  BankReconciliationType,
} from './bank.types.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'A payment that a line of the bank shows.' })
export class BankLinePaymentInput {
  @Field(() => ID, { description: 'Who paid, or was paid.' })
  partyId!: string;
  @Field(() => TradeSide, {
    nullable: true,
    description: 'Default: customers pay, suppliers are paid; a refund names its side.',
  })
  side?: TradeSide | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What the bank kept of it, or took on top; default 0.',
  })
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

@InputType({ description: 'An account that takes money of a line of the bank: fees, interest.' })
export class BankLineCounterInput {
  @Field(() => ID, { nullable: true, description: 'The account; or its code.' })
  accountId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the account.' })
  accountCode?: string | null;
  @Field(() => DecimalScalar, {
    description: 'With the sign of the bank: below zero for money that went out.',
  })
  amount!: string;
  @Field(() => ID, { nullable: true, description: 'Customer, supplier or employee.' })
  partyId?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Dimension values of the line.' })
  dimensionValueIds?: string[] | null;
  @Field(() => String, { nullable: true, description: 'What it is about.' })
  memo?: string | null;
}

@InputType({ description: 'What a line of the bank is in the books; the parts sum to it.' })
export class BankLineMatchInput {
  @Field(() => ID, { description: 'The line of the bank.' })
  bankLineId!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => [ID], { nullable: true, description: 'More lines of the bank, for the same.' })
  moreBankLineIds?: string[] | null;
  @Field(() => [ID], { nullable: true, description: 'Lines of the ledger that are there.' })
  journalLineIds?: string[] | null;
  @Field(() => BankLinePaymentInput, {
    nullable: true,
    description: 'A payment that is recorded now, of what the other parts leave.',
  })
  payment?: BankLinePaymentInput | null;
  @Field(() => [BankLineCounterInput], {
    nullable: true,
    description: 'Accounts that are posted to now.',
  })
  counterLines?: BankLineCounterInput[] | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Worth of one unit in the base currency; default: the rate of the day.',
  })
  exchangeRate?: string | null;
  @Field(() => String, { nullable: true, description: 'What the entry is about.' })
  memo?: string | null;
}

@InputType({ description: 'A match that was wrong.' })
export class BankMatchDeleteInput {
  @Field(() => ID, { description: 'The match.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Posting date of reversals; default: today, or the open day next to it.',
  })
  postedOn?: string | null;
}

@InputType({ description: 'Money between two bank accounts of the organization.' })
export class BankTransferRecordInput {
  @Field(() => ID, { description: 'Where it leaves.' })
  fromBankAccountId!: string;
  @Field(() => ID, { description: 'Where it arrives.' })
  toBankAccountId!: string;
  @Field(() => DateScalar, { description: 'Posting date.' })
  postedOn!: string;
  @Field(() => DecimalScalar, { description: 'What leaves, above zero.' })
  amount!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What arrives; needed where the currency is another one.',
  })
  receivedAmount?: string | null;
  @Field(() => String, { nullable: true, description: 'What it is about.' })
  memo?: string | null;
  @Field(() => ID, { nullable: true, description: 'Line of the bank that shows it leaving.' })
  fromBankLineId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Line of the bank that shows it arriving.' })
  toBankLineId?: string | null;
}

@InputType({ description: 'A bank account whose lines are all in the books until a day.' })
export class BankReconciliationFinishInput {
  @Field(() => ID, { description: 'The bank account.' })
  bankAccountId!: string;
  @Field(() => DateScalar, { description: 'The last day.' })
  closedOn!: string;
}

@InputType({ description: 'A reconciliation that was too early; only the last one goes.' })
export class BankReconciliationDeleteInput {
  @Field(() => ID, { description: 'The reconciliation.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

const deleted = {
  deletedId: { type: () => ID, description: 'The record that is gone; null when refused.' },
};

export const BankLineMatchPayload = payloadOf('BankLineMatchPayload', {
  bankLine: BankLineType,
  bankMatch: BankMatchType,
});
export const BankMatchDeletePayload = payloadOf('BankMatchDeletePayload', {}, deleted);
export const BankTransferRecordPayload = payloadOf('BankTransferRecordPayload', {
  journalEntry: JournalEntryType,
});
export const BankReconciliationFinishPayload = payloadOf('BankReconciliationFinishPayload', {
  bankReconciliation: BankReconciliationType,
  bankAccount: BankAccountType,
});
export const BankReconciliationDeletePayload = payloadOf(
  'BankReconciliationDeletePayload',
  {},
  deleted,
);
