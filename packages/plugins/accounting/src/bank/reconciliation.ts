import { type Ctx, exact, roundMoney } from '@bureau/core';
import { bankErrors } from './errors.js';

/** What bank and books say of an account on a day, and what lies between them. */
export interface Reconciliation {
  asOf: string;
  currency: string;
  /** Of the lines of the ledger. */
  bookBalance: string;
  /** Of the opening balance and the lines of the bank. */
  lineBalance: string;
  /** As the bank told it, and the day of that; null: no statement tells it. */
  statementBalance: string | null;
  statementOn: string | null;
  /** What the bank did not have yet. */
  inTransit: string;
  /** What the books did not have yet. */
  unmatched: string;
  /** Opening balance of the bank less that of the books. */
  openingDifference: string;
  /** What is left unexplained: always zero (I30). */
  difference: string;
  inTransitIds: string[];
  unmatchedIds: string[];
}

/** Records of each kind that are listed. */
export const MOST_LISTED = 500;

/**
 * Lines of the books: those before the opening day and opening entries belong to the opening
 * balance; an entry that was taken back until the day stands with its reversal, and neither is on
 * its way. A match counts from the day on which all of it is there.
 */
const BOOK = `
  with later as (
    select distinct match_id from (
      select b.match_id from accounting.bank_line b
       where b.bank_account_id = $1 and b.match_id is not null and b.booked_on > $2
      union all
      select i.match_id from accounting.bank_match_item i
       join accounting.bank_match m on m.id = i.match_id
       join accounting.line l on l.id = i.line_id
      where m.bank_account_id = $1 and l.posted_on > $2) as one),
  bank as (
    select a.ledger_account_id, a.currency, a.opening_balance,
        coalesce(a.opening_on, '0001-01-01'::date) as opening_on
      from accounting.bank_account a where a.id = $1),
  book as (
    select l.id, l.amount, l.posted_on,
        l.posted_on < bank.opening_on
          or 'OPENING' in (e.kind, coalesce(o.kind, '')) as is_opening,
        case when e.reverses_id is null
          then exists (select from accounting.entry r
            where r.reverses_id = e.id and r.posted_on <= $2)
          else o.posted_on >= bank.opening_on end as is_back,
        exists (select from accounting.bank_match_item i
          where i.line_id = l.id and i.match_id not in (select match_id from later)) as is_matched
      from bank
      join accounting.line l on l.account_id = bank.ledger_account_id
        and l.currency = bank.currency
      join accounting.entry e on e.id = l.entry_id
      left join accounting.entry o on o.id = e.reverses_id
     where l.posted_on <= $2 and l.amount <> 0),
  told as (
    select b.id, b.amount, b.booked_on, b.match_id is not null
        and b.match_id not in (select match_id from later) as is_matched
      from accounting.bank_line b
     where b.bank_account_id = $1 and b.booked_on <= $2),
  moving as (
    select * from book where not is_opening and not is_back and not is_matched)`;

const SUMS = `${BOOK}
  select bank.currency,
      (select coalesce(sum(amount), 0) from book)::text as "bookBalance",
      (bank.opening_balance + (select coalesce(sum(amount), 0) from told))::text as "lineBalance",
      (select coalesce(sum(amount), 0) from moving)::text as "inTransit",
      (select coalesce(sum(amount), 0) from told where not is_matched)::text as unmatched,
      (bank.opening_balance
        - (select coalesce(sum(amount), 0) from book where is_opening))::text
        as "openingDifference",
      s.closing_balance::text as "statementBalance", s.closing_on::text as "statementOn"
    from bank
    left join lateral (
      select closing_balance, closing_on from accounting.bank_statement
       where bank_account_id = $1 and closing_on <= $2 and closing_balance is not null
       order by closing_on desc, id desc limit 1) s on true`;

const MOVING = `${BOOK}
  select id from moving order by posted_on, id limit ${MOST_LISTED}`;
const UNMATCHED = `${BOOK}
  select id from told where not is_matched order by booked_on, id limit ${MOST_LISTED}`;

type Sums = Omit<Reconciliation, 'asOf' | 'difference' | 'inTransitIds' | 'unmatchedIds'>;

/** @param bankAccountId uuid of one that is there */
export async function reconcile(
  ctx: Ctx,
  bankAccountId: string,
  asOf: string,
): Promise<Reconciliation> {
  const values = [bankAccountId, asOf];
  const [sums] = await ctx.sql<Sums & Record<string, unknown>>(SUMS, values);
  if (!sums) throw new Error('There is no such bank account.');
  const moving = await ctx.sql<{ id: string }>(MOVING, values);
  const unmatched = await ctx.sql<{ id: string }>(UNMATCHED, values);
  const explained = exact(sums.bookBalance)
    .minus(sums.inTransit)
    .plus(sums.unmatched)
    .plus(sums.openingDifference);
  const money = (text: string) => roundMoney(text, sums.currency);
  return {
    asOf,
    currency: sums.currency,
    bookBalance: money(sums.bookBalance),
    lineBalance: money(sums.lineBalance),
    statementBalance: sums.statementBalance === null ? null : money(sums.statementBalance),
    statementOn: sums.statementOn,
    inTransit: money(sums.inTransit),
    unmatched: money(sums.unmatched),
    openingDifference: money(sums.openingDifference),
    difference: money(exact(sums.lineBalance).minus(explained).toFixed()),
    inTransitIds: moving.map(({ id }) => id),
    unmatchedIds: unmatched.map(({ id }) => id),
  };
}

/**
 * Whether a bank account may be closed until a day: the bank told its balance, the lines make it,
 * and all of them are in the books. @throws ACCOUNTING_RECONCILIATION_*
 */
export function demandReconciled(found: Reconciliation): void {
  const path = ['input', 'closedOn'];
  const { asOf, statementBalance, lineBalance, unmatchedIds } = found;
  if (statementBalance === null) {
    throw bankErrors.RECONCILIATION_NO_STATEMENT({ day: asOf }, path);
  }
  if (!exact(statementBalance).equals(lineBalance)) {
    const data = { statement: statementBalance, lines: lineBalance };
    throw bankErrors.RECONCILIATION_DIFFERENCE(data, path);
  }
  if (unmatchedIds.length > 0) {
    throw bankErrors.RECONCILIATION_OPEN({ count: unmatchedIds.length }, path);
  }
}
