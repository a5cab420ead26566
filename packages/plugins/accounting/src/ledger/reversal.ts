import type { Ctx } from '@bureau/core';
import { errors } from '../errors.js';
import type { NewEntry } from './posting.js';

/** How an entry is to be taken back. */
export interface ReversalWish {
  /** Uuid of the entry. */
  entryId: string;
  /** Posting date; default: today, or else the first open day after it, or the last before. */
  postedOn?: string | undefined;
  memo?: string | undefined;
  path?: readonly string[] | undefined;
}

/**
 * The reversal of an entry, in the same journal: never silently on the day of the original.
 * @throws ACCOUNTING_ENTRY_UNKNOWN, ACCOUNTING_NO_PERIOD
 */
export async function reversalOf(ctx: Ctx, wish: ReversalWish): Promise<NewEntry> {
  const { entryId, memo, path = ['input'] } = wish;
  const [entry] = await ctx.sql<{ journal_id: string; reference: string }>(
    'select journal_id, reference from accounting.entry where id = $1',
    [entryId],
  );
  if (!entry) throw errors.ENTRY_UNKNOWN({}, [...path, 'id']);
  return {
    journalId: entry.journal_id,
    postedOn: wish.postedOn ?? (await openDay(ctx)),
    memo: memo ?? `Reversal of ${entry.reference}`,
    reversesId: entryId,
    lines: [],
    path,
  };
}

const OPEN_DAY = `
  select case when $1 between starts_on and ends_on then $1::date
      when starts_on > $1 then starts_on else ends_on end::text as day
    from accounting.period
   where state = 'OPEN'
   order by $1 between starts_on and ends_on desc, starts_on > $1 desc,
     case when starts_on > $1 then starts_on - $1 else $1 - ends_on end
   limit 1`;

/** A day, or else the first open day after it, or the last before. @throws ACCOUNTING_NO_PERIOD */
export async function openDay(ctx: Ctx, day = ctx.today): Promise<string> {
  const [found] = await ctx.sql<{ day: string }>(OPEN_DAY.replaceAll('$1', '$1::date'), [day]);
  if (!found) throw errors.NO_PERIOD({ day });
  return found.day;
}
