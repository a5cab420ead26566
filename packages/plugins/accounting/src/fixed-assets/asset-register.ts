import { type Ctx, encodeId, exact } from '@bureau/core';
import { shownInBase } from '../chart/base-currency.js';
import type { DepreciationBook } from './asset-kinds.js';
import type { AssetRegister } from './depreciation.types.js';
import { FixedAssetType } from './fixed-asset.types.js';

/** Which assets are asked for. */
export interface RegisterQuestion {
  asOf: string;
  book: DepreciationBook;
  /** Most rows. */
  first: number;
  /** Number of the row before; empty: from the beginning. */
  after: string;
}

/** The register on any day, from what was taken until then. */
export async function readAssetRegister(
  ctx: Ctx,
  { asOf, book, first, after }: RegisterQuestion,
): Promise<AssetRegister> {
  const rows = await ctx.sql<Row>(REGISTER, [asOf, book, after, first]);
  const [sums] = await ctx.sql<Record<'cost' | 'accumulated', string>>(SUMS, [asOf, book]);
  const { cost, accumulated } = sums ?? { cost: '0', accumulated: '0' };
  const shown = await shownInBase(ctx);
  return {
    asOf,
    book,
    rows: rows.map(({ id, class_code: classCode, acquired_on: acquiredOn, ...row }) => ({
      ...row,
      fixedAssetId: encodeId(FixedAssetType.options.prefix, id),
      classCode,
      acquiredOn,
      cost: shown(row.cost),
      accumulated: shown(row.accumulated),
      bookValue: shown(exact(row.cost).minus(row.accumulated)),
    })),
    cost: shown(cost),
    accumulated: shown(accumulated),
    bookValue: shown(exact(cost).minus(accumulated)),
  };
}

type Row = {
  id: string;
  number: string;
  name: string;
  class_code: string;
  acquired_on: string;
  cost: string;
  accumulated: string;
};

// Until the entry of its disposal it is there; what was taken with that entry is not asked for.
const HELD = `
    from accounting.fixed_asset a
    join accounting.depreciation_schedule s on s.asset_id = a.id and s.book = $2
    left join lateral (select sum(l.amount) as amount from accounting.depreciation_line l
        where l.schedule_id = s.id and l.taken_on <= $1::date and not l.is_reversed) t on true
    left join lateral (select
          coalesce(sum(c.cost_change) filter (where c.changed_on > $1::date), 0) as later_cost,
          coalesce(sum(c.accumulated_change) filter (where c.changed_on <= $1::date), 0)
            as accumulated
        from accounting.fixed_asset_change c where c.schedule_id = s.id) h on true
   where a.status <> 'VOID' and a.acquired_on <= $1::date
     and (a.disposed_on is null or a.disposed_on > $1::date)`;

const REGISTER = `
  select a.id, a.number, a.name, (select c.code from accounting.fixed_asset_class c
        where c.id = a.asset_class_id) as class_code, a.acquired_on::text,
      (s.cost - h.later_cost)::text as cost,
      (coalesce(t.amount, 0) + h.accumulated)::text as accumulated
    ${HELD} and a.number > $3 order by a.number limit $4`;

const SUMS = `
  select coalesce(sum(s.cost - h.later_cost), 0)::text as cost,
      coalesce(sum(coalesce(t.amount, 0) + h.accumulated), 0)::text as accumulated
    ${HELD}`;
