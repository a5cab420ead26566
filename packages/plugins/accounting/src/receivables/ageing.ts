import { sumAmounts } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';

/** What a party owes (or has as credit) on a day. */
export interface AgedItem {
  partyId: string;
  currency: string;
  documentOn: string;
  /** `null` for a payment on account: it is never overdue. */
  dueOn: string | null;
  /** Below 0 for a credit that is not used yet. */
  open: string;
}

/** How old items are counted: from the due day, or from the date of the document. */
export type AgeingBasis = 'DUE' | 'DOCUMENT';

/** One party in one currency. `sum of buckets + credits = total` = the control account (I16). */
export interface AgedParty {
  partyId: string;
  currency: string;
  /** One a bound and one beyond the last; none is below 0. */
  buckets: string[];
  /** Sum of the credits that are not used; 0 or below. */
  credits: string;
  total: string;
}

/** Not due; 1 to 30, 31 to 60, 61 to 90 days; older. */
export const DEFAULT_BOUNDS = [0, 30, 60, 90] as const;

/** Days from the basis until `asOf`; 0 or below where nothing is overdue. */
export function ageInDays(item: AgedItem, asOf: string, basis: AgeingBasis): number {
  const from = basis === 'DUE' ? (item.dueOn ?? asOf) : item.documentOn;
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(asOf)).days;
}

/**
 * Open items by party, currency and age. An item of `age <= bounds[i]` stands in bucket `i`, the
 * oldest in the one after the last bound; credits stand apart, so that they hide no old debt.
 * @param bounds days, rising
 * @returns ordered by party and currency
 */
export function ageItems(
  items: Iterable<AgedItem>,
  {
    asOf,
    basis,
    bounds = DEFAULT_BOUNDS,
  }: {
    asOf: string;
    basis: AgeingBasis;
    bounds?: readonly number[];
  },
): AgedParty[] {
  const parties = new Map<string, AgedParty>();
  for (const item of items) {
    const key = `${item.partyId} ${item.currency}`;
    const party = parties.get(key) ?? emptyParty(item, bounds.length + 1);
    parties.set(key, party);
    party.total = sumAmounts([party.total, item.open]);
    if (item.open.startsWith('-')) {
      party.credits = sumAmounts([party.credits, item.open]);
      continue;
    }
    const age = ageInDays(item, asOf, basis);
    const found = bounds.findIndex((bound) => age <= bound);
    const bucket = found < 0 ? bounds.length : found;
    party.buckets[bucket] = sumAmounts([party.buckets[bucket] ?? '0', item.open]);
  }
  return [...parties.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, party]) => party);
}

function emptyParty({ partyId, currency }: AgedItem, buckets: number): AgedParty {
  return {
    partyId,
    currency,
    buckets: Array.from({ length: buckets }, () => '0'),
    credits: '0',
    total: '0',
  };
}
