import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { dayBefore } from '../statements/columns.js';
import { earlierDay } from '../statements/general-ledger.js';
import type { FigureNarrowing } from '../statements/drill-down.js';
import { readBalances } from '../statements/totals.js';
import type { TableRow } from '../tables/table.js';
import { reportErrors } from './errors.js';
import { amountColumn, type TableBody } from './statement-table.js';

/** The lines of one account (uuid) in a span. */
export interface LedgerWish {
  accountId: string;
  from: string;
  to: string;
  currency: string;
  how: FigureNarrowing;
  /** Rows that the form of file takes. */
  limit: number;
}

type Row = {
  posted_on: string;
  reference: string;
  memo: string | null;
  currency: string;
  amount: string;
  base: string;
};

const LINES = `
  with wanted as (
    select i.set_id from accounting.dimension_set_item i where i.value_id = any ($4::uuid[])
     group by i.set_id having count(*) = cardinality($4::uuid[]))
  select l.posted_on::text as posted_on, e.reference, coalesce(l.memo, e.memo) as memo, l.currency,
      trim_scale(l.amount)::text as amount, trim_scale(l.base_amount)::text as base
    from accounting.line l join accounting.entry e on e.id = l.entry_id
   where l.account_id = $1 and l.posted_on between $2 and $3
     and (cardinality($4::uuid[]) = 0 or l.dimension_set_id in (select set_id from wanted))
     and ($5::timestamptz is null or e.posted_at <= $5::timestamptz)
   order by l.posted_on, e.posted_at, l.entry_id, l.number limit $6`;

/**
 * The lines of an account with running balance as rows, between its opening and closing.
 * @throws ACCOUNTING_REPORT_TOO_LONG
 */
export async function ledgerBody(ctx: Ctx, wish: LedgerWish): Promise<TableBody> {
  const { accountId, from, to, currency, how, limit } = wish;
  const earlier = await earlierDay(ctx, { accountId, from });
  const days = [dayBefore(from), ...(earlier === null ? [] : [earlier])];
  const sums = await readBalances(ctx, { ...how, accountId, days });
  const [before, earned] = sums.map((one) => one.get(accountId) ?? new Decimal(0));
  const lines = await ctx.report<Row>(LINES, [
    ...[accountId, from, to, how.dimensionValueIds ?? []],
    ...[how.knownAt?.toISOString() ?? null, limit + 1],
  ]);
  if (lines.length > limit) throw reportErrors.REPORT_TOO_LONG({ limit });
  const opening = (before ?? new Decimal(0)).minus(earned ?? 0);
  let balance = opening;
  const moved = { debit: new Decimal(0), credit: new Decimal(0) };
  const rows = lines.map((line): TableRow => {
    const { posted_on: day, reference, memo, base } = line;
    balance = balance.plus(base);
    const [debit, credit] = sides(base);
    moved.debit = moved.debit.plus(debit ?? 0);
    moved.credit = moved.credit.plus(credit ?? 0);
    const foreign = line.currency === currency ? null : `${line.currency} ${line.amount}`;
    const cells = [day, reference, memo, foreign, debit, credit, balance.toFixed()];
    return { kind: 'LINE', level: 0, cells };
  });
  const { debit, credit } = moved;
  return {
    columns: [
      { title: 'Day', type: 'DATE' },
      { title: 'Entry', type: 'TEXT' },
      { title: 'Memo', type: 'TEXT' },
      { title: 'Foreign', type: 'TEXT' },
      ...['Debit', 'Credit', 'Balance'].map((title) => amountColumn(title, currency)),
    ],
    rows: [
      edge(from, 'Opening', [null, null, opening.toFixed()]),
      ...rows,
      edge(to, 'Closing', [debit.toFixed(), credit.toFixed(), balance.toFixed()]),
    ],
  };
}

function sides(base: string): [debit: string | null, credit: string | null] {
  return base.startsWith('-') ? [null, base.slice(1)] : [base, null];
}

function edge(day: string, title: string, amounts: (string | null)[]): TableRow {
  return { kind: 'TOTAL', level: 0, cells: [day, title, null, null, ...amounts] };
}
