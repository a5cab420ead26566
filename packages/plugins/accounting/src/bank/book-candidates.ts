import { type Ctx, exact } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import type { LineFacts } from './line-facts.js';

/** Days by which bank and books may lie apart. */
const APART = 10;
const MOST = 2_000;

/** A line of the books that may be a line of the bank. */
export interface BookCandidate {
  /** Uuid. */
  id: string;
  amount: string;
  postedOn: string;
  score: number;
  points: BookReason[];
}

/** Why, and what that is worth. */
export interface BookReason {
  cause: 'AMOUNT' | 'DATE';
  points: number;
}

const FREE = `
  select l.id, l.amount::text as amount, l.posted_on::text as "postedOn"
    from accounting.bank_account a
    join accounting.line l on l.account_id = a.ledger_account_id and l.currency = a.currency
    join accounting.entry e on e.id = l.entry_id
   where a.id = $1 and l.amount = any($2::numeric[])
     and l.posted_on between $3::date - ${APART} and $4::date + ${APART}
     and e.kind <> 'OPENING' and e.reverses_id is null
     and not exists (select from accounting.entry r where r.reverses_id = e.id)
     and not exists (select from accounting.bank_match_item i where i.line_id = l.id)
   order by l.posted_on, l.id limit ${MOST}`;

/** Lines of the books that are free and have the amount of one of the lines. */
export async function bookCandidates(
  ctx: Ctx,
  bankAccountId: string,
  lines: readonly LineFacts[],
): Promise<(line: LineFacts) => BookCandidate[]> {
  if (lines.length === 0) return () => [];
  const days = lines.map(({ bookedOn }) => bookedOn).sort();
  const amounts = [...new Set(lines.map(({ amount }) => amount))];
  const values = [bankAccountId, amounts, days[0], days.at(-1)];
  type Row = { id: string; amount: string; postedOn: string };
  const rows = await ctx.sql<Row>(FREE, values);
  return (line) =>
    rows
      .filter(({ amount }) => exact(amount).equals(line.amount))
      .flatMap((row) => {
        const points = pointsOf(line.bookedOn, row.postedOn);
        if (!points) return [];
        return [{ ...row, points, score: points.reduce((sum, one) => sum + one.points, 0) }];
      })
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

/** The amount is worth 65; the same day 30, three days 20, ten days 10. */
function pointsOf(one: string, other: string): BookReason[] | undefined {
  const { days } = Temporal.PlainDate.from(one).until(Temporal.PlainDate.from(other));
  const apart = Math.abs(days);
  if (apart > APART) return undefined;
  const near = apart <= 3 ? 20 : 10;
  return [
    { cause: 'AMOUNT', points: 65 },
    { cause: 'DATE', points: apart === 0 ? 30 : near },
  ];
}
