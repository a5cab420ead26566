import { createHash } from 'node:crypto';
import { type Ctx, Refusal } from '@bureau/core';
import { shownIn } from '../chart/base-currency.js';
import type { FigureSource } from './figure.js';
import type { FigureLineConnection } from './figure.types.js';
import type { TotalsQuery } from './totals.js';

/** What narrows a statement narrows the lines of its figures. */
export type FigureNarrowing = Pick<TotalsQuery, 'knownAt' | 'dimensionValueIds'>;

/** A page of the lines that a figure is the sum of. */
export interface FigurePage {
  sources: readonly FigureSource[];
  how: FigureNarrowing;
  first: number;
  /** Cursor of the last line of the page before. */
  after?: string | null | undefined;
}

type Row = { id: string; posted_on: string; amount: string; base: string };

/**
 * The lines of a figure by day, with what each of them adds to it: all pages together sum to the
 * figure (I14). A page costs what its own lines cost, wherever it stands.
 * @throws Refusal BAD_USER_INPUT for a cursor of another figure
 */
export async function figureLines(ctx: Ctx, page: FigurePage): Promise<FigureLineConnection> {
  const { sources, how, first, after } = page;
  const mark = markOf(page);
  const [day, id] = after == null ? [] : placeOf(after, mark);
  const values: unknown[] = [
    how.dimensionValueIds ?? [],
    how.knownAt?.toISOString() ?? null,
    day ?? null,
    id ?? null,
    first + 1,
  ];
  if (sources.length === 0) return connectionOf([], { first, mark, isLater: false });
  const parts = sources.map((source) => partOf(source, values));
  const rows = await ctx.report<Row>(
    `with wanted as (
      select i.set_id from accounting.dimension_set_item i where i.value_id = any ($1::uuid[])
       group by i.set_id having count(*) = cardinality($1::uuid[]))
    select id, posted_on::text as posted_on, amount,
        (select base_currency from accounting.settings) as base
      from (${parts.join(' union all ')}) as lines
     order by lines.posted_on, lines.id limit $5`,
    values,
  );
  return connectionOf(rows, { first, mark, isLater: day !== undefined });
}

/** Whether an entry, or what it takes back, is of a kind. */
export function isOfKind(kind: 'CLOSING' | 'OPENING'): string {
  return `(e.kind = '${kind}' or exists (
    select from accounting.entry o where o.id = e.reverses_id and o.kind = '${kind}'))`;
}

const has = (condition: string) => `exists (select from accounting.line c
  join accounting.account ca on ca.id = c.account_id where c.entry_id = e.id and ${condition})`;
const OF_CASH = has("ca.cash_flow = 'CASH'");

/** What an entry does with cash (`CashWay`); null: nothing that a statement shows. */
export const CASH_WAY = `case when ${isOfKind('OPENING')} then 'OPENING'
  when ${OF_CASH} then 'CASH'
  when ${has("ca.cash_flow in ('INVESTING', 'FINANCING')")} then 'OTHER' end`;

const SIDES = { DEBIT: 'l.base_amount > 0', CREDIT: 'l.base_amount < 0' };

/** One source as a statement; its values go behind the others. */
function partOf(source: FigureSource, values: unknown[]): string {
  const add = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const conditions = [
    `l.account_id = any (${add(source.accountIds, 'uuid[]')})`,
    `l.posted_on <= ${add(source.to, 'date')}`,
    ...(source.from === null ? [] : [`l.posted_on >= ${add(source.from, 'date')}`]),
    ...(source.withoutClosing ? [`not ${isOfKind('CLOSING')}`] : []),
    ...(source.withoutOpening ? [`not ${isOfKind('OPENING')}`] : []),
    ...(source.side ? [SIDES[source.side]] : []),
    ...(source.way ? [`${CASH_WAY} = ${add(source.way, 'text')}`] : []),
    ...(source.isWorthOnly ? ['l.amount = 0'] : []),
  ];
  return `(select l.id, l.posted_on, ${source.sign === 1 ? '' : '-'}l.base_amount as amount
    from accounting.line l join accounting.entry e on e.id = l.entry_id
   where ${conditions.join(' and ')} and ($2::timestamptz is null or e.posted_at <= $2)
     and (cardinality($1::uuid[]) = 0 or l.dimension_set_id in (select set_id from wanted))
     and ($3::date is null or (l.posted_on, l.id) > ($3::date, $4::uuid))
   order by l.posted_on, l.id limit $5)`;
}

function connectionOf(
  rows: readonly Row[],
  { first, mark, isLater }: { first: number; mark: string; isLater: boolean },
): FigureLineConnection {
  const edges = rows.slice(0, first).map(({ id, posted_on: day, amount, base }) => ({
    cursor: Buffer.from(`${mark} ${day} ${id}`).toString('base64url'),
    node: { line: { id }, amount: shownIn(base)(amount) },
  }));
  const [start, end] = [edges[0]?.cursor, edges.at(-1)?.cursor];
  const cursors = start && end ? { startCursor: start, endCursor: end } : {};
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: { hasNextPage: rows.length > first, hasPreviousPage: isLater, ...cursors },
  };
}

/** A cursor holds in its own figure only: elsewhere it would leave lines out without a word. */
function markOf({ sources, how }: FigurePage): string {
  const text = JSON.stringify([sources, how.knownAt ?? null, how.dimensionValueIds ?? []]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

const PLACE = /^(\S{12}) (\d{4}-\d\d-\d\d) ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

function placeOf(cursor: string, mark: string): [day: string, id: string] {
  const [, of, day = '', id = ''] = PLACE.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (of === mark) return [day, id];
  throw new Refusal('BAD_USER_INPUT', 'The cursor is not one of this figure.');
}
