import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import type { Span } from '../statements/columns.js';
import type { Columns } from '../statements/statement-lines.js';

const AMOUNTS = `
  with wanted as (
    select i.set_id from accounting.dimension_set_item i where i.value_id = any ($4::uuid[])
     group by i.set_id having count(*) = cardinality($4::uuid[]))
  select l.account_id, l.dimension_set_id as set_id,
      sum(case when a.type in ('INCOME', 'LIABILITY', 'EQUITY')
        then -l.amount else l.amount end)::text as amount
    from accounting.budget_line l
    join accounting.budget b on b.id = l.budget_id
    join accounting.account a on a.id = l.account_id
    join accounting.period p on p.id = l.period_id
   where p.ends_on between $1::date and $2::date
     and case when $3::uuid is null then b.status = 'ACTIVE' else b.id = $3::uuid end
     and (cardinality($4::uuid[]) = 0 or l.dimension_set_id in (select set_id from wanted))
   group by l.account_id, l.dimension_set_id`;

/** What budgets are narrowed by; uuids. */
export interface BudgetNarrowing {
  /** Default: the active budgets. */
  budgetId?: string | undefined;
  /** Only lines that carry all of these. */
  dimensionValueIds?: readonly string[] | undefined;
}

/** What an account is meant to have with a set of dimension values; debits above zero. */
export interface BudgetAmount {
  /** Uuid. */
  accountId: string;
  /** Uuid; null: without any. */
  setId: string | null;
  amount: Decimal;
}

/** Budgets for the periods that end within a span. */
export async function budgetAmounts(
  ctx: Ctx,
  { from, to }: { from: string; to: string },
  { budgetId, dimensionValueIds = [] }: BudgetNarrowing,
): Promise<BudgetAmount[]> {
  type Row = { account_id: string; set_id: string | null; amount: string };
  const rows = await ctx.report<Row>(AMOUNTS, [from, to, budgetId ?? null, dimensionValueIds]);
  return rows.map(({ account_id: accountId, set_id: setId, amount }) => {
    return { accountId, setId, amount: new Decimal(amount) };
  });
}

/** Their sums by account. */
export function byAccount(amounts: readonly BudgetAmount[]): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const { accountId, amount } of amounts) {
    sums.set(accountId, (sums.get(accountId) ?? new Decimal(0)).plus(amount));
  }
  return sums;
}

/** The columns of budgets among these. */
export async function budgetColumns(
  ctx: Ctx,
  spans: readonly Span[],
  how: BudgetNarrowing,
): Promise<Columns> {
  const columns: Map<string, Decimal>[] = [];
  for (const span of spans) {
    if (span.isBudget) columns.push(byAccount(await budgetAmounts(ctx, span, how)));
  }
  return columns;
}
