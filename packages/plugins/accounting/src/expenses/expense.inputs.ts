import {
  ApprovalRequestType,
  CurrencyScalar,
  DateScalar,
  DecimalScalar,
  Field,
  ID,
  InputType,
  Int,
  payloadOf,
} from '@bureau/core';
import { DocumentInput } from '../trade/document.inputs.js';
import { PaymentType } from '../trade/trade.types.js';
import { ExpenseCategoryType, ExpenseClaimType } from './expenses.types.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'A new kind of expense.' })
export class ExpenseCategoryCreateInput {
  @Field(() => String, { description: 'Short code, unique.' })
  code!: string;
  @Field(() => String, { description: 'Name for people: Train and taxi.' })
  name!: string;
  @Field(() => ID, { nullable: true, description: 'Expense account; or its code.' })
  accountId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the account, instead of its id.' })
  accountCode?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of its taxes; default: none.' })
  taxCode?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'A receipt is needed from this amount of a line on; default: never.',
  })
  receiptFrom?: string | null;
}

@InputType({ description: 'Changes of a kind of expense; lines that have it stay as they are.' })
export class ExpenseCategoryUpdateInput {
  @Field(() => ID, { description: 'The category.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => String, { nullable: true, description: 'Name for people.' })
  name?: string | null;
  @Field(() => ID, { nullable: true, description: 'Expense account; or its code.' })
  accountId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the account, instead of its id.' })
  accountCode?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of its taxes; null: none.' })
  taxCode?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Amount; null: never a receipt.' })
  receiptFrom?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether new lines may have it.' })
  isActive?: boolean | null;
}

@InputType({ description: 'One expense.' })
export class ExpenseLineInput {
  @Field(() => DateScalar, { description: 'Day of the receipt.' })
  spentOn!: string;
  @Field(() => String, { description: 'What it was for.' })
  description!: string;
  @Field(() => ID, { nullable: true, description: 'What the money was spent on; or its code.' })
  categoryId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the category, instead of its id.' })
  categoryCode?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Kilometres, nights; default 1.' })
  quantity?: string | null;
  @Field(() => DecimalScalar, { description: 'Price of one with its taxes; or the whole sum.' })
  unitPrice!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Code of the taxes on the receipt; default: of the category, null: none.',
  })
  taxCode?: string | null;
  @Field(() => ID, { nullable: true, description: 'A file that was sent for accounting.receipt.' })
  receiptId?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Dimension values of its entry line.' })
  dimensionValueIds?: string[] | null;
}

@InputType({ description: 'New expenses; a draft until they are submitted.' })
export class ExpenseClaimCreateInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The employee, as a party; default: the caller. Others need the whole right.',
  })
  partyId?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Date of the claim; default today.' })
  issuedOn?: string | null;
  @Field(() => CurrencyScalar, {
    nullable: true,
    description: 'Currency; default: that of the party, or the base currency.',
  })
  currency?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Worth of one unit in the base currency; needed for other currencies.',
  })
  exchangeRate?: string | null;
  @Field(() => String, { nullable: true, description: 'What it is about: a journey, say.' })
  memo?: string | null;
  @Field(() => [ExpenseLineInput], { description: 'The expenses.' })
  lines!: ExpenseLineInput[];
}

@InputType({ description: 'Changes of a draft; what is left out stays.' })
export class ExpenseClaimUpdateInput {
  @Field(() => ID, { description: 'The draft.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, { nullable: true, description: 'Date of the claim.' })
  issuedOn?: string | null;
  @Field(() => CurrencyScalar, { nullable: true, description: 'Currency.' })
  currency?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Rate; needed with a currency.' })
  exchangeRate?: string | null;
  @Field(() => String, { nullable: true, description: 'What it is about.' })
  memo?: string | null;
  @Field(() => [ExpenseLineInput], { nullable: true, description: 'All expenses anew.' })
  lines?: ExpenseLineInput[] | null;
}

@InputType({ description: 'Approved expenses that go back to the employee.' })
export class ExpenseClaimReturnInput extends DocumentInput {
  @Field(() => String, { description: 'Why.' })
  remark!: string;
}

@InputType({ description: 'Approved expenses that go into the books.' })
export class ExpenseClaimPostInput extends DocumentInput {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Posting date; default: the date of the claim.',
  })
  postedOn?: string | null;
}

@InputType({ description: 'The payment of what is open of posted expenses.' })
export class ExpenseClaimReimburseInput extends DocumentInput {
  @Field(() => ID, { nullable: true, description: 'Bank or cash account; or its code.' })
  bankAccountId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the account, instead of its id.' })
  bankAccountCode?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Day of the payment; default today.' })
  paidOn?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Worth of one unit in the base currency; default: the rate of the claim.',
  })
  exchangeRate?: string | null;
}

const category = { expenseCategory: ExpenseCategoryType };
const claim = { expenseClaim: ExpenseClaimType };
const asked = { ...claim, approvalRequest: ApprovalRequestType };

export const ExpenseCategoryCreatePayload = payloadOf('ExpenseCategoryCreatePayload', category);
export const ExpenseCategoryUpdatePayload = payloadOf('ExpenseCategoryUpdatePayload', category);
export const ExpenseClaimCreatePayload = payloadOf('ExpenseClaimCreatePayload', claim);
export const ExpenseClaimUpdatePayload = payloadOf('ExpenseClaimUpdatePayload', claim);
export const ExpenseClaimDeletePayload = payloadOf(
  'ExpenseClaimDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'The draft that is gone; null when refused.' } },
);
export const ExpenseClaimSubmitPayload = payloadOf('ExpenseClaimSubmitPayload', asked);
export const ExpenseClaimWithdrawPayload = payloadOf('ExpenseClaimWithdrawPayload', claim);
export const ExpenseClaimReturnPayload = payloadOf('ExpenseClaimReturnPayload', claim);
export const ExpenseClaimPostPayload = payloadOf('ExpenseClaimPostPayload', claim);
export const ExpenseClaimVoidPayload = payloadOf('ExpenseClaimVoidPayload', claim);
export const ExpenseClaimReimbursePayload = payloadOf('ExpenseClaimReimbursePayload', {
  ...claim,
  payment: PaymentType,
});
