import { type Ctx, exact, roundMoney } from '@bureau/core';
import type { AccountType } from '../chart/account-kinds.js';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { settingsOf } from '../chart/settings.resolver.js';
import { movements } from '../statements/income-statement.js';
import type { FiscalYear } from '../years/fiscal-year.entity.js';
import { Period } from '../years/period.entity.js';
import { type Budget, BudgetLine } from './budget.entity.js';
import { budgetErrors } from './errors.js';

/** What a budget is filled from: another budget, or what the books of a year say. */
export type BudgetOrigin = { budget: Budget } | { fiscalYear: FiscalYear };

/** Amounts of accounts by number of their period, signed as budgets are. */
type Amounts = Map<string, Map<number, string>>;

/**
 * Fills a budget from another one or from the books, period by period, times a factor; each amount
 * is rounded by itself. Accounts that the origin has get its amounts, the others keep theirs. From
 * the books come income and expenses, without closing entries.
 * @throws ACCOUNTING_BUDGET_PERIODS when the years are not divided alike, ACCOUNTING_BUDGET_FACTOR
 */
export async function copyBudget(
  ctx: Ctx,
  budget: Budget,
  { origin, factor }: { origin: BudgetOrigin; factor: string },
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
  const amounts = isBudget ? await planned(ctx, origin.budget) : await moved(ctx, others);
  const ids = [...amounts.keys()];
  await ctx.em.nativeDelete(BudgetLine, { budget, account: { $in: ids } });
  for (const [id, byPeriod] of amounts) {
    const account = ctx.em.getReference(LedgerAccount, id);
    for (const period of periods) {
      const text = byPeriod.get(period.number);
      const amount = text && roundMoney(exact(text).times(factor), currency);
      if (amount && !exact(amount).isZero()) {
        ctx.em.create(BudgetLine, { budget, account, period, amount });
      }
    }
  }
  // Lines alone make a new version too: whoever saw the old one loses.
  budget.updatedAt = ctx.now;
}

function periodsOf(ctx: Ctx, fiscalYear: FiscalYear): Promise<Period[]> {
  return ctx.em.find(Period, { fiscalYear }, { orderBy: { number: 'asc' } });
}

async function planned(ctx: Ctx, budget: Budget): Promise<Amounts> {
  const lines = await ctx.em.find(BudgetLine, { budget }, { populate: ['period'] });
  const amounts: Amounts = new Map();
  for (const { account, period, amount } of lines) {
    const known = amounts.get(account.id) ?? new Map<number, string>();
    amounts.set(account.id, known.set(period.number, amount));
  }
  return amounts;
}

async function moved(ctx: Ctx, periods: readonly Period[]): Promise<Amounts> {
  const types: AccountType[] = ['INCOME', 'EXPENSE'];
  const accounts = await ctx.em.find(LedgerAccount, { type: { $in: types }, isPostable: true });
  const spans = periods.map(({ startsOn: from, endsOn: to }) => ({ from, to, label: '' }));
  const columns = await movements(ctx, spans, { withoutClosing: true });
  const amounts: Amounts = new Map();
  for (const { id, type } of accounts) {
    const own = new Map<number, string>();
    for (const [at, { number }] of periods.entries()) {
      const sum = columns[at]?.get(id);
      if (!sum || sum.isZero()) continue;
      own.set(number, (type === 'INCOME' ? sum.negated() : sum).toFixed());
    }
    if (own.size > 0) amounts.set(id, own);
  }
  return amounts;
}
