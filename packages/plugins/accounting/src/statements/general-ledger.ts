import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { shownIn } from '../chart/base-currency.js';
import { yearStarts } from './balance-sheet.js';
import { dayBefore } from './columns.js';
import type { GeneralLedger } from './statement.types.js';
import { readBalances, type TotalsQuery } from './totals.js';

/** Which lines of which account. */
export interface LedgerQuery extends Pick<TotalsQuery, 'knownAt' | 'dimensionValueIds'> {
  /** Uuid. */
  accountId: string;
  /** That of the books. */
  currency: string | null;
  from: string;
  to: string;
  first: number;
  offset: number;
}

const LINES = `
  with wanted as (
    select i.set_id from accounting.dimension_set_item i where i.value_id = any ($4::uuid[])
     group by i.set_id having count(*) = cardinality($4::uuid[]))
  select id, running from (
    select l.id, l.posted_on, e.posted_at, l.entry_id, l.number,
        sum(l.base_amount) over (order by l.posted_on, e.posted_at, l.entry_id, l.number) as running
      from accounting.line l
      join accounting.entry e on e.id = l.entry_id
     where l.account_id = $1 and l.posted_on between $2 and $3
       and (cardinality($4::uuid[]) = 0 or l.dimension_set_id in (select set_id from wanted))
       and ($5::timestamptz is null or e.posted_at <= $5::timestamptz)) as ordered
   order by posted_on, posted_at, entry_id, number
   limit $6 offset $7`;

const IS_EARNING = `
  select from accounting.account where id = $1 and type in ('INCOME', 'EXPENSE')`;

/**
 * The last day of which income and expenses are earnings of earlier years: that before the fiscal
 * year in which a span begins (I10). Null for other accounts, which go on from year to year.
 */
export async function earlierDay(
  ctx: Ctx,
  { accountId, from }: Pick<LedgerQuery, 'accountId' | 'from'>,
): Promise<string | null> {
  const found = await ctx.sql(IS_EARNING, [accountId]);
  const [year] = found.length === 0 ? [] : await yearStarts(ctx, [from]);
  return year === undefined ? null : dayBefore(year);
}

/** The lines of an account with the balance behind each of them. */
export async function generalLedger(ctx: Ctx, query: LedgerQuery): Promise<GeneralLedger> {
  const { accountId, currency, from, to, first, offset, knownAt, dimensionValueIds = [] } = query;
  const earlier = await earlierDay(ctx, { accountId, from });
  const days = [dayBefore(from), to, ...(earlier === null ? [] : [earlier])];
  const balances = await readBalances(ctx, { days, accountId, knownAt, dimensionValueIds });
  const [before, after, earned] = balances.map((one) => one.get(accountId) ?? new Decimal(0));
  const opening = (before ?? new Decimal(0)).minus(earned ?? 0);
  const closing = (after ?? new Decimal(0)).minus(earned ?? 0);
  const rows = await ctx.report<{ id: string; running: string }>(LINES, [
    ...[accountId, from, to, dimensionValueIds, knownAt?.toISOString() ?? null],
    ...[first + 1, offset],
  ]);
  const shown = shownIn(currency);
  return {
    account: { id: accountId },
    opening: shown(opening),
    closing: shown(closing),
    rows: rows.slice(0, first).map(({ id, running }) => ({
      line: { id },
      balance: shown(new Decimal(running).plus(opening)),
    })),
    hasMore: rows.length > first,
  };
}
