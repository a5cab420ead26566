import { type Ctx, exact } from '@bureau/core';
import type { BankAccount } from './bank-account.entity.js';
import type { BankLine } from './bank-line.entity.js';
import { bankErrors } from './errors.js';
import { matchLines } from './match-lines.js';

/** A line of the bank that shows one side of a transfer. */
export interface TransferSide {
  line: BankLine;
  bankAccount: BankAccount;
  /** Uuid of the entry. */
  entryId: string;
  /** What the line must have. */
  wanted: string;
  path: readonly string[];
}

const SIDE = 'select id from accounting.line where entry_id = $1 and account_id = $2';

/** @throws ACCOUNTING_TRANSFER_LINE, and those of matching */
export async function matchTransfer(ctx: Ctx, side: TransferSide): Promise<void> {
  const { line, bankAccount, entryId, wanted, path } = side;
  const { amount } = line;
  if (line.bankAccount.id !== bankAccount.id) throw bankErrors.BANK_LINES_MIXED({}, path);
  if (!exact(amount).equals(wanted)) throw bankErrors.TRANSFER_LINE({ amount, wanted }, path);
  const rows = await ctx.sql<{ id: string }>(SIDE, [entryId, bankAccount.ledgerAccount.id]);
  const journalLineIds = rows.map(({ id }) => id);
  await matchLines(ctx, { lines: [line], journalLineIds, counterLines: [], rule: 'transfer' });
}
