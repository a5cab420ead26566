import { type Ctx, exact } from '@bureau/core';
import { OpenItem } from '../trade/open-item.entity.js';
import { settle } from '../trade/settle.js';
import { lockParty } from '../trade/trade-accounts.js';
import type { LoanPayment } from './loan.entity.js';

/**
 * Open items of loans that stand on control accounts. The pay-out opens one and each payment
 * another; a payment settles the pay-out by its principal, so that what is open, aged and revalued
 * is what is owed.
 */

const PARTIES = `
  select distinct n.party_id as id from accounting.loan n
    join accounting.account a on a.id = n.loan_account_id
   where a.control in ('RECEIVABLE', 'PAYABLE') and n.party_id is not null
     and (n.id = any ($1::uuid[])
       or n.id in (select p.loan_id from accounting.loan_payment p where p.id = any ($1::uuid[])))
   order by 1`;

/**
 * Locks the parties of such loans, before anything of them is posted.
 * @param ids uuids of loans, or of payments of loans
 */
export async function lockLoanParties(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const parties = await ctx.sql<{ id: string }>(PARTIES, [ids]);
  for (const { id } of parties) await lockParty(ctx, id);
}

/** Settles what payments that were posted pay back; in their order. */
export async function settleLoanItems(ctx: Ctx, payments: readonly LoanPayment[]): Promise<void> {
  const entries = payments.flatMap(({ entry, loan }) => [entry?.id, loan.entry?.id]);
  const ids = [...new Set(entries.filter((id) => id !== undefined))];
  const items = await ctx.em.find(
    OpenItem,
    { entry: { $in: ids }, isOpen: true },
    { populate: ['invoice', 'bill', 'creditNote', 'expenseClaim'], refresh: true },
  );
  for (const { loan, entry, dueOn } of payments) {
    const itemOf = (id: string | undefined) =>
      items.find((item) => item.entry.id === id && item.account.id === loan.loanAccount.id);
    const [owed, paid] = [itemOf(loan.entry?.id), itemOf(entry?.id)];
    if (!owed || !paid) continue;
    const [least = '0'] = [owed, paid]
      .map(({ openAmount }) => exact(openAmount).abs())
      .sort((one, other) => one.comparedTo(other))
      .map((amount) => amount.toFixed());
    if (exact(least).isZero()) continue;
    const [debit, credit] = loan.direction === 'TAKEN' ? [paid, owed] : [owed, paid];
    await settle(ctx, { debit, credit, amount: least, on: dueOn });
  }
}
