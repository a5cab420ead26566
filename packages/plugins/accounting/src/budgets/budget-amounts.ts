import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import type { Span } from '../statements/columns.js';
import type { Columns } from '../statements/statement-lines.js';

const AMOUNTS = `
  select l.account_id, sum(case when a.type in ('INCOME', 'LIABILITY', 'EQUITY')
      then -l.amount else l.amount end)::text as amount
    from accounting.budget_line l
    join accounting.budget b on b.id = l.budget_id
    join accounting.account a on a.id = l.account_id
    join accounting.period p on p.id = l.period_id
   where p.ends_on between $1::date and $2::date
     and case when $3::uuid is null then b.status = 'ACTIVE' else b.id = $3::uuid end
   group by l.account_id`;

/**
 * Budgets by account for the periods that end within a span, debits above zero.
 * @param budgetId uuid; default: the active budgets
 */
export async function budgetAmounts(
  ctx: Ctx,
  { from, to }: { from: string; to: string },
  budgetId?: string,
): Promise<Map<string, Decimal>> {
  type Row = { account_id: string; amount: string };
  const rows = await ctx.report<Row>(AMOUNTS, [from, to, budgetId ?? null]);
  return new Map(rows.map(({ account_id: id, amount }) => [id, new Decimal(amount)]));
}

/** The columns of budgets among these. */
export async function budgetColumns(ctx: Ctx, spans: readonly Span[]): Promise<Columns> {
  const columns: Map<string, Decimal>[] = [];
  for (const span of spans) if (span.isBudget) columns.push(await budgetAmounts(ctx, span));
  return columns;
}
