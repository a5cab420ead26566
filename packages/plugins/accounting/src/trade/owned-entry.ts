import type { Ctx } from '@bureau/core';
import { tradeErrors } from './errors.js';

const OWNER = `
  select e.reference, e.source_type as type
    from accounting.entry e
   where e.id = $1 and e.source_type in ('Invoice', 'Bill', 'CreditNote', 'ExpenseClaim',
     'Payment', 'Allocation', 'OpenItem', 'TaxReturn', 'DunningNotice',
     'FixedAsset', 'DepreciationRun', 'Deferral', 'DeferralLine', 'Loan', 'LoanPayment')`;

/**
 * Entries of documents and payments are taken back with them, or their open items would stay behind
 * (I15, I16). @throws ACCOUNTING_ENTRY_OWNED
 */
export async function demandUnowned(ctx: Ctx, entryId: string): Promise<void> {
  const [owner] = await ctx.sql<{ reference: string; type: string }>(OWNER, [entryId]);
  if (!owner) return;
  const { reference: entry, type } = owner;
  throw tradeErrors.ENTRY_OWNED({ entry, type }, ['input', 'id']);
}
