import type { Ctx } from '@bureau/core';
import { errors } from '../errors.js';
import { type NewEntry, type PostedEntry, postEntry } from '../ledger/posting.js';
import { reversalOf } from '../ledger/reversal.js';
import { scheduleErrors } from './errors.js';

const NEXT = `
  select min(n.starts_on)::text as day from accounting.period n
   where n.starts_on > (select p.ends_on from accounting.period p
     where $1::date between p.starts_on and p.ends_on)`;

/**
 * Posts an entry and what takes it back, by default on the first day of the next period: what
 * belongs to a period before its document comes, and does not count twice when that is posted.
 * @throws ACCOUNTING_ACCRUAL_DAY, ACCOUNTING_NO_PERIOD and what else posting refuses
 */
export async function accrue(
  ctx: Ctx,
  entry: NewEntry,
  reversedOn: string | undefined,
): Promise<{ journalEntry: PostedEntry; reversal: PostedEntry }> {
  const { postedOn, memo } = entry;
  const path = ['input', 'reversedOn'];
  const [next] = await ctx.sql<{ day: string | null }>(NEXT, [postedOn]);
  const on = reversedOn ?? next?.day;
  if (on == null) throw errors.NO_PERIOD({ day: postedOn }, path);
  if (on <= postedOn) throw scheduleErrors.ACCRUAL_DAY({}, path);
  const journalEntry = await postEntry(ctx, entry);
  const wish = { entryId: journalEntry.id, postedOn: on, memo, path };
  return { journalEntry, reversal: await postEntry(ctx, await reversalOf(ctx, wish)) };
}
