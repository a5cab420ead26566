import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { shownIn } from '../chart/base-currency.js';
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

/** The lines of an account with the balance behind each of them. */
export async function generalLedger(ctx: Ctx, query: LedgerQuery): Promise<GeneralLedger> {
  const { accountId, currency, from, to, first, offset, knownAt, dimensionValueIds = [] } = query;
  const days = [dayBefore(from), to];
  const balances = await readBalances(ctx, { days, accountId, knownAt, dimensionValueIds });
  const [opening, closing] = balances.map((one) => one.get(accountId) ?? new Decimal(0));
  const rows = await ctx.report<{ id: string; running: string }>(LINES, [
    ...[accountId, from, to, dimensionValueIds, knownAt?.toISOString() ?? null],
    ...[first + 1, offset],
  ]);
  const shown = shownIn(currency);
  return {
    account: { id: accountId },
    opening: shown(opening ?? new Decimal(0)),
    closing: shown(closing ?? new Decimal(0)),
    rows: rows.slice(0, first).map(({ id, running }) => ({
      line: { id },
      balance: shown(new Decimal(running).plus(opening ?? 0)),
    })),
    hasMore: rows.length > first,
  };
}
