import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { readAccounts } from './accounts.js';
import { dayBefore } from './columns.js';
import type { TrialBalance, TrialBalanceRow } from './statement.types.js';
import { type AccountTotals, readTotals, type TotalsQuery } from './totals.js';

interface Sums {
  debit: Decimal;
  credit: Decimal;
}

/** Every account with lines: what it opened with, what moved it, what it closed with. */
export async function trialBalance(
  ctx: Ctx,
  { from, to }: { from: string; to: string },
  how: Omit<TotalsQuery, 'days'>,
): Promise<TrialBalance> {
  const [before = [], after = []] = await readTotals(ctx, { ...how, days: [dayBefore(from), to] });
  const [openings, closings] = [byAccount(before), byAccount(after)];
  const rows: TrialBalanceRow[] = [];
  let total: Sums = { debit: new Decimal(0), credit: new Decimal(0) };
  for (const { id } of await readAccounts(ctx)) {
    const end = closings.get(id);
    if (!end) continue;
    const start = openings.get(id) ?? { debit: new Decimal(0), credit: new Decimal(0) };
    const [debit, credit] = [end.debit.minus(start.debit), end.credit.minus(start.credit)];
    total = { debit: total.debit.plus(debit), credit: total.credit.plus(credit) };
    rows.push({
      account: { id },
      opening: start.debit.minus(start.credit).toFixed(),
      debit: debit.toFixed(),
      credit: credit.toFixed(),
      closing: end.debit.minus(end.credit).toFixed(),
      figures: figuresFor(id, { from, to }),
      how,
    });
  }
  return { from, to, rows, totalDebit: total.debit.toFixed(), totalCredit: total.credit.toFixed() };
}

/** Base sums by account, over its currencies. */
function byAccount(totals: readonly AccountTotals[]): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const { accountId, baseDebit, baseCredit } of totals) {
    const known = sums.get(accountId);
    sums.set(accountId, {
      debit: baseDebit.plus(known?.debit ?? 0),
      credit: baseCredit.plus(known?.credit ?? 0),
    });
  }
  return sums;
}

function figuresFor(id: string, { from, to }: { from: string; to: string }) {
  const all = { accountIds: [id], sign: 1, withoutClosing: false } as const;
  return {
    OPENING: { ...all, from: null, to: dayBefore(from) },
    DEBIT: { ...all, from, to, side: 'DEBIT' },
    CREDIT: { ...all, from, to, side: 'CREDIT', sign: -1 },
    CLOSING: { ...all, from: null, to },
  } satisfies TrialBalanceRow['figures'];
}
