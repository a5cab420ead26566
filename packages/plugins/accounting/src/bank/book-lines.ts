import type { Ctx } from '@bureau/core';
import type { BankAccount } from './bank-account.entity.js';
import { bankErrors } from './errors.js';

/** A line of the ledger account of a bank. */
export interface BookLine {
  /** Uuid. */
  id: string;
  /** With the sign of the ledger, which is that of the bank: above zero, money came in. */
  amount: string;
}

const FREE = `
  select l.id, l.amount::text as amount, l.account_id = $2 and l.currency = $3 and l.amount <> 0
      and e.reverses_id is null and not exists (
        select from accounting.entry r where r.reverses_id = e.id) as fits,
      exists (select from accounting.bank_match_item i where i.line_id = l.id) as taken
    from accounting.line l
    join accounting.entry e on e.id = l.entry_id
   where l.id = any($1)`;

/**
 * Lines of the books that may still be matched. @param ids uuids
 * @throws ACCOUNTING_BANK_BOOK_LINE, ACCOUNTING_BANK_BOOK_LINE_MATCHED
 */
export async function freeBookLines(
  ctx: Ctx,
  { ledgerAccount, currency }: BankAccount,
  ids: readonly string[],
): Promise<BookLine[]> {
  if (ids.length === 0) return [];
  type Row = { id: string; amount: string; fits: string; taken: string };
  const rows = await ctx.sql<Row>(FREE, [ids, ledgerAccount.id, currency]);
  return ids.map((id, at) => {
    const path = ['input', 'journalLineIds', String(at)];
    const row = rows.find((one) => one.id === id);
    const isTwice = ids.indexOf(id) < at;
    if (row && (isTrue(row.taken) || isTwice)) {
      throw bankErrors.BANK_BOOK_LINE_MATCHED({ line: at + 1 }, path);
    }
    if (!row || !isTrue(row.fits)) throw bankErrors.BANK_BOOK_LINE({ line: at + 1 }, path);
    return { id, amount: row.amount };
  });
}

/** Booleans come as the database writes them. */
function isTrue(value: unknown): boolean {
  return value === true || value === 't' || value === 'true';
}
