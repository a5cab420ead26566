import type { Ctx } from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import { errors } from '../errors.js';
import { type NewLine, postEntry, type PostedEntry } from '../ledger/posting.js';
import type { FiscalYear } from '../years/fiscal-year.entity.js';

type Row = { account_id: string; currency: string; amount: string; base_amount: string };

const EARNINGS = `
  select b.account_id, b.currency, sum(b.debit - b.credit) as amount,
      sum(b.base_debit - b.base_credit) as base_amount
    from accounting.balance b
    join accounting.account a on a.id = b.account_id and a.type in ('INCOME', 'EXPENSE')
    join accounting.period p on p.id = b.period_id and p.fiscal_year_id = $1
   group by b.account_id, b.currency
  having sum(b.debit - b.credit) <> 0 or sum(b.base_debit - b.base_credit) <> 0
   order by b.account_id, b.currency`;

/**
 * The entry that brings income and expenses of a year to zero, on its last day, against retained
 * earnings. Nobody needs it: statements compute earnings with it or without.
 * @throws ACCOUNTING_NOTHING_TO_CLOSE, ACCOUNTING_RETAINED_MISSING and what posting refuses
 */
export async function postClosingEntry(ctx: Ctx, year: FiscalYear): Promise<PostedEntry> {
  const { retainedEarningsAccount } = await settingsOf(ctx);
  if (!retainedEarningsAccount) throw errors.RETAINED_MISSING({}, ['input', 'fiscalYearId']);
  const rows = await ctx.sql<Row>(EARNINGS, [year.id]);
  if (rows.length === 0) {
    throw errors.NOTHING_TO_CLOSE({ year: year.name }, ['input', 'fiscalYearId']);
  }
  const lines = rows.flatMap(({ account_id, currency, amount, base_amount }): NewLine[] => {
    const money = { currency, memo: `Closing ${year.name}` };
    return [
      {
        ...money,
        accountId: account_id,
        amount: negated(amount),
        baseAmount: negated(base_amount),
      },
      { ...money, accountId: retainedEarningsAccount.id, amount, baseAmount: base_amount },
    ];
  });
  return postEntry(ctx, {
    journalCode: 'GJ',
    postedOn: year.endsOn,
    kind: 'CLOSING',
    memo: `Closing of ${year.name}`,
    lines,
  });
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
