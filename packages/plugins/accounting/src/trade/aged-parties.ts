import { type Ctx, encodeId, exact, minorUnits, PartyType, roundAmount } from '@bureau/core';
import { ageItems, DEFAULT_BOUNDS } from '../receivables/ageing.js';
import { tradeErrors } from './errors.js';
import type { AgeingFrom, AgeingReport } from './receivables.types.js';
import type { TradeSide } from './trade-kinds.js';

const MOST_BOUNDS = 12;

/** What of each item was open on a day: its amount less what was allocated until then (S10). */
const OPEN_ON = `
  select i.party_id as "partyId", p.code, p.name, i.currency,
      i.document_on::text as "documentOn", i.due_on::text as "dueOn",
      (i.amount - coalesce(d.amount, 0) + coalesce(c.amount, 0))::text as open
    from accounting.open_item i
    join core.party p on p.organization_id = i.organization_id and p.id = i.party_id
    left join lateral (select sum(a.amount) as amount from accounting.allocation a
      where a.organization_id = i.organization_id and a.debit_item_id = i.id
        and a.allocated_on <= $2) d on true
    left join lateral (select sum(a.amount) as amount from accounting.allocation a
      where a.organization_id = i.organization_id and a.credit_item_id = i.id
        and a.allocated_on <= $2) c on true
   where i.side = $1 and i.document_on <= $2
     and i.amount - coalesce(d.amount, 0) + coalesce(c.amount, 0) <> 0
   order by p.code, i.currency, i.document_on, i.id`;

type OpenRow = Record<'partyId' | 'code' | 'name' | 'currency' | 'documentOn' | 'open', string> & {
  dueOn: string | null;
};

/** What may be chosen of an ageing. */
export interface AgeingWish {
  asOf?: string | null | undefined;
  basis?: AgeingFrom | null | undefined;
  bounds?: readonly number[] | null | undefined;
}

/**
 * What is open on a day by party, currency and age. Payables are shown above zero.
 * @throws ACCOUNTING_AGEING_BOUNDS
 */
export async function agedParties(
  ctx: Ctx,
  side: TradeSide,
  wish: AgeingWish,
): Promise<AgeingReport> {
  const asOf = wish.asOf ?? ctx.today;
  const bounds = wish.bounds ?? DEFAULT_BOUNDS;
  const isRising = bounds.every((bound, at) => at === 0 || bound > (bounds[at - 1] ?? 0));
  if (bounds.length === 0 || bounds.length > MOST_BOUNDS || !isRising) {
    throw tradeErrors.AGEING_BOUNDS({ limit: MOST_BOUNDS }, ['bounds']);
  }
  const rows = await ctx.sql<OpenRow>(OPEN_ON, [side, asOf]);
  const sign = side === 'RECEIVABLE' ? 1 : -1;
  const items = rows.map((row) => ({ ...row, open: exact(row.open).times(sign).toFixed() }));
  const names = new Map(rows.map(({ partyId, code, name }) => [partyId, { code, name }]));
  const parties = ageItems(items, { asOf, basis: wish.basis ?? 'DUE', bounds }).map((party) => {
    const { code = '', name = '' } = names.get(party.partyId) ?? {};
    const shown = (amount: string) => roundAmount(amount, minorUnits(party.currency));
    return {
      partyId: encodeId(PartyType.options.prefix, party.partyId),
      partyCode: code,
      partyName: name,
      currency: party.currency,
      buckets: party.buckets.map((amount, at) => ({
        upToDays: bounds[at] ?? null,
        amount: shown(amount),
      })),
      credits: shown(party.credits),
      total: shown(party.total),
    };
  });
  parties.sort((a, b) => (a.partyCode < b.partyCode ? -1 : a.partyCode > b.partyCode ? 1 : 0));
  return { asOf, parties };
}
