import { type Ctx, Refusal } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { dayBefore } from '../statements/columns.js';
import { NO_DIMENSIONS } from '../statements/sums-statement.js';
import { readSums } from '../statements/totals.js';
import { budgetAmounts } from './budget-amounts.js';
import type { BudgetQuestion } from './compare-budget.js';

/** Groups of one answer. */
export const MOST_GROUPS = 100;

/** What was meant and what came with one value of a dimension. */
export interface ValueSums {
  /** By uuid; null: lines without a value of the dimension. */
  value: { id: string } | null;
  sums: { budget: Map<string, Decimal>; actual: Map<string, Decimal> };
}

/**
 * A budget and the books by the values of a dimension, in the order of their codes; last what
 * carries none. Together they are the whole.
 * @throws Refusal BAD_USER_INPUT for more than `MOST_GROUPS` values
 */
export async function budgetByValue(
  ctx: Ctx,
  question: BudgetQuestion & { dimensionId: string },
): Promise<ValueSums[]> {
  const { from, to, dimensionId, dimensionValueIds } = question;
  const valueOf = await valuesBySet(ctx, dimensionId);
  const groups = new Map<string | undefined, ValueSums>();
  const groupOf = (setId: string | null) => {
    const value = valueOf.get(setId ?? NO_DIMENSIONS);
    const group = groups.get(value?.id) ?? {
      value: value ? { id: value.id } : null,
      sums: { budget: new Map<string, Decimal>(), actual: new Map<string, Decimal>() },
    };
    groups.set(value?.id, group);
    return group.sums;
  };
  for (const { accountId, setId, amount } of await budgetAmounts(ctx, { from, to }, question)) {
    add(groupOf(setId).budget, accountId, amount);
  }
  const query = { days: [to, dayBefore(from)], withoutClosing: true, dimensionValueIds };
  const shape = { by: 'account_id', bySet: true, measures: ['base'] } as const;
  for (const { n, account_id: id, set_id: set, base } of await readSums(ctx, query, shape)) {
    const sums = groupOf(set ?? null);
    add(sums.actual, id, Number(n) === 1 ? new Decimal(base) : new Decimal(base).negated());
  }
  if (groups.size > MOST_GROUPS) {
    const message = `The dimension has more than ${MOST_GROUPS} values here: narrow it.`;
    throw new Refusal('BAD_USER_INPUT', message, { argumentPath: ['byDimensionId'] });
  }
  const order = [...new Set([...valueOf.values()].map(({ id }) => id)), undefined];
  return order.flatMap((id) => groups.get(id) ?? []);
}

const VALUES = `
  select i.set_id, v.id from accounting.dimension_set_item i
    join accounting.dimension_value v on v.id = i.value_id
   where i.dimension_id = $1 order by v.code, v.id`;

/** The value of the dimension in each set that has one, in the order of codes. */
async function valuesBySet(ctx: Ctx, dimensionId: string): Promise<Map<string, { id: string }>> {
  const rows = await ctx.report<{ set_id: string; id: string }>(VALUES, [dimensionId]);
  return new Map(rows.map(({ set_id: set, id }) => [set, { id }]));
}

function add(sums: Map<string, Decimal>, id: string, amount: Decimal): void {
  sums.set(id, (sums.get(id) ?? new Decimal(0)).plus(amount));
}
