import {
  DateScalar,
  DecimalScalar,
  Field,
  ID,
  inputOf,
  InputType,
  Int,
  payloadOf,
} from '@bureau/core';
import { Loan } from './loan.entity.js';
import { LoanRepayEffect } from './schedule-kinds.js';
import { LoanPaymentType, LoanType } from './schedule.types.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';
const LOAN = ['name', 'direction', 'principal', 'yearlyPercent', 'paidOutOn'] as const;
const LOAN_STEPS = ['firstPaymentOn', 'everyMonths', 'paymentCount', 'kind', 'dayCount'] as const;
const LOAN_PLACES = ['party', 'loanAccount', 'interestAccount', 'paymentAccount'] as const;

@InputType({ description: 'A new loan.' })
export class LoanCreateInput extends inputOf(
  Loan,
  [...LOAN, ...LOAN_STEPS, ...LOAN_PLACES, 'currency'],
  { optional: ['kind', 'dayCount', 'currency'] },
) {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Posts the pay-out too, on its day; default false: another entry did.',
  })
  postsPayOut?: boolean | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Payments until this day are in the books already.',
  })
  paidUntil?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Of the pay-out: base units for one unit; default: that of its day.',
  })
  exchangeRate?: string | null;
}

@InputType({ description: 'What is paid back of a loan before its time.' })
export class LoanRepayInput {
  @Field(() => ID, { description: 'The loan.' })
  loanId!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, {
    description: 'The day, and the posting date; what was due until then is posted before.',
  })
  repaidOn!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What of the principal, without the interest; default: all that is owed.',
  })
  principal?: string | null;
  @Field(() => LoanRepayEffect, {
    nullable: true,
    description: 'What becomes of the plan; default LOWER_PAYMENTS.',
  })
  effect?: LoanRepayEffect | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What is paid beside for paying early; default 0.',
  })
  fee?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Takes the fee; default: the account of the interest.',
  })
  feeAccountId?: string | null;
}

export const LoanCreatePayload = payloadOf('LoanCreatePayload', { loan: LoanType });
export const LoanRepayPayload = payloadOf('LoanRepayPayload', {
  loan: LoanType,
  loanPayment: LoanPaymentType,
});
