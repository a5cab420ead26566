import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';

/** What statements are made of: sums of everything up to days. */
export interface TotalsQuery {
  /** Sums up to and with each of these days. */
  days: readonly string[];
  /** Only what was posted at this instant or before. */
  knownAt?: Date | undefined;
  /** Uuids; only lines that carry all of these values. */
  dimensionValueIds?: readonly string[] | undefined;
  /** Leaves closing entries out, and what takes them back. */
  withoutClosing?: boolean | undefined;
  /** Uuid; all accounts without it. */
  accountId?: string | undefined;
}

/** Sums of one account in one currency; the base ones in the base currency. */
export interface AccountTotals {
  /** Uuid. */
  accountId: string;
  currency: string;
  debit: Decimal;
  credit: Decimal;
  baseDebit: Decimal;
  baseCredit: Decimal;
}

type Row = Record<
  'n' | 'account_id' | 'currency' | 'debit' | 'credit' | 'base_debit' | 'base_credit',
  string
>;

/**
 * Sums by account and currency up to each day, in the order of the days. One statement: balances of
 * the periods that ended, lines of the days after them, less what is left out. Its cost grows with
 * accounts and periods, not with lines.
 */
export async function readTotals(ctx: Ctx, query: TotalsQuery): Promise<AccountTotals[][]> {
  const { days, knownAt, dimensionValueIds = [], accountId, withoutClosing = false } = query;
  if (knownAt) await settle(ctx, knownAt);
  const rows = await ctx.report<Row>(TOTALS, [
    days,
    dimensionValueIds,
    accountId ?? null,
    knownAt?.toISOString() ?? null,
    withoutClosing,
  ]);
  const totals: AccountTotals[][] = days.map(() => []);
  for (const row of rows) {
    totals[Number(row.n) - 1]?.push({
      accountId: row.account_id,
      currency: row.currency,
      debit: new Decimal(row.debit),
      credit: new Decimal(row.credit),
      baseDebit: new Decimal(row.base_debit),
      baseCredit: new Decimal(row.base_credit),
    });
  }
  return totals;
}

/** A posting that is under way has its instant already: one that began later has a later one. */
const SETTLED_MS = 300_000;

/** Waits for postings that may still come with an instant before this one. */
async function settle(ctx: Ctx, knownAt: Date): Promise<void> {
  if (Date.now() - knownAt.getTime() > SETTLED_MS) return;
  await ctx.sql(
    "select pg_advisory_xact_lock_shared(hashtextextended('accounting ' || $1::text, 0))",
    [ctx.organizationId],
  );
}

const CLOSING = `(e.kind = 'CLOSING' or exists (
  select from accounting.entry o where o.id = e.reverses_id and o.kind = 'CLOSING'))`;

/** Conditions on one alias; what is not asked for is folded away, the statement being planned. */
function narrow(alias: string): string {
  return `($3::uuid is null or ${alias}.account_id = $3::uuid) and (cardinality($2::uuid[]) = 0
    or ${alias}.dimension_set_id in (select set_id from wanted))`;
}

const TOTALS = `
  with day as (
    select u.n, u.d, coalesce((select max(p.ends_on) from accounting.period p
        where p.ends_on <= u.d), '-infinity'::date) as ended
      from unnest($1::date[]) with ordinality as u(d, n)),
  wanted as (
    select i.set_id from accounting.dimension_set_item i where i.value_id = any ($2::uuid[])
     group by i.set_id having count(*) = cardinality($2::uuid[])),
  parts as (
    select day.n, b.account_id, b.currency, b.debit, b.credit, b.base_debit, b.base_credit
      from day join accounting.balance b on b.ends_on <= day.ended and ${narrow('b')}
    union all
    select day.n, l.account_id, l.currency, l.debit, l.credit, greatest(l.base_amount, 0),
        greatest(-l.base_amount, 0)
      from day join accounting.line l
        on l.posted_on > day.ended and l.posted_on <= day.d and ${narrow('l')}
    union all
    select day.n, l.account_id, l.currency, -l.debit, -l.credit, -greatest(l.base_amount, 0),
        -greatest(-l.base_amount, 0)
      from accounting.entry e
      join accounting.line l on l.entry_id = e.id
      join day on l.posted_on <= day.d
     where (e.posted_at > $4::timestamptz or ($5::boolean and ${CLOSING})) and ${narrow('l')})
  select n, account_id, currency, sum(debit) as debit, sum(credit) as credit,
      sum(base_debit) as base_debit, sum(base_credit) as base_credit
    from parts group by n, account_id, currency`;

/** Base amount of totals: debits above zero. */
export function baseOf(totals: AccountTotals): Decimal {
  return totals.baseDebit.minus(totals.baseCredit);
}

/** Base amounts by account; accounts without lines are missing. */
export function baseByAccount(totals: readonly AccountTotals[]): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const one of totals) {
    sums.set(one.accountId, (sums.get(one.accountId) ?? new Decimal(0)).plus(baseOf(one)));
  }
  return sums;
}
