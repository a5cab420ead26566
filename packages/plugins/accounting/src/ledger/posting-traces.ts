import type { Ctx } from '@bureau/core';
import { EntryPosted, EntryReversed } from './events.js';
import type { NewEntry, PostingOutcome } from './posting.js';

/** Audit trail and events of what was written: one of each for an entry; lines are sealed. */
export function announcePosted(
  ctx: Ctx,
  entries: readonly NewEntry[],
  outcomes: readonly (PostingOutcome | undefined)[],
): void {
  outcomes.forEach((outcome, index) => {
    const entry = entries[index];
    if (!entry || !outcome || !('entry' in outcome) || outcome.entry.replayed) return;
    const { id, reference, baseTotal } = outcome.entry;
    const { postedOn, memo = null, reversesId, source } = entry;
    const kind = reversesId === undefined ? (entry.kind ?? 'NORMAL') : 'REVERSAL';
    const after = { reference, postedOn, kind, memo, baseTotal, reverses: reversesId ?? null };
    ctx.recordChange({ type: 'JournalEntry', id, action: 'CREATE', after });
    const record = { type: 'JournalEntry', id };
    const about = { entryId: id, reference, postedOn, kind, baseTotal };
    ctx.emit(EntryPosted, { ...about, source: source ?? null }, record);
    if (reversesId === undefined) return;
    const reversed = { type: 'JournalEntry', id: reversesId };
    ctx.emit(EntryReversed, { entryId: reversesId, reversalId: id, postedOn }, reversed);
  });
}
