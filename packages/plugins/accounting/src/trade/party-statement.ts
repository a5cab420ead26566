import { type Ctx, encodeId, exact, minorUnits, PartyType, roundAmount } from '@bureau/core';
import { uuidAt } from '../ledger/entry-input.js';
import type { PartyStatement, PartyStatementLine } from './receivables.types.js';
import type { OpenItemKind, TradeSide } from './trade-kinds.js';
import { OpenItemType } from './trade.types.js';

const OPENING = `
  select currency, sum(amount)::text as amount from accounting.open_item
   where party_id = $1 and side = $2 and document_on < $3
   group by currency`;

const BETWEEN = `
  select id, kind, reference, document_on::text as on, currency, amount::text
    from accounting.open_item
   where party_id = $1 and side = $2 and document_on between $3 and $4
   order by document_on, id`;

type Row = Record<'id' | 'reference' | 'on' | 'currency' | 'amount', string> & {
  kind: OpenItemKind;
};

/**
 * Documents and payments of a party between two days with the balance after each, by currency. The
 * closing balance is what is open on the last day, whatever settles what.
 */
export async function statementOf(
  ctx: Ctx,
  span: { partyId: string; side: TradeSide; from: string; to: string },
): Promise<PartyStatement[]> {
  const { partyId, side, from, to } = span;
  const uuid = uuidAt(PartyType, partyId);
  const openings = await ctx.sql<{ currency: string; amount: string }>(OPENING, [uuid, side, from]);
  const rows = await ctx.sql<Row>(BETWEEN, [uuid, side, from, to]);
  const sign = side === 'RECEIVABLE' ? 1 : -1;
  const before = new Map(openings.map(({ currency, amount }) => [currency, amount]));
  const currencies = [...new Set([...before.keys(), ...rows.map(({ currency }) => currency)])];
  return currencies.sort().map((currency) => {
    const shown = (amount: string) => roundAmount(amount, minorUnits(currency));
    const opening = shown(
      exact(before.get(currency) ?? '0')
        .times(sign)
        .toFixed(),
    );
    let balance = opening;
    const own = rows.filter((row) => row.currency === currency);
    const lines = own.map((row): PartyStatementLine => {
      const amount = shown(exact(row.amount).times(sign).toFixed());
      balance = shown(exact(balance).plus(amount).toFixed());
      const { on, kind, reference } = row;
      const openItemId = encodeId(OpenItemType.options.prefix, row.id);
      return { on, openItemId, kind, reference, amount, balance };
    });
    const id = encodeId(PartyType.options.prefix, uuid);
    return { partyId: id, currency, opening, lines, closing: balance };
  });
}
