import { type Ctx, encodeId, minorUnits, PartyType, roundAmount } from '@bureau/core';
import { uuidAt } from '../ledger/entry-input.js';
import type { UnappliedCredit } from './receivables.types.js';
import type { OpenItemKind, TradeSide } from './trade-kinds.js';
import { OpenItemType } from './trade.types.js';

const MOST = 1_000;

const CREDITS = `
  select i.id, i.kind, i.reference, i.document_on::text as on, i.currency, i.party_id as party,
      p.name, abs(i.open_amount)::text as amount
    from accounting.open_item i
    join core.party p on p.id = i.party_id
   where i.is_open and i.side = $1 and ($2::uuid is null or i.party_id = $2)
     and sign(i.open_amount) = case i.side when 'RECEIVABLE' then -1 else 1 end
   order by i.document_on, i.id limit ${MOST}`;

type Row = Record<'id' | 'reference' | 'on' | 'currency' | 'party' | 'name' | 'amount', string> & {
  kind: OpenItemKind;
};

/** Payments and credit notes that settle nothing yet, the oldest first; 1,000 at most. */
export async function unappliedCredits(
  ctx: Ctx,
  side: TradeSide,
  partyId: string | null | undefined,
): Promise<UnappliedCredit[]> {
  const party = partyId == null ? null : uuidAt(PartyType, partyId);
  const rows = await ctx.sql<Row>(CREDITS, [side, party]);
  return rows.map((row) => ({
    openItemId: encodeId(OpenItemType.options.prefix, row.id),
    partyId: encodeId(PartyType.options.prefix, row.party),
    partyName: row.name,
    kind: row.kind,
    reference: row.reference,
    documentOn: row.on,
    currency: row.currency,
    amount: roundAmount(row.amount, minorUnits(row.currency)),
  }));
}
