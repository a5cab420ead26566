import { type Ctx, minorUnits, sumAmounts } from '@bureau/core';
import { type RevaluationLine as Difference, revaluationLines } from '../currency/revaluation.js';
import { baseCurrencyOf, rateOn } from '../rates/rate-on.js';

/** An open item, a bank account or loans with what a rate makes of it; ids are uuids. */
export interface RevaluedPlace {
  accountId: string;
  openItemId: string | null;
  partyId: string | null;
  currency: string;
  /** Debit above zero. */
  amount: string;
  rate: string;
  /** What the books say, earlier revaluations included. */
  bookWorth: string;
  worth: string;
  /** Above zero a gain, below a loss; never zero. */
  difference: string;
}

/**
 * What is open on a day: the item less what settled it until then, and its revaluations that stand
 * on the day. Bank and cash accounts have theirs in their balance, and so have accounts of loans;
 * loans on control accounts have open items.
 */
const PLACES = `
  with settled as (
    select item, sum(amount) as amount, sum(base) as base from (
      select debit_item_id as item, amount, debit_base_amount as base
        from accounting.allocation where allocated_on <= $1
      union all
      select credit_item_id, -amount, -credit_base_amount
        from accounting.allocation where allocated_on <= $1) as one
     group by item),
  revalued as (
    select l.open_item_id as item, sum(l.base_amount) as base
      from accounting.entry e join accounting.line l on l.entry_id = e.id
     where e.kind = 'REVALUATION' and e.posted_on <= $1 and l.open_item_id is not null
       and not exists (select from accounting.entry r
         where r.reverses_id = e.id and r.posted_on <= $1)
     group by 1),
  items as (
    select i.id as item, i.account_id as account, i.party_id as party, i.currency,
        i.amount - coalesce(s.amount, 0) as amount,
        i.base_amount - coalesce(s.base, 0) as base, coalesce(v.base, 0) as revalued
      from accounting.open_item i
      join accounting.entry e on e.id = i.entry_id and e.posted_on <= $1
      left join settled s on s.item = i.id
      left join revalued v on v.item = i.id
     where i.currency <> $2),
  banks as (
    select null::uuid as item, l.account_id as account, null::uuid as party, l.currency,
        sum(l.amount) as amount, sum(l.base_amount) as base, 0::numeric as revalued
      from accounting.account a
      join accounting.line l on l.account_id = a.id
     where a.subtype = 'CASH' and l.currency <> $2 and l.posted_on <= $1
     group by l.account_id, l.currency),
  loans as (
    select null::uuid as item, l.account_id as account, l.party_id as party, l.currency,
        sum(l.amount) as amount, sum(l.base_amount) as base, 0::numeric as revalued
      from accounting.account a
      join accounting.line l on l.account_id = a.id
     where a.id in (select n.loan_account_id from accounting.loan n where n.currency <> $2)
       and a.subtype <> 'CASH' and a.control not in ('RECEIVABLE', 'PAYABLE')
       and l.currency <> $2 and l.posted_on <= $1
     group by l.account_id, l.party_id, l.currency)
  select p.item, p.account, p.party, p.currency, p.amount::text as amount, p.base::text as base,
      p.revalued::text as revalued
    from (select * from items union all select * from banks union all select * from loans) as p
    join accounting.account a on a.id = p.account
   where p.amount <> 0 or p.base + p.revalued <> 0
   order by a.code, p.currency, p.item`;

type Row = {
  item: string | null;
  account: string;
  party: string | null;
  currency: string;
  amount: string;
  base: string;
  revalued: string;
};

/**
 * What is worth something else on a day than the books say. Works in queries too.
 * @throws ACCOUNTING_RATE_UNKNOWN for a currency without a rate
 */
export async function revaluedPlaces(ctx: Ctx, on: string): Promise<RevaluedPlace[]> {
  const base = await baseCurrencyOf(ctx);
  const rows = await ctx.sql<Row>(PLACES, [on, base]);
  const rates = new Map<string, string>();
  for (const { currency } of rows) {
    if (rates.has(currency)) continue;
    const path = ['input', 'revaluedOn'];
    rates.set(currency, await rateOn(ctx, { from: currency, to: base, on, path }));
  }
  const rateOf = (currency: string) => rates.get(currency) ?? '0';
  const items = rows.map((row, at) => ({ ...row, id: String(at) }));
  const lines = revaluationLines(items, rateOf, { digits: minorUnits(base) });
  return lines.flatMap((line) => placeOf(line, rows[Number(line.id)], rateOf(line.currency)));
}

function placeOf(line: Difference, row: Row | undefined, rate: string): RevaluedPlace[] {
  if (!row) return [];
  const { account, item, party, currency, amount, base, revalued } = row;
  return [
    {
      accountId: account,
      openItemId: item,
      partyId: party,
      ...{ currency, amount, rate, bookWorth: sumAmounts([base, revalued]) },
      worth: line.worth,
      difference: line.difference,
    },
  ];
}
