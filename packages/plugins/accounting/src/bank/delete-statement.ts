import type { Ctx } from '@bureau/core';
import { BankLine } from './bank-line.entity.js';
import type { BankStatement } from './bank-statement.entity.js';
import { bankErrors } from './errors.js';

const LOCK = 'select from accounting.bank_account where id = $1 for update';

/** A later statement of the same days that found lines there: it may have been these. */
const SHARED = `
  select coalesce(s.number, s.created_at::date::text) as statement
    from accounting.bank_statement s
    join accounting.bank_statement own on own.id = $1
   where s.bank_account_id = own.bank_account_id and s.id > own.id
     and s.new_line_count < s.line_count
     and s.starts_on <= own.ends_on and s.ends_on >= own.starts_on
   order by s.id desc limit 1`;

/**
 * Takes a statement away with the lines that came with it.
 * @throws ACCOUNTING_BANK_STATEMENT_MATCHED, ACCOUNTING_BANK_STATEMENT_SHARED: the lines of the
 * other one would go with it (I29)
 */
export async function deleteStatement(ctx: Ctx, statement: BankStatement): Promise<void> {
  const path = ['input', 'id'];
  await ctx.sql(LOCK, [statement.bankAccount.id]);
  const [shared] = await ctx.sql<{ statement: string }>(SHARED, [statement.id]);
  if (shared) throw bankErrors.BANK_STATEMENT_SHARED(shared, path);
  const lines = await ctx.em.find(BankLine, { statement });
  if (lines.some(({ status }) => status === 'MATCHED')) {
    throw bankErrors.BANK_STATEMENT_MATCHED({}, path);
  }
  ctx.em.remove(lines);
  ctx.em.remove(statement);
}
