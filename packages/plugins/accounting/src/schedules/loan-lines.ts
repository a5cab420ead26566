import { type Ctx, exact, minorUnits, sumAmounts } from '@bureau/core';
import { settlePart } from '../currency/settlement.js';
import { tradeErrors } from '../trade/errors.js';
import type { NewLine } from '../ledger/posting.js';
import { type PlanRates, worthAt } from './plan-currency.js';
import type { LoanDirection } from './schedule-kinds.js';

/** Where a loan stands in the books; ids are uuids. */
export interface LoanPlaces {
  direction: LoanDirection;
  currency: string;
  loan: string;
  interest: string;
  bank: string;
  /** Takes the fee of an early payment. */
  fee: string;
  party: string | undefined;
}

/** A payment; decimal texts in the currency of the loan. */
export interface PaidLoan {
  on: string;
  principal: string;
  interest: string;
  fee: string;
}

/** What is owed before a payment, in the currency of the loan and in the books. */
export interface LoanBalance {
  principal: string;
  base: string;
}

/**
 * Lines of a payment, and what is owed after it. In foreign currency the principal goes by its
 * share of what it stands for in the books, what is paid at the rate of the day; the difference is
 * realized (S9), in a line without an amount (S8).
 * @throws ACCOUNTING_RATE_UNKNOWN, ACCOUNTING_TRADE_NOT_SET_UP without accounts for exchange
 */
export async function paymentLines(
  ctx: Ctx,
  { places, rates, balance }: { places: LoanPlaces; rates: PlanRates; balance: LoanBalance },
  { on, principal, interest, fee }: PaidLoan,
): Promise<{ lines: NewLine[]; after: LoanBalance }> {
  const { direction, currency, loan, party } = places;
  const { base } = rates;
  const sign = direction === 'TAKEN' ? 1 : -1;
  const signed = (amount: string) => exact(amount).times(sign).toFixed();
  const paid = exact(principal).plus(interest).plus(fee).negated().toFixed();
  const rate = currency === base ? '1' : await rates.on(currency, on);
  const isNone = exact(principal).isZero();
  const worth = worthAt(principal, rate, base);
  const part = { part: principal, settledBase: worth };
  const { carrying, rest } = isNone
    ? { carrying: '0', rest: { amount: balance.principal, base: balance.base } }
    : settlePart({ amount: balance.principal, base: balance.base }, part, {
        digits: minorUnits(base),
      });
  const own = { currency, partyId: party };
  const drafts: (NewLine & { baseAmount: string })[] = [
    { ...own, accountId: loan, amount: principal, baseAmount: carrying },
    ...[
      { accountId: places.interest, amount: interest },
      { accountId: places.fee, amount: fee },
      { accountId: places.bank, amount: paid },
    ].map((line) => ({ ...line, currency, baseAmount: worthAt(line.amount, rate, base) })),
  ];
  const lines = drafts
    .filter(({ amount }) => !exact(amount).isZero())
    .map((line) => ({ ...line, amount: signed(line.amount), baseAmount: signed(line.baseAmount) }));
  const gap = exact(sumAmounts(lines.map(({ baseAmount }) => baseAmount))).negated();
  const after = { principal: rest.amount, base: rest.base };
  if (gap.isZero()) return { lines, after };
  const exchange = await exchangeAccounts(ctx);
  const accountId = gap.greaterThan(0) ? exchange.loss : exchange.gain;
  const difference = { accountId, currency, amount: '0', baseAmount: gap.toFixed() };
  return { lines: [...lines, difference], after };
}

const EXCHANGE = `
  select exchange_gain_account_id as gain, exchange_loss_account_id as loss
    from accounting.trade_settings`;

/** Uuids; works in queries too. @throws ACCOUNTING_TRADE_NOT_SET_UP */
async function exchangeAccounts(ctx: Ctx): Promise<{ gain: string; loss: string }> {
  const [row] = await ctx.sql<{ gain: string; loss: string }>(EXCHANGE);
  if (!row) throw tradeErrors.TRADE_NOT_SET_UP();
  return row;
}
