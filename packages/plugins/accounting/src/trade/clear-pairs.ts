import { type Ctx, exact, minorUnits } from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import { OpenItem } from './open-item.entity.js';
import { settle } from './settle.js';
import { lockParty } from './trade-accounts.js';
import type { TradeSide } from './trade-kinds.js';

/** Most pairs of one call. */
export const MOST_PAIRS = 1_000;

const PARTIES = `
  select distinct party_id as id from accounting.open_item
   where is_open and side = $1 and ($2::uuid is null or party_id = $2) order by party_id`;

/**
 * Settles debits by credits of the same party, account, currency and amount: the oldest first, on
 * the day of the younger one, so that ageing of earlier days stays true. For books that were kept
 * without documents, and payments that nobody assigned.
 * @param partyId uuid; null: all parties of the side
 * @returns how many pairs were settled
 */
export async function clearPairs(
  ctx: Ctx,
  { side, partyId }: { side: TradeSide; partyId: string | null },
): Promise<number> {
  // One order for everybody, so that two of them never wait for each other.
  const parties = await ctx.sql<{ id: string }>(PARTIES, [side, partyId]);
  for (const { id } of parties) await lockParty(ctx, id);
  const items = await ctx.em.find(
    OpenItem,
    { side, isOpen: true, party: { $in: parties.map(({ id }) => id) } },
    {
      orderBy: { documentOn: 'asc', id: 'asc' },
      populate: ['invoice', 'bill', 'creditNote', 'expenseClaim'],
      refresh: true,
    },
  );
  const debits = new Map<string, OpenItem[]>();
  for (const item of items.filter((one) => isDebit(one))) {
    debits.set(keyOf(item), [...(debits.get(keyOf(item)) ?? []), item]);
  }
  const baseDigits = minorUnits((await settingsOf(ctx)).baseCurrency);
  let pairs = 0;
  for (const credit of items.filter((one) => !isDebit(one))) {
    const debit = debits.get(keyOf(credit))?.shift();
    if (!debit) continue;
    if (pairs === MOST_PAIRS) break;
    pairs += 1;
    const on = debit.documentOn > credit.documentOn ? debit.documentOn : credit.documentOn;
    const amount = exact(debit.openAmount).toFixed();
    await settle(ctx, { debit, credit, amount, on, baseDigits });
  }
  return pairs;
}

function isDebit({ openAmount }: OpenItem): boolean {
  return exact(openAmount).greaterThan(0);
}

function keyOf({ party, account, currency, openAmount }: OpenItem): string {
  return [party.id, account.id, currency, exact(openAmount).abs().toFixed()].join(' ');
}
