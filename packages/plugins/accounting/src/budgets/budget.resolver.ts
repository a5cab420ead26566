import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  Extensions,
  ID,
  Mutation,
  Query,
  Refusal,
  Resolver,
} from '@bureau/core';
import { needed } from '../input-values.js';
import { DimensionType } from '../dimensions/dimensions.types.js';
import { uuidAt } from '../ledger/entry-input.js';
import { Dimensions, narrowing } from '../statements/statement-args.js';
import { FiscalYear } from '../years/fiscal-year.entity.js';
import { Budget } from './budget.entity.js';
import {
  BudgetActivateInput,
  BudgetActivatePayload,
  BudgetComparison,
  BudgetCopyInput,
  BudgetCopyPayload,
  BudgetCreateInput,
  BudgetCreatePayload,
  BudgetSetInput,
  BudgetSetPayload,
  BudgetType,
} from './budget.types.js';
import { MOST_GROUPS } from './budget-by-value.js';
import { compareBudget } from './compare-budget.js';
import { type BudgetOrigin, copyBudget } from './copy-budget.js';
import { budgetErrors } from './errors.js';
import { setBudget } from './set-budget.js';

const YEAR = `
  select y.starts_on::text as "from", y.ends_on::text as "to"
    from accounting.budget b join accounting.fiscal_year y on y.id = b.fiscal_year_id
   where b.id = $1`;

/** What is meant to come, and what came. */
@Resolver()
export class BudgetResolver {
  @Extensions({ cost: 100, items: 200 })
  @Query(() => BudgetComparison, {
    description: 'A budget beside the books. Periods count that end within the days.',
  })
  async budgetVsActual(
    @Context() ctx: Ctx,
    @Arg('budgetId', () => ID, { description: 'The budget.' }) budgetId: string,
    @Arg('from', () => DateScalar, { nullable: true, description: 'Default: of its year.' })
    from?: string | null,
    @Arg('to', () => DateScalar, { nullable: true, description: 'Default: of its year.' })
    to?: string | null,
    @Dimensions() dimensions?: string[] | null,
    @Arg('byDimensionId', () => ID, {
      nullable: true,
      description: `Also by the values of this dimension, ${MOST_GROUPS} at most.`,
    })
    byDimensionId?: string | null,
  ): Promise<BudgetComparison> {
    const id = uuidAt(BudgetType, budgetId);
    const [year] = await ctx.sql<{ from: string; to: string }>(YEAR, [id]);
    if (!year) {
      throw new Refusal('NOT_FOUND', 'There is no such budget.', { argumentPath: ['budgetId'] });
    }
    return compareBudget(ctx, {
      ...{ budgetId: id, from: from ?? year.from, to: to ?? year.to },
      dimensionValueIds: narrowing(null, dimensions ?? null).dimensionValueIds,
      dimensionId: byDimensionId == null ? undefined : uuidAt(DimensionType, byDimensionId),
    });
  }

  @Mutation(() => BudgetCreatePayload, { description: 'Adds a budget of a fiscal year.' })
  async budgetCreate(@Context() ctx: Ctx, @Arg('input') input: BudgetCreateInput) {
    const path = ['input', 'fiscalYearId'];
    const fiscalYear = await ctx.find(FiscalYear, input.fiscalYearId, { path });
    return { budget: ctx.em.create(Budget, { name: needed('name', input.name), fiscalYear }) };
  }

  @Mutation(() => BudgetSetPayload, {
    description: 'Sets what accounts are meant to have, period by period.',
  })
  async budgetSet(@Context() ctx: Ctx, @Arg('input') input: BudgetSetInput) {
    const budget = await budgetAt(ctx, input);
    await setBudget(ctx, budget, input.accounts);
    return { budget };
  }

  @Extensions({ cost: 100 })
  @Mutation(() => BudgetCopyPayload, {
    description: 'Fills a budget from another one or from the books of a year, times a factor.',
  })
  async budgetCopy(@Context() ctx: Ctx, @Arg('input') input: BudgetCopyInput) {
    const budget = await budgetAt(ctx, input);
    const origin = await originOf(ctx, input);
    const byDimensions = input.byDimensions ?? false;
    await copyBudget(ctx, budget, { origin, factor: input.factor ?? '1', byDimensions });
    return { budget };
  }

  @Mutation(() => BudgetActivatePayload, {
    description: 'Makes a budget the one that counts for its fiscal year.',
  })
  async budgetActivate(@Context() ctx: Ctx, @Arg('input') input: BudgetActivateInput) {
    const budget = await budgetAt(ctx, input);
    const where = { fiscalYear: budget.fiscalYear, status: 'ACTIVE' as const };
    for (const former of await ctx.em.find(Budget, where)) former.status = 'DRAFT';
    // The database knows one active budget of a year at any moment.
    await ctx.em.flush();
    budget.status = 'ACTIVE';
    return { budget };
  }
}

/** @throws ACCOUNTING_BUDGET_ORIGIN */
async function originOf(
  ctx: Ctx,
  { fromBudgetId, fromFiscalYearId }: BudgetCopyInput,
): Promise<BudgetOrigin> {
  if (fromBudgetId != null && fromFiscalYearId == null) {
    return { budget: await ctx.find(Budget, fromBudgetId, { path: ['input', 'fromBudgetId'] }) };
  }
  if (fromFiscalYearId != null && fromBudgetId == null) {
    const path = ['input', 'fromFiscalYearId'];
    return { fiscalYear: await ctx.find(FiscalYear, fromFiscalYearId, { path }) };
  }
  throw budgetErrors.BUDGET_ORIGIN({}, ['input', 'fromBudgetId']);
}

function budgetAt(
  ctx: Ctx,
  { budgetId, expectedVersion }: { budgetId: string; expectedVersion?: number | null },
): Promise<Budget> {
  const path = ['input', 'budgetId'];
  return ctx.find(Budget, budgetId, { expectedVersion, path, lock: true });
}
