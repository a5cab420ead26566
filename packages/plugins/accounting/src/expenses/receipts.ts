import { type Ctx, exact, filePurpose } from '@bureau/core';
import type { ExpenseClaim } from './expense-claim.entity.js';
import { expenseErrors } from './errors.js';

/** Photos and what shops send by mail. */
export const RECEIPT = filePurpose({
  id: 'accounting.receipt',
  description: 'A receipt of an expense.',
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
  maxSize: 20_000_000,
  mismatch: 'STORE',
});

const MISSING = `
  select l.number::text, c.name as category, c.receipt_from::text as amount
    from accounting.expense_claim_line l
    join accounting.expense_category c on c.id = l.category_id
   where l.document_id = $1 and l.receipt_id is null and l.amount >= c.receipt_from
   order by l.number limit 1`;

/** The same bytes are the same receipt, under whatever name they were sent. */
const USED = `
  select l.number::text
    from accounting.expense_claim_line l
    join core.file f on f.id = l.receipt_id
   where l.document_id = $1 and exists (
     select from core.file g
       join accounting.expense_claim_line o on o.receipt_id = g.id and o.id <> l.id
       join accounting.expense_claim c on c.id = o.document_id
      where g.sha256 = f.sha256
        and (c.id = $1 or c.status not in ('DRAFT', 'VOID')))
   order by l.number limit 1`;

/**
 * Each line that needs a receipt has one, and none stands twice.
 * @throws ACCOUNTING_EXPENSE_RECEIPT, ACCOUNTING_EXPENSE_RECEIPT_USED
 */
export async function demandReceipts(ctx: Ctx, claim: ExpenseClaim): Promise<void> {
  const path = ['input', 'id'];
  const [missing] = await ctx.sql<Record<'number' | 'category' | 'amount', string>>(MISSING, [
    claim.id,
  ]);
  if (missing) {
    const { number: line, category, amount } = missing;
    throw expenseErrors.EXPENSE_RECEIPT({ line, category, amount: exact(amount).toFixed() }, path);
  }
  // Two claims with the same receipt that are submitted at once wait for each other.
  await ctx.sql(LOCK, [claim.id]);
  const [used] = await ctx.sql<{ number: string }>(USED, [claim.id]);
  if (used) throw expenseErrors.EXPENSE_RECEIPT_USED({ line: used.number }, path);
}

const LOCK = `
  select pg_advisory_xact_lock(hashtextextended('accounting receipt ' || sha256 || ' ' ||
      current_setting('app.organization_id'), 0))
    from (select distinct f.sha256
      from accounting.expense_claim_line l join core.file f on f.id = l.receipt_id
     where l.document_id = $1 order by f.sha256) as receipts`;
