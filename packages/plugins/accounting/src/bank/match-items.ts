import { type Ctx, exact, minorUnits, roundAmount } from '@bureau/core';
import type { MatchItem } from '../bank-matching/match-score.js';
import type { TradeSide } from '../trade/trade-kinds.js';

/** Open items that are looked at together. */
const MOST_ITEMS = 5_000;

/** An open item with what a payment of it needs. */
export interface OpenMatchItem extends MatchItem {
  partyId: string;
  side: TradeSide;
}

const OPEN = `
  select i.id, i.open_amount::text as open, i.amount::text as amount, i.currency, i.side,
      i.reference as number, i.due_on::text as due, i.party_id as party, p.name,
      coalesce(v.party_reference, b.party_reference, c.party_reference) as reference,
      t.discount_percent::text as percent,
      (i.document_on + coalesce(t.discount_days, 0))::text as until
    from accounting.open_item i
    join core.party p on p.id = i.party_id
    left join accounting.invoice v on v.id = i.invoice_id
    left join accounting.bill b on b.id = i.bill_id
    left join accounting.credit_note c on c.id = i.credit_note_id
    left join accounting.payment_term t on t.id = coalesce(v.payment_term_id, b.payment_term_id)
   where i.is_open and i.currency = $1
   order by abs(i.open_amount) = any($2::numeric[]) desc, i.due_on nulls last, i.id
   limit ${MOST_ITEMS}`;

type Row = {
  id: string;
  open: string;
  amount: string;
  currency: string;
  side: TradeSide;
  number: string;
  due: string | null;
  party: string;
  name: string;
  reference: string | null;
  percent: string | null;
  until: string;
};

/** Items that lines of a bank account may settle; those of the amounts of the lines come first. */
export async function openMatchItems(
  ctx: Ctx,
  currency: string,
  lines: readonly { amount: string }[],
): Promise<OpenMatchItem[]> {
  const amounts = lines.map(({ amount }) => amount.replace('-', ''));
  const rows = await ctx.sql<Row>(OPEN, [currency, amounts]);
  return rows.map(itemOf);
}

function itemOf(row: Row): OpenMatchItem {
  const { id, open, amount, currency, percent, until, reference, due, party } = row;
  const digits = minorUnits(currency);
  const whole = open === amount && percent !== null;
  const discount = whole ? discountOf(amount, percent, digits) : undefined;
  return {
    ...{ id, open, currency, number: row.number, partyName: row.name, partyAccounts: [party] },
    ...{ partyId: party, side: row.side },
    ...(reference === null ? {} : { reference }),
    ...(due === null ? {} : { dueOn: due }),
    ...(discount === undefined ? {} : { discount: { amount: discount, until } }),
  };
}

function discountOf(amount: string, percent: string, digits: number): string {
  return roundAmount(exact(amount).abs().times(percent).dividedBy(100), digits);
}
