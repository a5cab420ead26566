import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { shownInBase } from '../chart/base-currency.js';
import { readAccounts } from './accounts.js';
import { dayBefore } from './columns.js';
import type { TrialBalance, TrialBalanceRow } from './statement.types.js';
import { readSums, type TotalsQuery } from './totals.js';

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
  const [openings, closings] = await readSides(ctx, { ...how, days: [dayBefore(from), to] });
  const shown = await shownInBase(ctx);
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
      opening: shown(start.debit.minus(start.credit)),
      debit: shown(debit),
      credit: shown(credit),
      closing: shown(end.debit.minus(end.credit)),
      figures: figuresFor(id, { from, to }),
      how,
    });
  }
  return { from, to, rows, totalDebit: shown(total.debit), totalCredit: shown(total.credit) };
}

/** Base sums by account, over its currencies, up to two days. */
async function readSides(
  ctx: Ctx,
  query: TotalsQuery,
): Promise<[before: Map<string, Sums>, after: Map<string, Sums>]> {
  const sides: [Map<string, Sums>, Map<string, Sums>] = [new Map(), new Map()];
  const measures = ['base_debit', 'base_credit'] as const;
  for (const row of await readSums(ctx, query, { by: 'account_id', measures })) {
    const sums = { debit: new Decimal(row.base_debit), credit: new Decimal(row.base_credit) };
    sides[row.n === '1' ? 0 : 1].set(row.account_id, sums);
  }
  return sides;
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
