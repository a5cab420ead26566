import { Arg, Context, type Ctx, Extensions, Mutation, Party, Resolver } from '@bureau/core';
import type { AccountType } from '../chart/account-kinds.js';
import { accountFor } from '../fixed-assets/asset-accounts.js';
import { needed } from '../input-values.js';
import { enterLoan } from './lend.js';
import { Loan } from './loan.entity.js';
import {
  LoanCreateInput,
  LoanCreatePayload,
  LoanRepayInput,
  LoanRepayPayload,
} from './loan.inputs.js';
import { planCurrency } from './plan-currency.js';
import { repayEarly } from './repay-loan.js';

const KEYED = { requireKey: true, keepKey: true };
const BALANCE: AccountType[] = ['ASSET', 'LIABILITY'];
const RESULT: AccountType[] = ['INCOME', 'EXPENSE'];

/** Loans, taken and given. */
@Resolver()
export class LoanResolver {
  @Extensions(KEYED)
  @Mutation(() => LoanCreatePayload, { description: 'Enters a loan with all its payments.' })
  async loanCreate(@Context() ctx: Ctx, @Arg('input') input: LoanCreateInput) {
    const account = (name: LoanAccount, types: AccountType[]) =>
      accountFor(ctx, { id: input[`${name}Id`], name }, types);
    const { direction, principal, yearlyPercent, paidOutOn, firstPaymentOn } = input;
    const { everyMonths, paymentCount, kind, dayCount, partyId, paidUntil } = input;
    const path = ['input', 'partyId'];
    const loan = await enterLoan(ctx, {
      ...{ direction, principal, yearlyPercent, paidOutOn, firstPaymentOn },
      ...{ everyMonths, paymentCount, kind: kind ?? 'ANNUITY', dayCount: dayCount ?? 'PERIODS' },
      name: needed('name', input.name),
      currency: await planCurrency(ctx, input.currency),
      exchangeRate: input.exchangeRate ?? undefined,
      party: partyId == null ? null : await ctx.find(Party, partyId, { path }),
      loanAccount: await account('loanAccount', BALANCE),
      interestAccount: await account('interestAccount', RESULT),
      paymentAccount: await account('paymentAccount', BALANCE),
      postsPayOut: input.postsPayOut ?? false,
      paidUntil: paidUntil ?? undefined,
    });
    return { loan };
  }

  @Extensions(KEYED)
  @Mutation(() => LoanRepayPayload, {
    description:
      'Pays a loan back before its time, in part or whole, with the interest to the day, and ' +
      'makes its plan anew.',
  })
  async loanRepay(@Context() ctx: Ctx, @Arg('input') input: LoanRepayInput) {
    const { loanId, expectedVersion, repaidOn: on, principal, fee, feeAccountId, effect } = input;
    const path = ['input', 'loanId'];
    const loan = await ctx.find(Loan, loanId, { expectedVersion, path });
    const place = { id: feeAccountId ?? '', name: 'feeAccount' };
    const loanPayment = await repayEarly(ctx, loan, {
      ...{ on, principal: principal ?? undefined, fee: fee ?? '0' },
      effect: effect ?? 'LOWER_PAYMENTS',
      feeAccount: feeAccountId == null ? undefined : await accountFor(ctx, place, RESULT),
    });
    return { loan, loanPayment };
  }
}

type LoanAccount = 'loanAccount' | 'interestAccount' | 'paymentAccount';
