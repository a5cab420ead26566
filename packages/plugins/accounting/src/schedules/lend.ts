import { type Ctx, exact, minorUnits, type Party } from '@bureau/core';
import type { LedgerAccount } from '../chart/ledger-account.entity.js';
import { settingsOf } from '../chart/settings.resolver.js';
import { demandScale } from '../fixed-assets/asset-accounts.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { postEntry } from '../ledger/posting.js';
import { type LoanPayment as PlannedPayment, loanSchedule } from '../plans/loan.js';
import { journalOf, rateOf } from '../trade/trade-accounts.js';
import { scheduleErrors } from './errors.js';
import { Loan, LoanPayment } from './loan.entity.js';
import { worthAt } from './plan-currency.js';
import type { LoanDayCount, LoanDirection, LoanKind } from './schedule-kinds.js';

/** A new loan; decimal texts. */
export interface NewLoan {
  name: string;
  direction: LoanDirection;
  party: Party | null;
  principal: string;
  /** ISO 4217 code. */
  currency: string;
  /** Of the pay-out: base units for one unit; default: that of its day. */
  exchangeRate?: string | undefined;
  yearlyPercent: string;
  paidOutOn: string;
  firstPaymentOn: string;
  everyMonths: number;
  paymentCount: number;
  kind: LoanKind;
  dayCount: LoanDayCount;
  loanAccount: LedgerAccount;
  interestAccount: LedgerAccount;
  paymentAccount: LedgerAccount;
  /** Whether the pay-out is posted too, on its day. */
  postsPayOut: boolean;
  /** Payments until this day are in the books already. */
  paidUntil?: string | undefined;
}

/**
 * Enters a loan with all its payments, and the entry of the pay-out.
 * @throws ACCOUNTING_LOAN_TERMS, ACCOUNTING_PLAN_SCALE, ACCOUNTING_RATE_* and what posting refuses
 */
export async function enterLoan(ctx: Ctx, wish: NewLoan): Promise<Loan> {
  const { postsPayOut, paidUntil = '', exchangeRate: given, ...facts } = wish;
  const { principal, currency, paidOutOn: on } = facts;
  const { baseCurrency } = await settingsOf(ctx);
  demandScale(principal, currency, ['input', 'principal']);
  const rows = scheduleOf(facts, minorUnits(currency));
  const exchangeRate = await rateOf(ctx, currency, { given, on });
  const worth = (amount: string) => worthAt(amount, exchangeRate, baseCurrency);
  const owed = { openPrincipal: principal, openBaseAmount: worth(principal) };
  const loan = ctx.em.create(Loan, { ...facts, ...owed });
  rows.forEach(({ on, ...row }, at) => {
    const isPosted = on <= paidUntil;
    if (isPosted) loan.openPrincipal = row.balance;
    ctx.em.create(LoanPayment, { loan, number: at + 1, dueOn: on, ...row, isPosted });
  });
  if (postsPayOut) await postPayOut(ctx, loan, worth(principal));
  loan.openBaseAmount = worth(loan.openPrincipal);
  return loan;
}

function scheduleOf(
  facts: Omit<NewLoan, 'postsPayOut' | 'exchangeRate'>,
  digits: number,
): PlannedPayment[] {
  const { principal, yearlyPercent, everyMonths, paymentCount, kind, dayCount } = facts;
  const { paidOutOn: paidOut, firstPaymentOn: firstPayment } = facts;
  if (firstPayment <= paidOut) {
    throw scheduleErrors.LOAN_TERMS({ reason: 'the first payment comes after the pay-out' }, [
      'input',
      'firstPaymentOn',
    ]);
  }
  const terms = { principal, yearlyPercent, everyMonths, kind, dayCount, paidOut, firstPayment };
  try {
    return loanSchedule({ ...terms, payments: paymentCount, digits });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw scheduleErrors.LOAN_TERMS({ reason: error.message }, ['input']);
  }
}

async function postPayOut(ctx: Ctx, loan: Loan, worth: string): Promise<void> {
  const { id, name, principal, currency, direction, loanAccount, paymentAccount, party } = loan;
  const money = (sign: number) => ({
    currency,
    amount: exact(principal).times(sign).toFixed(),
    baseAmount: exact(worth).times(sign).toFixed(),
  });
  const received = direction === 'TAKEN' ? 1 : -1;
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'GENERAL'),
    postedOn: loan.paidOutOn,
    memo: name,
    source: { type: 'Loan', id, event: 'paidOut' },
    lines: [
      { accountId: paymentAccount.id, ...money(received) },
      { accountId: loanAccount.id, ...money(-received), partyId: party?.id },
    ],
    path: ['input', 'paidOutOn'],
  });
  loan.entry = ctx.em.getReference(JournalEntry, entry.id);
}
