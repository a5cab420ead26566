import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import type { Span } from './columns.js';
import { CASH_WAY, type FigureNarrowing, isOfKind } from './drill-down.js';
import type { CashWay } from './figure.js';

/** What entries of a span did with cash: sums by account (uuid), debits above zero. */
export interface CashMoves {
  /** Lines of entries that moved cash; those of cash itself are missing. */
  paid: Map<string, Decimal>;
  /** Lines of entries that moved investments or finance without cash. */
  other: Map<string, Decimal>;
  /** Opening balances that were taken over, cash too. */
  takenOver: Map<string, Decimal>;
  /** Differences of exchange on cash itself. */
  exchange: Decimal;
}

type Row = {
  n: string;
  way: CashWay;
  account_id: string;
  is_cash: string;
  is_worth: string;
  base: string;
};

/**
 * What moved cash, investments and finance in each span, without closing entries. It looks at
 * entries with such a line only: its cost grows with them, not with the ledger.
 */
export async function readCashMoves(
  ctx: Ctx,
  spans: readonly Span[],
  { knownAt, dimensionValueIds = [] }: FigureNarrowing,
): Promise<CashMoves[]> {
  const rows = await ctx.report<Row>(MOVES, [
    spans.map(({ from }) => from),
    spans.map(({ to }) => to),
    dimensionValueIds,
    knownAt?.toISOString() ?? null,
  ]);
  const moves = spans.map(emptyMoves);
  for (const row of rows) {
    const move = moves[Number(row.n) - 1];
    if (move) take(move, row);
  }
  return moves;
}

function emptyMoves(): CashMoves {
  return {
    paid: new Map(),
    other: new Map(),
    takenOver: new Map(),
    exchange: new Decimal(0),
  };
}

function take(moves: CashMoves, row: Row): void {
  const { way, account_id: id, base } = row;
  if (way === 'CASH' && row.is_cash === 't') {
    if (row.is_worth === 't') moves.exchange = moves.exchange.plus(base);
    return;
  }
  const sums = { CASH: moves.paid, OTHER: moves.other, OPENING: moves.takenOver }[way];
  sums.set(id, (sums.get(id) ?? new Decimal(0)).plus(base));
}

const MOVES = `
  with span as (
    select u.n, u.f, u.t from unnest($1::date[], $2::date[]) with ordinality as u(f, t, n)),
  wanted as (
    select i.set_id from accounting.dimension_set_item i where i.value_id = any ($3::uuid[])
     group by i.set_id having count(*) = cardinality($3::uuid[])),
  touched as (
    select distinct span.n, l.entry_id
      from accounting.account a
      join accounting.line l on l.account_id = a.id
      join span on l.posted_on between span.f and span.t
     where a.cash_flow <> 'OPERATING'),
  chosen as (
    select touched.n, e.id, ${CASH_WAY} as way
      from touched join accounting.entry e on e.id = touched.entry_id
     where ($4::timestamptz is null or e.posted_at <= $4) and not ${isOfKind('CLOSING')})
  select chosen.n, chosen.way, l.account_id, a.cash_flow = 'CASH' as is_cash,
      l.amount = 0 as is_worth, sum(l.base_amount) as base
    from chosen
    join accounting.line l on l.entry_id = chosen.id
    join accounting.account a on a.id = l.account_id
   where cardinality($3::uuid[]) = 0 or l.dimension_set_id in (select set_id from wanted)
   group by chosen.n, chosen.way, l.account_id, is_cash, is_worth`;
