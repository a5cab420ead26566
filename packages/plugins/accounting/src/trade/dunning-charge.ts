import { type Ctx, exact, minorUnits, sumAmounts } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { postEntry } from '../ledger/posting.js';
import { lateInterest } from '../receivables/dunning.js';
import type { DunningNotice, DunningPolicy } from './dunning.entity.js';
import { addOpenItem, itemLine } from './open-items.js';
import type { OpenItem } from './open-item.entity.js';
import { journalOf, priced, rateOf } from './trade-accounts.js';

/** What interest is computed from. */
export interface LateDebt {
  open: string;
  currency: string;
  dueOn: string;
  /** Day of the notice before; until then interest was charged. */
  lastOn: string | null;
}

/** Interest from the due day, or from the notice before, until the day before `on`. */
export function interestOf(
  { open, currency, dueOn, lastOn }: LateDebt,
  { yearlyPercent, on }: { yearlyPercent: string | null | undefined; on: string },
): string {
  if (yearlyPercent == null) return '0';
  // The day of the last notice was not counted by it.
  const since = lastOn === null ? dueOn : dayBefore(lastOn);
  const debt = { open, dueOn: since, until: on };
  const digits = minorUnits(currency);
  return lateInterest(debt, [{ from: since, yearlyPercent }], { digits });
}

/**
 * Posts fee and interest of a notice to the account of the policy: an open item of its own, about
 * which nobody is reminded, so that there is no interest on interest. The party is locked.
 */
export async function postCharge(
  ctx: Ctx,
  notice: DunningNotice,
  { policy, item }: { policy: DunningPolicy; item: OpenItem },
): Promise<void> {
  const { chargeAccount } = policy;
  const charge = sumAmounts([notice.fee, notice.interest ?? '0']);
  if (!chargeAccount || exact(charge).isZero()) return;
  const { noticedOn: on, currency, level } = notice;
  const own = itemLine(item.account.id, item.party.id, charge);
  const income = { accountId: chargeAccount.id, amount: exact(charge).negated().toFixed() };
  const exchangeRate = await rateOf(ctx, currency, { given: null, on });
  const lines = await priced(ctx, [own, income], { currency, exchangeRate });
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'SALES'),
    postedOn: on,
    memo: `Reminder ${level} of ${item.reference}`,
    source: { type: 'DunningNotice', id: notice.id, event: 'charged' },
    lines,
  });
  notice.entry = ctx.em.getReference(JournalEntry, entry.id);
  const facts = { side: item.side, kind: 'ENTRY', partyId: item.party.id, documentOn: on } as const;
  const made = addOpenItem(
    ctx,
    { ...facts, reference: item.reference, dueOn: on },
    { line: lines[0] ?? own, entryId: entry.id },
  );
  made.isDunningPaused = true;
}

function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}
