import { type Ctx, exact, minorUnits } from '@bureau/core';
import type { LedgerAccount } from '../chart/ledger-account.entity.js';
import { demandScale, lockPlans } from '../fixed-assets/asset-accounts.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { postEntry } from '../ledger/posting.js';
import { type RepaidLoan, repayLoan } from '../plans/loan-repayment.js';
import { journalOf } from '../trade/trade-accounts.js';
import { scheduleErrors } from './errors.js';
import { type Loan, LoanPayment } from './loan.entity.js';
import { lockLoanParties, settleLoanItems } from './loan-items.js';
import { paymentLines } from './loan-lines.js';
import { planRates } from './plan-currency.js';
import type { LoanRepayEffect } from './schedule-kinds.js';

/** What is paid before its time; decimal texts in the currency of the loan. */
export interface EarlyRepayment {
  on: string;
  /** Default: all that is owed. */
  principal?: string | undefined;
  fee: string;
  /** Default: the account of the interest. */
  feeAccount?: LedgerAccount | undefined;
  effect: LoanRepayEffect;
}

/**
 * Pays a loan back in part or whole before its time, with the interest to the day, and makes the
 * rest of its plan anew. What was due until the day must be posted.
 * @returns the payment
 * @throws ACCOUNTING_LOAN_*, ACCOUNTING_PLAN_SCALE and what posting refuses
 */
export async function repayEarly(
  ctx: Ctx,
  loan: Loan,
  repayment: EarlyRepayment,
): Promise<LoanPayment> {
  await lockPlans(ctx, 'schedules');
  await ctx.em.refresh(loan);
  const { on, fee, effect } = repayment;
  const principal = repayment.principal ?? loan.openPrincipal;
  demandAmounts(loan, { principal, fee });
  const plan = await planOf(ctx, loan, on);
  const { repaid, rest } = repayLoan(termsOf(loan), {
    ...{
      owed: loan.openPrincipal,
      from: plan.from,
      stepFrom: plan.stepFrom,
      on,
      principal,
      effect,
    },
    ...{ days: plan.left.map(({ dueOn }) => dueOn), next: plan.left[0] ?? repaidAtOnce(loan) },
  });
  await ctx.em.nativeDelete(LoanPayment, { loan, isPosted: false });
  const payment = addPayments(ctx, loan, { repaid, rest, fee, after: plan.last });
  await postRepayment(ctx, payment, repayment.feeAccount ?? loan.interestAccount);
  return payment;
}

/** @throws ACCOUNTING_LOAN_ENDED, ACCOUNTING_LOAN_REPAY_AMOUNT, ACCOUNTING_LOAN_FEE, ..._SCALE */
function demandAmounts(loan: Loan, { principal, fee }: { principal: string; fee: string }): void {
  const { name, currency, openPrincipal: open } = loan;
  if (exact(open).isZero()) throw scheduleErrors.LOAN_ENDED({ name }, ['input', 'loanId']);
  demandScale(principal, currency, ['input', 'principal']);
  if (!exact(principal).greaterThan(0) || exact(principal).greaterThan(open)) {
    const data = { name, currency, open: exact(open).toFixed(minorUnits(currency)) };
    throw scheduleErrors.LOAN_REPAY_AMOUNT(data, ['input', 'principal']);
  }
  if (exact(fee).isNegative()) throw scheduleErrors.LOAN_FEE({}, ['input', 'fee']);
  demandScale(fee, currency, ['input', 'fee']);
}

/** What is paid of the plan, and what is to come. */
interface LoanPlan {
  /** Interest is paid until here. */
  from: string;
  /** The regular payment before, or the pay-out. */
  stepFrom: string;
  left: LoanPayment[];
  /** Number of the last payment that was posted. */
  last: number;
}

/** @throws ACCOUNTING_LOAN_REPAY_DAY, ACCOUNTING_LOAN_REPAY_DUE */
async function planOf(ctx: Ctx, loan: Loan, on: string): Promise<LoanPlan> {
  const path = ['input', 'repaidOn'];
  const order = { orderBy: { number: 'asc' } } as const;
  const payments = await ctx.em.find(LoanPayment, { loan }, { ...order, refresh: true });
  const posted = payments.filter(({ isPosted }) => isPosted);
  const left = payments.filter(({ isPosted }) => !isPosted);
  const from = posted.at(-1)?.dueOn ?? loan.paidOutOn;
  const stepFrom = posted.findLast(({ kind }) => kind === 'REGULAR')?.dueOn ?? loan.paidOutOn;
  if (on < from) throw scheduleErrors.LOAN_REPAY_DAY({ day: from }, path);
  const [next] = left;
  if (next && next.dueOn <= on) throw scheduleErrors.LOAN_REPAY_DUE({ due: next.dueOn }, path);
  return { from, stepFrom, left, last: posted.at(-1)?.number ?? 0 };
}

/** A loan that is owed has a payment to come. */
function repaidAtOnce({ name }: Loan): never {
  throw new Error(`Loan ${name} is owed and has no payment.`);
}

function termsOf(loan: Loan) {
  const { principal, yearlyPercent, everyMonths, paymentCount: payments, kind, dayCount } = loan;
  return {
    ...{ principal, yearlyPercent, everyMonths, payments, kind, dayCount },
    ...{ paidOut: loan.paidOutOn, firstPayment: loan.firstPaymentOn },
    digits: minorUnits(loan.currency),
  };
}

function addPayments(
  ctx: Ctx,
  loan: Loan,
  { repaid, rest, fee, after }: RepaidLoan & { fee: string; after: number },
): LoanPayment {
  const { on: dueOn, ...amounts } = repaid;
  const early = ctx.em.create(LoanPayment, {
    ...{ loan, number: after + 1, dueOn, ...amounts, fee },
    payment: exact(amounts.payment).plus(fee).toFixed(),
    ...{ kind: 'EARLY', isPosted: true },
  });
  rest.forEach(({ on, ...row }, at) => {
    ctx.em.create(LoanPayment, { loan, number: after + 2 + at, dueOn: on, ...row });
  });
  return early;
}

async function postRepayment(
  ctx: Ctx,
  payment: LoanPayment,
  feeAccount: LedgerAccount,
): Promise<void> {
  const { loan, dueOn: on, principal, interest, fee } = payment;
  const places = {
    ...{ direction: loan.direction, currency: loan.currency, loan: loan.loanAccount.id },
    ...{ interest: loan.interestAccount.id, bank: loan.paymentAccount.id, fee: feeAccount.id },
    party: loan.party?.id,
  };
  const balance = { principal: loan.openPrincipal, base: loan.openBaseAmount };
  const books = { places, rates: await planRates(ctx), balance };
  const { lines, after } = await paymentLines(ctx, books, { on, principal, interest, fee });
  await lockLoanParties(ctx, [loan.id]);
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'GENERAL'),
    postedOn: on,
    memo: loan.name,
    source: { type: 'LoanPayment', id: payment.id, event: 'posted' },
    lines,
    path: ['input', 'repaidOn'],
  });
  payment.entry = ctx.em.getReference(JournalEntry, entry.id);
  loan.openPrincipal = after.principal;
  loan.openBaseAmount = after.base;
  await settleLoanItems(ctx, [payment]);
}
