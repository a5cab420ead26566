import { allocate, type Ctx, exact, minorUnits } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { settingsOf } from '../chart/settings.resolver.js';
import { DimensionSet } from '../dimensions/dimension-set.entity.js';
import { dimensionSets } from '../dimensions/dimension-sets.js';
import { DimensionValue } from '../dimensions/dimension.entity.js';
import { demandScale } from '../fixed-assets/asset-accounts.js';
import { Period } from '../years/period.entity.js';
import { type Budget, BudgetLine } from './budget.entity.js';
import type { BudgetAccountInput } from './budget.types.js';
import { budgetErrors } from './errors.js';

const MOST_ACCOUNTS = 500;

/**
 * Sets what accounts are meant to have, period by period, with certain dimension values or without.
 * @throws ACCOUNTING_BUDGET_*, ACCOUNTING_PLAN_SCALE
 */
export async function setBudget(
  ctx: Ctx,
  budget: Budget,
  accounts: readonly BudgetAccountInput[],
): Promise<void> {
  const path = ['input', 'accounts'];
  if (accounts.length > MOST_ACCOUNTS)
    throw budgetErrors.BUDGET_LINES({ limit: MOST_ACCOUNTS }, path);
  const { baseCurrency: currency } = await settingsOf(ctx);
  const where = { fiscalYear: budget.fiscalYear };
  const periods = await ctx.em.find(Period, where, { orderBy: { number: 'asc' } });
  const sets = await setsOf(ctx, accounts);
  const seen = new Set<string>();
  for (const [at, input] of accounts.entries()) {
    const place = [...path, String(at)];
    const account = await ctx.find(LedgerAccount, input.accountId, {
      path: [...place, 'accountId'],
    });
    const { code } = account;
    if (!account.isPostable) throw budgetErrors.BUDGET_HEADING({ account: code }, place);
    const dimensionSet = sets[at] ?? null;
    const key = `${dimensionSet?.id} ${code}`;
    if (seen.has(key)) throw budgetErrors.BUDGET_TWICE({ account: code }, place);
    seen.add(key);
    const wish = { input, account: code, count: periods.length, currency };
    const amounts = amountsOf(wish, place);
    await ctx.em.nativeDelete(BudgetLine, { budget, account, dimensionSet });
    periods.forEach((period, index) => {
      const amount = amounts[index] ?? '0';
      if (exact(amount).isZero()) return;
      ctx.em.create(BudgetLine, { budget, account, period, dimensionSet, amount });
    });
  }
  // Lines alone make a new version too: whoever saw the old one loses.
  budget.updatedAt = ctx.now;
}

/** @throws ACCOUNTING_BUDGET_DIMENSION, ACCOUNTING_BUDGET_DIMENSION_TWICE, Refusal NOT_FOUND */
async function setsOf(
  ctx: Ctx,
  accounts: readonly BudgetAccountInput[],
): Promise<(DimensionSet | null)[]> {
  const lists: string[][] = [];
  for (const [at, { dimensionValueIds }] of accounts.entries()) {
    const path = ['input', 'accounts', String(at), 'dimensionValueIds'];
    const values: DimensionValue[] = [];
    for (const id of dimensionValueIds ?? []) {
      values.push(await ctx.find(DimensionValue, id, { path }));
    }
    lists.push(demandValues(values, path));
  }
  const ids = await dimensionSets(ctx, lists);
  return ids.map((id) => (id === null ? null : ctx.em.getReference(DimensionSet, id)));
}

/**
 * Uuids of values that a line may carry together.
 * @throws ACCOUNTING_BUDGET_DIMENSION, ACCOUNTING_BUDGET_DIMENSION_TWICE
 */
export function demandValues(values: readonly DimensionValue[], path: readonly string[]): string[] {
  const idle = values.find(({ isActive }) => !isActive);
  if (idle) throw budgetErrors.BUDGET_DIMENSION({ value: idle.code }, path);
  const dimensions = new Set(values.map(({ dimension }) => dimension.id));
  if (dimensions.size < values.length) throw budgetErrors.BUDGET_DIMENSION_TWICE({}, path);
  return values.map(({ id }) => id);
}

interface Wish {
  input: BudgetAccountInput;
  account: string;
  /** How many periods. */
  count: number;
  currency: string;
}

function amountsOf(
  { input: { year, weights, amounts }, account, count, currency }: Wish,
  path: readonly string[],
): string[] {
  if ((year == null) === (amounts == null)) {
    throw budgetErrors.BUDGET_SPREAD({ account, periods: count }, path);
  }
  if (amounts != null) {
    if (amounts.length !== count) {
      throw budgetErrors.BUDGET_SPREAD({ account, periods: count }, path);
    }
    for (const amount of amounts) demandScale(amount, currency, [...path, 'amounts']);
    return amounts;
  }
  const shares = weights ?? Array.from({ length: count }, () => '1');
  const isSound =
    shares.length === count &&
    shares.every((share) => !exact(share).isNegative()) &&
    shares.some((share) => !exact(share).isZero());
  if (!isSound) throw budgetErrors.BUDGET_WEIGHTS({ account, periods: count }, path);
  demandScale(year ?? '0', currency, [...path, 'year']);
  return allocate(year ?? '0', shares, minorUnits(currency));
}
