import { type Ctx, exact, roundMoney } from '@bureau/core';
import type { AccountType } from '../chart/account-kinds.js';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { settingsOf } from '../chart/settings.resolver.js';
import { DimensionSet } from '../dimensions/dimension-set.entity.js';
import { dayBefore } from '../statements/columns.js';
import { NO_DIMENSIONS } from '../statements/sums-statement.js';
import { readSums } from '../statements/totals.js';
import type { FiscalYear } from '../years/fiscal-year.entity.js';
import { Period } from '../years/period.entity.js';
import { type Budget, BudgetLine } from './budget.entity.js';
import { budgetErrors } from './errors.js';

/** What a budget is filled from: another budget, or what the books of a year say. */
export type BudgetOrigin = { budget: Budget } | { fiscalYear: FiscalYear };

/** An amount of the origin, signed as budgets are. */
interface Amount {
  accountId: string;
  /** Uuid of the set of dimension values; null: none. */
  setId: string | null;
  /** Of its period. */
  number: number;
  amount: string;
}

/** What is filled, and how. */
export interface BudgetCopying {
  origin: BudgetOrigin;
  factor: string;
  /** From the books with their dimension values; a budget brings its own in any case. */
  byDimensions: boolean;
}

/**
 * Fills a budget from another one or from the books, period by period, times a factor; each amount
 * is rounded by itself. Accounts that the origin has get its amounts, the others keep theirs. From
 * the books come income and expenses, without closing entries.
 * @throws ACCOUNTING_BUDGET_PERIODS when the years are not divided alike, ACCOUNTING_BUDGET_FACTOR
 */
export async function copyBudget(
  ctx: Ctx,
  budget: Budget,
  { origin, factor, byDimensions }: BudgetCopying,
): Promise<void> {
  if (!exact(factor).greaterThan(0)) throw budgetErrors.BUDGET_FACTOR({}, ['input', 'factor']);
  const { baseCurrency: currency } = await settingsOf(ctx);
  const isBudget = 'budget' in origin;
  const periods = await periodsOf(ctx, budget.fiscalYear);
  const others = await periodsOf(ctx, isBudget ? origin.budget.fiscalYear : origin.fiscalYear);
  if (others.length !== periods.length) {
    const data = { periods: periods.length, others: others.length };
    const field = isBudget ? 'fromBudgetId' : 'fromFiscalYearId';
    throw budgetErrors.BUDGET_PERIODS(data, ['input', field]);
  }
  const amounts = isBudget
    ? await planned(ctx, origin.budget)
    : await moved(ctx, others, byDimensions);
  const ids = [...new Set(amounts.map(({ accountId }) => accountId))];
  await ctx.em.nativeDelete(BudgetLine, { budget, account: { $in: ids } });
  const byNumber = new Map(periods.map((period) => [period.number, period]));
  for (const { accountId, setId, number, amount: text } of amounts) {
    const period = byNumber.get(number);
    const amount = roundMoney(exact(text).times(factor), currency);
    if (!period || exact(amount).isZero()) continue;
    const account = ctx.em.getReference(LedgerAccount, accountId);
    const dimensionSet = setId === null ? null : ctx.em.getReference(DimensionSet, setId);
    ctx.em.create(BudgetLine, { budget, account, period, dimensionSet, amount });
  }
  // Lines alone make a new version too: whoever saw the old one loses.
  budget.updatedAt = ctx.now;
}

function periodsOf(ctx: Ctx, fiscalYear: FiscalYear): Promise<Period[]> {
  return ctx.em.find(Period, { fiscalYear }, { orderBy: { number: 'asc' } });
}

async function planned(ctx: Ctx, budget: Budget): Promise<Amount[]> {
  const lines = await ctx.em.find(BudgetLine, { budget }, { populate: ['period'] });
  return lines.map(({ account, dimensionSet, period, amount }) => {
    return {
      accountId: account.id,
      setId: dimensionSet?.id ?? null,
      number: period.number,
      amount,
    };
  });
}

/** What income and expenses are in the books, by period and dimension values if those count. */
async function moved(ctx: Ctx, periods: readonly Period[], bySet: boolean): Promise<Amount[]> {
  const days = periods.flatMap(({ startsOn, endsOn }) => [endsOn, dayBefore(startsOn)]);
  const shape = { by: 'account_id', bySet, measures: ['base'] } as const;
  const rows = await readSums(ctx, { days, withoutClosing: true }, shape);
  const types: AccountType[] = ['INCOME', 'EXPENSE'];
  const accounts = await ctx.em.find(LedgerAccount, { type: { $in: types }, isPostable: true });
  const typeOf = new Map(accounts.map(({ id, type }) => [id, type]));
  const sums = new Map<string, Amount>();
  for (const { n, account_id: accountId, set_id: set = NO_DIMENSIONS, base } of rows) {
    const at = Number(n) - 1;
    const number = periods[Math.floor(at / 2)]?.number ?? 0;
    const type = typeOf.get(accountId);
    if (type === undefined) continue;
    // Of each two days the last one counts, less the one before the first; income above zero.
    const isLess = (at % 2 === 0) === (type === 'INCOME');
    const setId = set === NO_DIMENSIONS ? null : set;
    const known = sums.get(`${number} ${accountId} ${set}`)?.amount ?? '0';
    const amount = isLess ? exact(known).minus(base) : exact(known).plus(base);
    const sum = { accountId, setId, number, amount: amount.toFixed() };
    sums.set(`${number} ${accountId} ${set}`, sum);
  }
  return [...sums.values()].filter(({ amount }) => !exact(amount).isZero());
}
